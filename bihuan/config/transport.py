"""How browsers reach this installation: with or without TLS, directly or through proxies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bihuan.core import certificates

ONE_YEAR = 365 * 24 * 60 * 60
OF_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def speaks_tls(environment: Mapping[str, str], keys: Path) -> bool:
    """Whether the product answers over https itself: it has a certificate, or ``BIHUAN_TLS`` says so."""
    return environment.get("BIHUAN_TLS") == "1" or (keys / certificates.CERTIFICATE).exists()


def allowed_hosts(environment: Mapping[str, str], keys: Path) -> list[str]:
    """``BIHUAN_HOSTS``, or the names of the certificate and this machine's own."""
    if given := environment.get("BIHUAN_HOSTS"):
        return given.split(",")
    return list(dict.fromkeys([*map(_as_host, _names(keys)), *OF_THIS_MACHINE]))


def _names(keys: Path) -> Iterable[str]:
    """A certificate that cannot be used must not stop the command that makes another."""
    try:
        kept = certificates.kept(keys)
    except certificates.Unusable:
        return ()
    return kept.names if kept else ()


def _as_host(name: str) -> str:
    """As Django writes hosts: ``[::1]``, and ``.example`` for ``*.example``."""
    return f"[{name}]" if ":" in name else name.removeprefix("*")


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
