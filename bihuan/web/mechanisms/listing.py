"""A mechanism's ledger: what was entered, found, narrowed and sorted by the address."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.registry.mechanisms import Mechanism, groups, mechanisms
from bihuan.domain.facts.answers import Scope
from bihuan.domain.ledgers import queries
from bihuan.domain.ledgers.failures import Retired
from bihuan.domain.ledgers.models.case import PARTS
from bihuan.domain.organizations.models import Unit
from bihuan.web.facts.lines import Line, lines_of
from bihuan.web.facts.places import highest
from bihuan.web.facts.views import panel

from . import cells
from .case_panel import limit_of
from .wanted import DUE, SORTS, STATES, Wanted

PAGE_SIZE = 50
YEARS = 5
NO_FACT = {"fact": None, "since": None, "last": None, "month": None}
CASE = "case"


@require_safe
def record_list(request: HttpRequest, code: str) -> HttpResponse:
    mechanism = mechanism_or_404(request, code)
    is_case = mechanism.shape == CASE
    wanted = Wanted.for_ledger(request.GET, mechanism)
    records = queries.records_visible_to(request.actor, mechanism.shape)
    unit, found = _place(request, wanted), wanted.apply(queries.counting_in(records, code))
    behind = _behind(mechanism, wanted, unit)
    if unit is not None:
        found = found.within([unit.path])
    if behind is not None:
        found = found.filter(key__in=behind.answer.rows)
    page = Paginator(_with_parts(found, mechanism), PAGE_SIZE).get_page(request.GET.get("page"))
    units = list(queries.units_keeping(request.actor, mechanism, "records.read"))
    context = {
        "mechanism": mechanism,
        "group": groups()[mechanism.group],
        "wanted": wanted,
        "page": page,
        "limits": [(case, limit_of(case)) for case in page] if is_case else [],
        "states": _states(wanted) if is_case else [],
        "lines": cells.lines_of(page, mechanism) if not is_case else [],
        "more_heads": cells.heads_of(mechanism),
        "day_head": mechanism.name_of("on"),
        "title_head": mechanism.name_of("title"),
        "units": units if len(units) > 1 else [],
        "heads": {name: wanted.sort_header(name) for name in (*SORTS, DUE)},
        "place": unit,
        "behind": behind,
        "facts": _facts(request, mechanism, wanted, unit),
        "retired": mechanism.is_retired(timezone.localdate()),
        "may_enter": _may_enter(request, mechanism),
        **_links(wanted),
    }
    return render(request, "mechanisms/record_list.html", context)


def _states(wanted: Wanted) -> list[tuple[str, str, bool]]:
    """Chips that narrow a list of cases; what is under way is asked for over all years."""
    chips = [("不限", wanted.address(**NO_FACT, state=None), not wanted.state)]
    for code, name in STATES.items():
        year = {} if code == "closed" else {"year": 0}
        chips.append((name, wanted.address(**NO_FACT, state=code, **year), wanted.state == code))
    return chips


def _with_parts(found: Any, mechanism: Mechanism) -> Any:
    """Records with what their columns, and the limits of cases, follow from, read at once for the page."""
    if mechanism.shape == CASE:
        return found.select_related("unit", "handler").prefetch_related(*PARTS)
    return cells.with_cells(found, mechanism)


def mechanism_or_404(request: HttpRequest, code: str) -> Mechanism:
    """:raises Http404: if there is no such mechanism, or the reader reads no records at all."""
    if code not in mechanisms() or not request.actor.paths_for("records.read"):
        raise Http404
    return mechanisms()[code]


def kept_or_refused(request: HttpRequest, code: str) -> Mechanism:
    """The mechanism of a page on which something new is entered or planned.

    :raises Retired: if its ledger is kept no more.
    """
    mechanism = mechanism_or_404(request, code)
    if mechanism.is_retired(timezone.localdate()):
        raise Retired(mechanism.name, mechanism.retired)
    return mechanism


def _may_enter(request: HttpRequest, mechanism: Mechanism) -> bool:
    kept = not mechanism.is_retired(timezone.localdate())
    return kept and queries.units_keeping(request.actor, mechanism).exists()


def _place(request: HttpRequest, wanted: Wanted) -> Unit | None:
    """The unit to which the list is narrowed, with everything below it.

    :raises Http404: if the reader does not see it.
    """
    if wanted.unit is None:
        return None
    visible = Unit.objects.within(request.actor.paths_for("records.read"))
    return get_object_or_404(visible, key=wanted.unit)


def _behind(mechanism: Mechanism, wanted: Wanted, unit: Unit | None) -> Line | None:
    """The number whose records the list is narrowed to."""
    if unit is None or wanted.fact not in mechanism.facts:
        return None
    return lines_of(Scope(unit, wanted.period.since, wanted.period.until), [wanted.fact])[0]


def _facts(
    request: HttpRequest, mechanism: Mechanism, wanted: Wanted, unit: Unit | None
) -> dict[str, Any] | None:
    """The panel of numbers: of the year that the list shows, for the unit or all that the reader sees."""
    year = wanted.year or (timezone.localdate().year if wanted.is_usual_year else 0)
    if not year or wanted.withdrawn or not mechanism.facts:
        return None
    return panel(mechanism, unit or highest(request), year)


def _links(wanted: Wanted) -> dict[str, Any]:
    this = timezone.localdate().year
    return {
        "years": [
            (year, wanted.address(**NO_FACT, year=year), year == wanted.year)
            for year in range(this, this - YEARS, -1)
        ],
        "every_year_url": wanted.address(**NO_FACT, year=0),
        "standing_url": wanted.address(withdrawn=None),
        "withdrawn_url": wanted.address(withdrawn=1),
        "here_url": wanted.address(),
        "all_url": wanted.address(**NO_FACT, q=None, unit=None, withdrawn=None, state=None),
        "every_month_url": wanted.address(month=None),
    }
