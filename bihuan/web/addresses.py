"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the visitor, as the outermost of our own proxies saw it.

    Of ``X-Forwarded-For`` only what our own proxies added is believed: visitors may write anything before it.
    """
    nearest = request.META.get("REMOTE_ADDR", "")
    if not settings.BIHUAN_PROXIES:
        return nearest
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return [*seen, nearest][-settings.BIHUAN_PROXIES - 1 :][0]


def is_from_this_machine(request: HttpRequest) -> bool:
    """Whether the visitor sits at this machine: a loopback address, and no proxy that we do not know of."""
    if not settings.BIHUAN_PROXIES and "HTTP_X_FORWARDED_FOR" in request.META:
        return False
    return is_loopback(client_address(request))


def is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
