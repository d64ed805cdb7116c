"""Search, filter and sort of the list of people, from the address of the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict

from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.queries import units_visible_to
from bihuan.domain.organizations.register import SORTS, Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for, in domain words, and as the address says it. Unknown words are not asked."""

    wanted: Wanted
    sort: str

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        query = request.GET
        sort = query.get("sort", "") if query.get("sort", "").removeprefix("-") in SORTS else "name"
        wanted = Wanted(
            words=query.get("q", "").strip()[:50],
            unit=_unit(request, query),
            gone=query.get("gone") == "1",
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
        )
        return cls(wanted, sort)

    @property
    def narrows(self) -> bool:
        return bool(self.wanted.words or self.wanted.unit)

    def address(self, **changed: object) -> str:
        """The query string of this wish with something changed."""
        wanted = self.wanted
        values = {
            "q": wanted.words,
            "unit": wanted.unit.key if wanted.unit else "",
            "gone": "1" if wanted.gone else "",
            "sort": self.sort,
        }
        values |= {name: "" if value is None else value for name, value in changed.items()}
        return "?" + urlencode({name: value for name, value in values.items() if value and value != "name"})

    def sort_header(self, name: str) -> dict[str, str]:
        """Where a click on a column head leads, and how it is sorted now."""
        current = self.wanted.sort == name
        turned = f"-{name}" if current and not self.wanted.descending else name
        direction = ("descending" if self.wanted.descending else "ascending") if current else ""
        return {"url": self.address(sort=turned), "direction": direction}


def key_in(query: QueryDict, name: str) -> UUID | None:
    """A key that the address names; what is none counts as not asked."""
    try:
        return UUID(query.get(name, ""))
    except ValueError:
        return None


def _unit(request: HttpRequest, query: QueryDict) -> Unit | None:
    key = key_in(query, "unit")
    return units_visible_to(request.actor).filter(key=key).first() if key else None
