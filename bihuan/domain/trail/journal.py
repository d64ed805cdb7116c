"""What happens between opening and closing the door: every saved row reports its changes here."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from . import canonical
from .failures import OutsideTheDoor

#: The field name under which a whole new row is noted.
WHOLE_ROW = "*"


@dataclass(frozen=True, slots=True)
class Noted:
    """One changed field of one row (or a whole new row)."""

    object_type: str
    object_key: UUID
    field: str
    before: str | None
    after: str | None
    salt: str

    @property
    def digest(self) -> str:
        return canonical.digest(
            self.salt, self.object_type, self.object_key, self.field, self.before, self.after
        )


@dataclass(slots=True)
class Journal:
    noted: list[Noted] = field(default_factory=list)

    def note(self, object_type: str, object_key: UUID, name: str, before: Any, after: Any) -> None:
        texts = [None if value is None else canonical.text_of(value) for value in (before, after)]
        salt = secrets.token_hex(16)
        self.noted.append(Noted(object_type, object_key, name, texts[0], texts[1], salt))


_open: ContextVar[Journal | None] = ContextVar("journal", default=None)


def current() -> Journal:
    """The journal of the operation under way.

    :raises OutsideTheDoor: if there is none.
    """
    journal = _open.get()
    if journal is None:
        raise OutsideTheDoor("records are changed by operations only (docs/adr/0002)")
    return journal


def is_open() -> bool:
    return _open.get() is not None


@contextmanager
def opened() -> Iterator[Journal]:
    """Open a journal for the block. Operations never call operations: opening twice is a defect."""
    if is_open():
        raise OutsideTheDoor("an operation called another operation")
    token = _open.set(Journal())
    try:
        yield current()
    finally:
        _open.reset(token)


def value_of(stored: str | None) -> Any:
    """The value behind a noted text."""
    return None if stored is None else json.loads(stored)
