"""What must agree within a record before it is kept, and what follows from it: a file a shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..models import Record
from . import activities, awards, plans, polls, registers

#: By the shape; a shape that demands nothing of its own is not here.
FITTING: dict[str, Callable[[Any], None]] = {
    "activity": activities.fit,
    "award": awards.fit,
    "plan": plans.fit,
    "poll": polls.fit,
    "register": registers.fit,
}


def fit(record: Record) -> None:
    """Settle what follows from the fields.

    :raises WrongValue: if two of them cannot both be right.
    """
    if check := FITTING.get(record.shape):
        check(record)
