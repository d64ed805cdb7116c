"""How a unit stands with every norm that speaks of a mechanism: a year at a glance, with reasons."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.norms import telling
from bihuan.core.norms.verdicts import State, Verdict
from bihuan.core.registry.norms import Norm, packs
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.models import Exemption, Keeping
from bihuan.domain.ledgers.norms import asked, evaluation
from bihuan.domain.organizations.models import Unit
from bihuan.domain.profiles.models import NormSetting
from bihuan.domain.profiles.queries import Worth, worth_in
from bihuan.web import forms

from .listing import YEARS, mechanism_or_404
from .wanted import Wanted

THIS_PERIOD = "这一期"
#: Colour and shape of each state; the word says it, too.
STATUS = {
    State.MET: "done",
    State.NOTICE: "in_progress",
    State.SHORT: "overdue",
    State.NOT_APPLICABLE: "not_started",
    State.UNKNOWN: "not_started",
    State.PENDING: "ongoing",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Periods in a row that stand alike: what papers call them, the verdict as a tag, and what was found."""

    label: str
    status: str
    word: str
    finding: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A norm with its year."""

    norm: Norm
    reference: str
    asks: str
    level: str
    note: str
    total: str
    said: list[str]
    lines: list[Line]


@require_safe
def mechanism_norms(request: HttpRequest, code: str) -> HttpResponse:
    mechanism, wanted = mechanism_or_404(request, code), Wanted.of(request.GET)
    this = timezone.localdate()
    year = wanted.year or this.year
    units = list(queries.units_keeping(request.actor, mechanism, "records.read"))
    unit = next((each for each in units if each.key == wanted.unit), units[0] if units else None)
    address = f"unit={unit.key}&" if unit and len(units) > 1 else ""
    context = {
        "mechanism": mechanism,
        "year": year,
        "unit": unit,
        "units": units if len(units) > 1 else [],
        "standings": list(standings(unit, code, year)) if unit else [],
        "kept": Keeping.objects.filter(unit=unit, mechanism=code).first(),
        "exemptions": _exemptions(request, unit, code, year) if unit else [],
        "may_keep": unit is not None and permissions.can_keep_records(request.actor, unit),
        "request_key": forms.new_request_key(),
        "years": [
            (each, f"?{address}year={each}", each == year) for each in range(this.year, this.year - YEARS, -1)
        ],
    }
    return render(request, "mechanisms/mechanism_norms.html", context)


def norms_address(mechanism: str, unit: Unit, year: int | None = None) -> str:
    """The page of a unit's standing with the norms of a mechanism."""
    of_year = f"&year={year}" if year else ""
    return f"{reverse('mechanism-norms', args=[mechanism])}?unit={unit.key}{of_year}"


def _exemptions(
    request: HttpRequest, unit: Unit, code: str, year: int
) -> list[tuple[Exemption, datetime.date]]:
    """What need not be held in the year, each with its last day."""
    found = queries.exemptions_visible_to(request.actor).filter(unit=unit, mechanism=code).standing()
    of_year = found.filter(since__lte=datetime.date(year, 12, 31), until__gt=datetime.date(year, 1, 1))
    return [(exemption, exemption.until - datetime.timedelta(days=1)) for exemption in of_year]


def standings(unit: Unit, mechanism: str, year: int) -> Iterator[Standing]:
    """Every norm of the mechanism that binds the unit."""
    windows = asked.windows_of(mechanism, year)
    found = evaluation.verdicts_of(unit, year, today=timezone.localdate(), windows=windows)
    worth = worth_in([unit]).get(unit.pk, {})
    for norm, verdicts in groupby(found, lambda verdict: verdict.norm):
        said = worth.get(norm.code, Worth()).said_by
        yield _standing(norm, list(verdicts), [_said(setting, unit) for setting in said])


def _said(setting: NormSetting, unit: Unit) -> str:
    """What the unit or one above says of a norm, and why."""
    says = {True: "采用", False: "不采用", None: ""}[setting.adopted]
    number = f"至少{setting.at_least}" if setting.at_least else ""
    said = "，".join(filter(None, (says, number))) or "不另作规定"
    return f"{'本单位' if setting.unit_id == unit.pk else setting.unit}的设定：{said}（{setting.reason}）"


def _standing(norm: Norm, verdicts: list[Verdict], said: list[str]) -> Standing:
    return Standing(
        norm=norm,
        reference=telling.reference(norm),
        asks=telling.STRENGTHS[norm.strength],
        level=telling.LEVELS[norm.level],
        note=packs()[norm.pack].note,
        total=totals(verdicts),
        said=said,
        lines=list(_lines(verdicts)),
    )


def _lines(verdicts: list[Verdict]) -> Iterator[Line]:
    for (state, finding), alike in groupby(verdicts, _told):
        first, *others = (verdict.period.label for verdict in alike)
        label = f"{first}至{others[-1].partition('年')[2]}" if others else first
        yield Line(label, STATUS[state], telling.STATES[state], finding)


def _told(verdict: Verdict) -> tuple[State, str]:
    return verdict.state, telling.finding(verdict, THIS_PERIOD) + telling.advice(verdict)


def totals(verdicts: Iterable[Verdict]) -> str:
    counted = Counter(verdict.state for verdict in verdicts)
    return "，".join(f"{telling.STATES[state]}{counted[state]}" for state in State if counted[state])
