"""Who may come in: an active sign-in of somebody who is still here."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone


def may_enter(user: str = "", *, on: datetime.date | None = None) -> Q:
    """The condition on users, or on rows that name one by a field such as ``user__``, today or on a day.

    A sign-in without a person is nobody who could have left.
    """
    person = f"{user}person__"
    here = Q(**{f"{person}left_on": None}) | Q(**{f"{person}left_on__gt": on or timezone.localdate()})
    kept = {f"{person}erased_at": None, f"{person}withdrawn_at": None}
    return here & Q(**{f"{user}is_active": True}, **kept)
