"""What happened to a row, in words: who, when, which field, from what to what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bihuan.domain.accounts.models import User
from bihuan.domain.trail import queries
from bihuan.domain.trail.journal import WHOLE_ROW
from bihuan.domain.trail.queries import PastChange
from bihuan.domain.trail.recorded import RecordedModel

from .labels import label_of, shown

#: Fields that tell a reader nothing.
SILENT = {"edited_at", "withdrawn_by_key", "position", "pinyin", "initials"}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: Any
    who: str
    what: str
    before: str
    after: str


def history_of(row: RecordedModel, silent: Collection[str] = ()) -> list[HistoryLine]:
    """The row's changes, the newest first: two queries. Fields in ``silent`` are left out, too."""
    changes = [change for change in queries.history_of(row.key) if change.field not in {*SILENT, *silent}]
    names = _names({change.actor_key for change in changes if change.actor_key})
    return [_line(row, change, names) for change in changes]


def _line(row: RecordedModel, change: PastChange, names: dict[UUID, str]) -> HistoryLine:
    who = names.get(change.actor_key, "系统")
    if change.field == WHOLE_ROW:
        return HistoryLine(change.at, who, "建立", "", "")
    return HistoryLine(
        change.at,
        who,
        label_of(type(row), change.field),
        shown(type(row), change.field, change.before),
        shown(type(row), change.field, change.after),
    )


def _names(keys: set[UUID]) -> dict[UUID, str]:
    return {user.key: str(user) for user in User.objects.filter(key__in=keys).select_related("person")}
