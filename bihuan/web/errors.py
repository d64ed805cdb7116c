"""Error pages in plain Chinese, each saying what to do next."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("bihuan.web")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", {"reason": _sentence(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def conflict(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/409.html", {"reason": _sentence(exception)}, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    log.error("the database does not answer")
    return render(request, "errors/503.html", status=503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(
        request, "errors/403.html", {"reason": "页面已过期，请返回上一页刷新后再提交。"}, status=403
    )


def _sentence(exception: Exception | None) -> str:
    return str(exception) if exception is not None else ""
