"""Search, filter and sort of the item list, from the address of the page."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from bihuan.domain.rectification.enums import Progress

from .rows import ItemRow

FAR = datetime.date.max
SORTS: dict[str, Callable[[ItemRow], Any]] = {
    "position": lambda row: (row.item.position, row.item.pk),
    "due": lambda row: (row.item.due_date or FAR, row.item.position),
    "progress": lambda row: (Progress.values.index(row.item.progress), row.item.position),
    "leader": lambda row: (
        row.item.responsible_leader.pinyin if row.item.responsible_leader else "~",
        row.item.position,
    ),
}
STATES = {**dict(Progress.choices), "overdue": "已逾期"}


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What the reader asked for; unknown words count as not asked."""

    words: str = ""
    state: str = ""
    mine: bool = False
    sort: str = "position"
    descending: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> ItemFilter:
        sort = query.get("sort", "position")
        name = sort.removeprefix("-")
        return cls(
            words=query.get("q", "").strip()[:50],
            state=query.get("state", "") if query.get("state") in STATES else "",
            mine=query.get("mine") == "1",
            sort=name if name in SORTS else "position",
            descending=sort.startswith("-"),
        )

    def apply(self, rows: list[ItemRow], person_key: object) -> list[ItemRow]:
        kept = [row for row in rows if self._keeps(row, person_key)]
        return sorted(kept, key=SORTS[self.sort], reverse=self.descending)

    def _keeps(self, row: ItemRow, person_key: object) -> bool:
        if self.state and row.status != self.state and row.item.progress != self.state:
            return False
        if self.mine and person_key not in _people_keys(row):
            return False
        return self.words in _searched(row)

    def address(self, **changed: object) -> str:
        """The query string of this filter with something changed."""
        sort = ("-" if self.descending else "") + self.sort
        values = {"q": self.words, "state": self.state, "mine": "1" if self.mine else "", "sort": sort}
        values |= {name: "" if value is None else str(value) for name, value in changed.items()}
        return "?" + urlencode(
            {name: value for name, value in values.items() if value and value != "position"}
        )

    def sort_header(self, name: str) -> dict[str, str]:
        """Where a click on a column head leads, and how it is sorted now."""
        current = self.sort == name
        turned = f"-{name}" if current and not self.descending else name
        direction = ("descending" if self.descending else "ascending") if current else ""
        return {"url": self.address(sort=turned), "direction": direction}


def _people_keys(row: ItemRow) -> set[object]:
    people = [row.item.responsible_leader, row.item.contact]
    people += [owner.person for owner in [*row.leads, *row.supports]]
    return {person.key for person in people if person}


def _searched(row: ItemRow) -> str:
    owners = " ".join(owner.name for owner in [*row.leads, *row.supports])
    leader = row.item.responsible_leader.name if row.item.responsible_leader else ""
    return f"{row.item.measure.title}\n{row.item.measure.text}\n{owners} {leader}"
