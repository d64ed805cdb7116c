"""What every answer carries, errors included; and no page over plain http except on this machine."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .addresses import is_from_this_machine

security_log = logging.getLogger("bihuan.security")

UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
EVERY_ANSWER = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class HeadersMiddleware:
    """The outermost: what happens further in, its answer passes here.

    Pages are never kept by browsers or proxies; files that say themselves how long they keep are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class EncryptedOnlyMiddleware:
    """Plain http from another machine gets a page that says what to do, and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.is_secure() or is_from_this_machine(request):
            return self.get_response(request)
        security_log.warning("plain http refused")
        return render(request, "signin/plain_http.html", status=403)
