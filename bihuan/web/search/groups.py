"""What the search looks through: for each kind the right that shows it, how it is found, how a line reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from bihuan.domain.documents.queries import drafts_visible_to
from bihuan.domain.organizations.finding import units_matching
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.queries import units_visible_to
from bihuan.domain.organizations.register import Wanted, people_wanted
from bihuan.domain.rectification.queries import items_visible_to, measures_visible_to, problems_visible_to
from bihuan.domain.trail.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One result: what it is called, what else helps to tell it apart, where it leads."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of thing that can be found by whoever holds the right somewhere."""

    code: str
    name: str
    measure_word: str
    right: str
    found: Callable[[Actor, str], QuerySet]
    line: Callable[[Any], Line]


def groups_for(actor: Actor) -> list[Group]:
    return [group for group in GROUPS if actor.paths_for(group.right)]


def numbers_of(group: Group, actor: Actor, words: str, *, most: int) -> list[int]:
    """The numbers of the rows found, in order: one query that an index can serve, however many there are."""
    return list(group.found(actor, words).values_list("pk", flat=True)[:most])


def lines_of(group: Group, actor: Actor, words: str, numbers: Sequence[int]) -> list[Line]:
    """The lines of these rows in their order: one more query, none for no rows."""
    if not numbers:
        return []
    rows = {row.pk: row for row in group.found(actor, words).filter(pk__in=numbers).order_by()}
    return [group.line(rows[number]) for number in numbers if number in rows]


def _units(actor: Actor, words: str) -> QuerySet[Unit]:
    return units_matching(units_visible_to(actor), words).order_by("pinyin", "pk")


def _unit(unit: Unit) -> Line:
    closed = "，已停用" if unit.closed_on else ""
    return Line(unit.name, f"{unit.get_kind_display()}{closed}", reverse("unit-detail", args=[unit.key]))


def _people(actor: Actor, words: str) -> QuerySet[Person]:
    return people_wanted(actor, Wanted(words=words)).select_related("unit", "department")


def _person(person: Person) -> Line:
    place = f"{person.unit} {person.department}" if person.department else str(person.unit)
    return Line(person.name, place, reverse("person-detail", args=[person.key]))


def _problems(actor: Actor, words: str) -> QuerySet:
    worded = Q(title__icontains=words) | Q(text__icontains=words) | Q(example__icontains=words)
    return problems_visible_to(actor).standing().filter(worded).order_by("-cycle__year", "position", "pk")


def _measures(actor: Actor, words: str) -> QuerySet:
    worded = Q(title__icontains=words) | Q(text__icontains=words)
    return measures_visible_to(actor).standing().filter(worded).order_by("-cycle__year", "position", "pk")


def _statement(kind: str) -> Callable[[Any], Line]:
    def line(row: Any) -> Line:
        note = f"{row.unit}，{row.cycle}"
        return Line(row.title, note, reverse("statement-detail", args=[kind, row.key]))

    return line


def _items(actor: Actor, words: str) -> QuerySet:
    """By what is promised, what came of it, and what shows it."""
    fields = ("measure__title", "measure__text", "end_state", "outcome", "evidence_note")
    worded = Q()
    for field in fields:
        worded |= Q(**{f"{field}__icontains": words})
    return items_visible_to(actor).standing().filter(worded).order_by("-cycle__year", "position", "pk")


def _item(item: Any) -> Line:
    note = f"{item.unit}，{item.cycle}，{item.get_progress_display()}"
    return Line(item.measure.title, note, reverse("item-detail", args=[item.key]))


def _drafts(actor: Actor, words: str) -> QuerySet:
    return drafts_visible_to(actor).filter(Q(title__icontains=words) | Q(file__name__icontains=words))


def _draft(draft: Any) -> Line:
    note = f"{draft.unit}，{draft.year}年度，{draft.get_state_display()}"
    return Line(draft.title, note, reverse("draft-detail", args=[draft.key]))


GROUPS = (
    Group("units", "单位", "个", "units.read", _units, _unit),
    Group("people", "人员", "人", "people.read", _people, _person),
    Group("problems", "问题", "条", "records.read", _problems, _statement("problem")),
    Group("measures", "措施", "条", "records.read", _measures, _statement("measure")),
    Group("items", "整改事项", "项", "records.read", _items, _item),
    Group("drafts", "文稿", "份", "drafts.read", _drafts, _draft),
)
