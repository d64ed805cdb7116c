"""All ledgers that the reader's units keep, by group, with what this year holds of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.registry.mechanisms import Mechanism, groups, mechanisms
from bihuan.domain.ledgers.binding import kinds_within
from bihuan.domain.ledgers.models import Mark
from bihuan.domain.ledgers.queries import marks_visible_to


@dataclass(frozen=True, slots=True)
class Line:
    """A mechanism, how many records count in it, and the day of the latest.

    Of the year; of registers, and where nothing is entered any more, of all years.
    """

    mechanism: Mechanism
    count: int
    latest: datetime.date | None


@require_safe
def mechanism_list(request: HttpRequest) -> HttpResponse:
    """:raises Http404: for whoever reads no records at all."""
    paths = request.actor.paths_for("records.read")
    if not paths:
        raise Http404
    year, words = timezone.localdate().year, request.GET.get("q", "").strip()[:30]
    lines = [line for line in _lines(request, year, kinds_within(paths)) if words in line.mechanism.name]
    retired = [line for line in _retired(request) if words in line.mechanism.name]
    context = {"groups": list(_grouped(lines)), "retired": retired, "year": year, "words": words}
    context["may_keep"] = bool(request.actor.paths_for("records.change"))
    return render(request, "mechanisms/mechanism_list.html", context)


def _lines(request: HttpRequest, year: int, kinds: frozenset[str]) -> Iterator[Line]:
    """The ledgers that are kept."""
    today = timezone.localdate()
    registers = [code for code, each in mechanisms().items() if each.stands]
    counting = Q(on__year=year) | Q(mechanism__in=registers)
    told = _told(marks_visible_to(request.actor).filter(counting))
    for mechanism in mechanisms().values():
        row = told.get(mechanism.code, {})
        if (row or not kinds.isdisjoint(mechanism.binds)) and not mechanism.is_retired(today):
            yield Line(mechanism, row.get("count", 0), row.get("latest"))


def _retired(request: HttpRequest) -> Iterator[Line]:
    """The ledgers in which nothing is entered any more, as far as they hold something."""
    today = timezone.localdate()
    codes = [code for code, each in mechanisms().items() if each.is_retired(today)]
    if codes:
        for code, row in _told(marks_visible_to(request.actor).filter(mechanism__in=codes)).items():
            yield Line(mechanisms()[code], row["count"], row["latest"])


def _told(marks: QuerySet[Mark]) -> dict[str, dict[str, Any]]:
    found = marks.values("mechanism").annotate(count=Count("pk"), latest=Max("on")).order_by()
    return {row["mechanism"]: row for row in found}


def _grouped(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    for group, members in groupby(lines, key=lambda line: line.mechanism.group):
        yield groups()[group], list(members)
