"""Every address of the product that answers GET, found in the URL resolver."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

#: Pages that answer only where single sign-on is set.
SINGLE_SIGN_ON = "bihuan.web.sso."


def pages() -> dict[str, bool]:
    """The name of every page, and whether its address has parameters."""
    return {
        pattern.name: bool(parameters)
        for pattern, parameters in _patterns(get_resolver(), {})
        if _answers_get(pattern.callback) and not pattern.callback.__module__.startswith(SINGLE_SIGN_ON)
    }


def _patterns(resolver: URLResolver, outer: dict) -> Iterator[tuple[URLPattern, dict]]:
    for each in resolver.url_patterns:
        parameters = outer | each.pattern.converters
        if isinstance(each, URLResolver):
            yield from _patterns(each, parameters)
        else:
            yield each, parameters


def _answers_get(view: Callable) -> bool:
    """Whether the view's ``require_…`` decorator, if it has one, lets GET through."""
    methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
    return methods is None or "GET" in methods
