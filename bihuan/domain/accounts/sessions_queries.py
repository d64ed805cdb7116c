"""Where a user is signed in, and was."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from bihuan.domain.trail.models import Change

from .models import User
from .sessions import mark_of, name_of

#: The field of the trail that tells where somebody signed in from, and how.
SIGNED_IN_FROM = "signed_in_from"


def sessions_of(user: User) -> dict[str, dict[str, Any]]:
    """What the user's valid sessions hold, by their names: one query."""
    rows = Session.objects.filter(session_key__startswith=mark_of(user.pk), expire_date__gt=timezone.now())
    held = {name_of(row.session_key): row.get_decoded() for row in rows}
    mark = user.get_session_auth_hash()
    return {name: data for name, data in held.items() if data.get(HASH_SESSION_KEY) == mark}


def sign_ins_of(user: User, *, since: datetime.datetime) -> QuerySet[Change]:
    """Where and how the user signed in, with the moment in ``entry.at``, the newest first."""
    changes = Change.objects.filter(object_key=user.key, field=SIGNED_IN_FROM, entry__at__gte=since)
    return changes.select_related("entry").order_by("-entry__at", "-entry__sequence")
