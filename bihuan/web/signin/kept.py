"""A form that was sent after its session had ended waits until its author has signed in again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.web.actors import SignedInRequest

ENDED, KEPT = "session_ended_for", "form_kept"
NOT_TYPED = {"csrfmiddlewaretoken"}
LONGEST = 1_000_000


def keep_form(request: HttpRequest) -> None:
    """Keep what was typed, if the session that just ended, or ended before, tells whose it is.

    Called after the token of the form was found good. Files cannot be kept; requests of htmx leave their page
    open, where the text still stands.
    """
    owner = request.session.get(ENDED)
    if owner is None or request.method != "POST" or request.FILES or request.htmx:
        return
    fields = [
        [name, value] for name, values in request.POST.lists() for value in values if name not in NOT_TYPED
    ]
    if sum(len(value) for _, value in fields) <= LONGEST:
        request.session[KEPT] = {"owner": owner, "path": request.get_full_path(), "fields": fields}


def take_over(request: HttpRequest) -> bool:
    """After signing in: whether a form of this very user waits; one of anybody else is forgotten."""
    request.session.pop(ENDED, None)
    if _of(request):
        return True
    request.session.pop(KEPT, None)
    return False


@require_safe
def form_kept(request: SignedInRequest) -> HttpResponse:
    return render(request, "signin/form_kept.html", _of(request))


def _of(request: HttpRequest) -> dict[str, Any] | None:
    kept = request.session.get(KEPT)
    return kept if kept and kept["owner"] == request.session[SESSION_KEY] else None
