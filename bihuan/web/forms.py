"""What every form carries: the version that was seen, and a key that makes sending it twice harmless."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest


def seen_version(request: HttpRequest) -> int:
    """The version of the row that the user's page showed (hidden field ``seen``).

    :raises Http404: if the form carries none: it did not come from one of our pages.
    """
    try:
        return int(request.POST["seen"])
    except (KeyError, ValueError):
        raise Http404("the form carries no version") from None


def request_key(request: HttpRequest) -> str | None:
    """The form's request key (hidden field ``request_key``), bound to the user who sends it."""
    key = request.POST.get("request_key", "")[:40]
    return f"{request.user.pk}:{key}" if key else None


def new_request_key() -> str:
    return uuid.uuid4().hex
