"""One leader's year, from the ledgers: for that leader and the own clerk; for nobody else."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.domain.ledgers.leaders.access import may_open
from bihuan.domain.ledgers.leaders.sections import Line, Section, sections_of
from bihuan.domain.organizations.models import Person
from bihuan.domain.rectification.enums import OwnerRole, Progress
from bihuan.domain.rectification.models import Item, ItemOwner
from bihuan.domain.rectification.queries import items_of_leader

YEARS = 5


@require_safe
def leader_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """:raises Http404: for whoever is neither the leader nor keeps the records of the leader's 单位."""
    person = get_object_or_404(Person.objects.select_related("unit"), key=key)
    if not may_open(request.actor, person):
        raise Http404
    year, this = _year(request), timezone.localdate().year
    items = list(items_of_leader(person, year))
    done = sum(item.progress == Progress.DONE for item in items)
    context = {
        "person": person,
        "year": year,
        "years": range(this, this - YEARS, -1),
        "sections": [(section, _linked(request, section)) for section in _sections(person, year)],
        "items": _with_parts_played(items, person),
        "done": done,
        "done_words": f"已完成{done}项" if items else "",
        "seats": person.seats.told().select_related("unit").order_by("-since", "-pk"),
        "own": request.actor.person_key == person.key,
    }
    return render(request, "leader_page/leader_page.html", context)


def _sections(person: Person, year: int) -> list[Section]:
    return sections_of(person, datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))


def _linked(request: HttpRequest, section: Section) -> list[tuple[Line, bool]]:
    """The lines, and whether the reader may follow each to its record."""
    may = request.actor.may
    return [(line, may("records.read", at=line.record.unit.path)) for line in section.lines]


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else timezone.localdate().year


def _with_parts_played(items: Sequence[Item], person: Person) -> list[tuple[Item, str]]:
    """Each item with what the leader is in it."""
    owned = ItemOwner.objects.standing().filter(person=person, item__in=items)
    roles = {(item, role) for item, role in owned.values_list("item_id", "role")}
    return [(item, "、".join(_parts_played(item, person, roles))) for item in items]


def _parts_played(item: Item, person: Person, roles: set[tuple[int, str]]) -> list[str]:
    played = ["责任领导"] if item.responsible_leader_id == person.pk else []
    played += [role.label for role in OwnerRole if (item.pk, role) in roles]
    return played + (["联系人"] if item.contact_id == person.pk else [])
