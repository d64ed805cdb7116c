"""Every list starts from what the actor may see."""

from __future__ import annotations

import datetime

from django.db.models import Count, Exists, F, OuterRef, Q

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.organizations.models import Person, ScopedModel, ScopedQuerySet
from bihuan.domain.trail.actor import Actor

from .enums import LinkState, Progress
from .models import Cause, Figure, Item, ItemOwner, Measure, Problem, ProblemCause, ProblemMeasure


def _visible(model: type[ScopedModel], actor: Actor) -> ScopedQuerySet:
    return model.objects.within(actor.paths_for("records.read"))


def problems_visible_to(actor: Actor) -> ScopedQuerySet:
    return _visible(Problem, actor).select_related("unit", "cycle", "aspect")


def causes_visible_to(actor: Actor) -> ScopedQuerySet:
    return _visible(Cause, actor).select_related("unit", "cycle", "aspect")


def measures_visible_to(actor: Actor) -> ScopedQuerySet:
    return _visible(Measure, actor).select_related("unit", "cycle", "aspect", "parent")


def items_visible_to(actor: Actor) -> ScopedQuerySet:
    return _visible(Item, actor).select_related(
        "unit", "cycle", "measure__aspect", "responsible_leader", "contact"
    )


def cause_links_visible_to(actor: Actor) -> ScopedQuerySet:
    return _visible(ProblemCause, actor).select_related("unit", "problem__cycle", "cause")


def measure_links_visible_to(actor: Actor) -> ScopedQuerySet:
    return _visible(ProblemMeasure, actor).select_related("unit", "problem__cycle", "measure")


def figures_visible_to(actor: Actor) -> ScopedQuerySet:
    return _visible(Figure, actor).select_related("unit", "cycle")


def items_waiting_for(actor: Actor, *, today: datetime.date) -> ScopedQuerySet:
    """Open items whose date has come or comes within 30 days: the actor's own first, then by date."""
    soon = today + datetime.timedelta(days=30)
    return (
        items_visible_to(actor)
        .standing()
        .filter(due_date__lte=soon)
        .exclude(progress=Progress.DONE)
        .annotate(own=Q(responsible_leader__key=actor.person_key) | Q(contact__key=actor.person_key))
        .order_by(F("own").desc(nulls_last=True), "due_date", "position")
    )


def desk_counts_visible_to(actor: Actor, cycle: Cycle) -> dict[str, int]:
    """Items by progress, and the gaps that wait: three queries.

    ``unlinked`` problems have no measure, ``unowned`` and ``undated`` items no owner or date, ``masked``
    figures were never filled. The coverage page shows every kind of gap and every row.
    """
    confirmed = Q(measure_links__state=LinkState.CONFIRMED, measure_links__measure__withdrawn_at=None)
    problems = problems_visible_to(actor).standing().filter(cycle=cycle)
    items = items_visible_to(actor).standing().filter(cycle=cycle)
    owned = Exists(ItemOwner.objects.filter(item=OuterRef("pk")).standing())
    return {
        "unlinked": problems.exclude(pk__in=problems.filter(confirmed).values("pk")).count(),
        "masked": figures_visible_to(actor).filter(cycle=cycle, masked=True, filled_value=None).count(),
        **items.aggregate(
            total=Count("pk"),
            unowned=Count("pk", filter=Q(responsible_leader=None, contact=None) & ~owned),
            undated=Count("pk", filter=Q(due_kind="", due_date=None)),
            **{state: Count("pk", filter=Q(progress=state)) for state in Progress.values},
        ),
    }


def items_of_leader(person: Person, year: int) -> ScopedQuerySet:
    """What the person answers for, leads or supports of the own 单位's items carried out in a year.

    Those are the promises of the year before: the meeting that examines a year is held early in the next.
    """
    owned = ItemOwner.objects.standing().filter(person=person)
    answers = Q(responsible_leader=person) | Q(contact=person) | Q(pk__in=owned.values("item_id"))
    items = Item.objects.within([person.unit.path]).standing()
    promised = items.filter(answers, cycle__year=year - 1).select_related("unit", "cycle", "measure")
    return promised.order_by("cycle_id", "position", "pk")
