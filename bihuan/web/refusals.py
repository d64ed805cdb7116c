"""What the domain refuses becomes an answer that a person understands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import NotPermitted, OperationFailed, Stale
from bihuan.domain.trail.security_log import security_log

from . import errors, stale


class RefusalMiddleware:
    """Refusals that a view did not handle: 403 for a missing right, 409 for the rest, both texts if stale.

    A database that does not answer is said to be busy (503), for the user to try again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        if isinstance(failure, NotPermitted):
            return errors.forbidden(request, failure)
        if isinstance(failure, Stale):
            return render(request, "stale.html", stale.context(failure, request.POST), status=409)
        if isinstance(failure, OperationFailed):
            return errors.conflict(request, failure)
        if isinstance(failure, OperationalError):
            return errors.unavailable(request)
        return None


@contextmanager
def refusals_as_messages(request: HttpRequest) -> Iterator[None]:
    """Show what the domain refuses as a message; rights and stale edits still answer for themselves."""
    try:
        yield
    except (NotPermitted, Stale):
        raise
    except OperationFailed as failure:
        messages.error(request, str(failure))


def require(may: Callable[[Actor, Any], bool], request: HttpRequest, subject: Any) -> None:
    """Ask the right of a form before it is shown or read, so that nobody fills it in for nothing.

    :raises NotPermitted: if there is no subject or the user may not; the security log has a line then.
    """
    if subject is None or not may(request.actor, subject):
        page = request.resolver_match.view_name
        key = getattr(subject, "key", None)
        security_log.warning("refused page %s user=%s object=%s", page, request.actor.user_key, key)
        raise NotPermitted
