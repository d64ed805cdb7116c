"""Search, filter and sort of a mechanism's ledger, from the address of the page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, Q
from django.http import QueryDict
from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism, facts
from bihuan.domain.ledgers.models import Case
from bihuan.domain.organizations.withdrawing import StandingQuerySet
from bihuan.web.facts.period import Period, key_in

SORTS = {"on": ("on", "pk"), "title": ("title", "pk")}
#: How a case stands, as a list may be narrowed to it; only cases stand in any way.
STATES = {"open": "正在办理", "overdue": "已超期", "waiting": "等批准延期", "closed": "已办结"}
DUE = "due"
NEWEST = "-on"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for. Unknown words are not asked; ``year`` 0 is every year, ``month`` 0 any.

    ``fact`` is a number whose records are asked for, over ``period``: then no year counts.
    """

    words: str
    year: int
    month: int
    unit: UUID | None
    withdrawn: bool
    sort: str
    fact: str
    period: Period
    usual_year: int
    state: str = ""

    @classmethod
    def for_ledger(cls, query: QueryDict, mechanism: Mechanism) -> Wanted:
        """A ledger of what goes on is read whole, whenever that was entered."""
        usual_year = 0 if mechanism.stands else None
        return cls.of(query, usual_year, cases=mechanism.shape == Case.shape)

    @classmethod
    def of(cls, query: QueryDict, usual_year: int | None = None, *, cases: bool = False) -> Wanted:
        """``usual_year`` is shown where the address names none; this year, if nothing else is usual.

        ``cases``: the list is one of cases, which may be narrowed by state and sorted by limit.
        """
        sort, state = query.get("sort", ""), query.get("state", "")
        sorts = (*SORTS, DUE) if cases else SORTS
        usual = timezone.localdate().year if usual_year is None else usual_year
        return cls(
            words=query.get("q", "").strip()[:50],
            year=_year(query.get("year", ""), usual),
            month=_month(query.get("month", "")),
            unit=key_in(query, "unit"),
            withdrawn=query.get("withdrawn") == "1",
            sort=sort if sort.removeprefix("-") in sorts else NEWEST,
            fact=query.get("fact", "") if query.get("fact") in facts() else "",
            period=Period.of(query),
            usual_year=usual,
            state=state if cases and state in STATES else "",
        )

    @property
    def is_usual_year(self) -> bool:
        return self.year == self.usual_year

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.unit or self.withdrawn or self.month or self.fact or self.state)

    def apply(self, records: StandingQuerySet) -> StandingQuerySet:
        """Those of the records that are asked for; of which unit and number, the view says."""
        found = records.exclude(withdrawn_at=None) if self.withdrawn else records.standing()
        if self.year and not self.fact:
            found = found.filter(on__year=self.year)
            found = found.filter(on__month=self.month) if self.month else found
        if self.words:
            found = found.filter(self._said(found))
        if self.state:
            found = self._standing_so(found)
        turn = "-" if self.sort.startswith("-") else ""
        if self.sort.removeprefix("-") == DUE:
            return found.order_by(*_by_limit(down=bool(turn)))
        return found.order_by(*(f"{turn}{field}" for field in SORTS[self.sort.removeprefix("-")]))

    def _said(self, found: StandingQuerySet) -> Q:
        """The words stand in the title, or in the number of a case."""
        number = Q(number__icontains=self.words) if found.model is Case else Q()
        return Q(title__icontains=self.words) | number

    def _standing_so(self, found: StandingQuerySet) -> StandingQuerySet:
        return {
            "open": lambda: found.under_way(),
            "overdue": lambda: found.overdue(timezone.localdate()),
            "waiting": lambda: found.waiting(),
            "closed": lambda: found.closed(),
        }[self.state]()

    def address(self, **changed: object) -> str:
        """The query string of this wish with something changed; what is usual is left out."""
        values = {
            "q": self.words,
            "year": self.year,
            "unit": self.unit or "",
            "withdrawn": "1" if self.withdrawn else "",
            "sort": "" if self.sort == NEWEST else self.sort,
            "month": self.month or "",
            "state": self.state,
        } | self._of_fact()
        values |= {name: "" if value is None else value for name, value in changed.items()}
        if values["year"] == self.usual_year or values["fact"]:
            values["year"] = ""
        return "?" + urlencode({name: value for name, value in values.items() if value != ""})

    def _of_fact(self) -> dict[str, str]:
        if not self.fact:
            return {"fact": "", "since": "", "last": ""}
        return {
            "fact": self.fact,
            "since": self.period.since.isoformat(),
            "last": self.period.last.isoformat(),
        }

    def sort_header(self, name: str) -> dict[str, str]:
        """Where a click on a column head leads, and how it is sorted now."""
        current, down = self.sort.removeprefix("-") == name, self.sort.startswith("-")
        turned = name if current and down else f"-{name}" if current else name
        return {
            "url": self.address(sort=turned),
            "direction": ("descending" if down else "ascending") if current else "",
        }


def _by_limit(*, down: bool) -> tuple[Any, ...]:
    """Open cases first, by the limit that ends first; those without a limit after them."""
    limit = F("next_due_on")
    return (
        "-state",
        limit.desc(nulls_last=True) if down else limit.asc(nulls_last=True),
        "-closed_on",
        "pk",
    )


def _year(text: str, usual: int) -> int:
    if text == "0":
        return 0
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else usual


def _month(text: str) -> int:
    return int(text) if text.isdecimal() and 1 <= int(text) <= 12 else 0


def day_in(query: QueryDict, name: str) -> datetime.date | None:
    """A day that the address names, such as 2026-05-01; what is none counts as not asked."""
    try:
        return datetime.date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None
