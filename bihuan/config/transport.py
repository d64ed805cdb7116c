"""How browsers reach this installation: with or without TLS, directly or through proxies."""

from __future__ import annotations

from typing import Any

ONE_YEAR = 365 * 24 * 60 * 60


def transport(*, tls: bool, proxies: int) -> dict[str, Any]:
    """The settings that follow from ``BIHUAN_TLS`` and ``BIHUAN_PROXIES``.

    A proxy in front means TLS: plain http is for this machine only (docs/adr/0097).
    """
    encrypted = tls or proxies > 0
    prefix = "__Host-" if encrypted else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}bihuan_session",
        "SESSION_COOKIE_SECURE": encrypted,
        "CSRF_COOKIE_NAME": f"{prefix}bihuan_csrf",
        "CSRF_COOKIE_SECURE": encrypted,
        "SECURE_HSTS_SECONDS": ONE_YEAR if encrypted else 0,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if proxies else None,
    }
