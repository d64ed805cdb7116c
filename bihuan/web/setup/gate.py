"""While nothing is set up every page leads to the setting up; afterwards there is no such page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bihuan.domain.accounts import setup_code
from bihuan.domain.accounts.setting_up import is_set_up


def is_open() -> bool:
    """Whether a setup code waits and there is no unit. Where no code waits this costs no query."""
    return bool(setup_code.found()) and not is_set_up()


class SetUpMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_open() and not request.path.startswith(reverse("setup")):
            return redirect("setup")
        return self.get_response(request)
