"""The hours that one person studied: shown to that person, wherever the record stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.trail.actor import Actor

from .models import Activity, Attendance, Mark
from .norms import asked, attended
from .queries import PERSONAL


@dataclass(frozen=True, slots=True)
class Studied:
    """A record with its hours; ``counts_in`` are the mechanisms whose hours count for somebody."""

    activity: Activity
    counts_in: tuple[Mechanism, ...]

    @property
    def hours(self) -> Decimal:
        return self.activity.hours or Decimal(0)

    @property
    def online(self) -> bool:
        return any(each.code in PERSONAL for each in self.counts_in)

    @property
    def platform(self) -> str:
        """Where it was studied on line."""
        for each in self.counts_in:
            field = each.fields.get("platform")
            if field is not None:
                return field.choices.get(self.activity.values.get(f"{each.code}.platform", ""), "")
        return ""


def own_study(actor: Actor, year: int) -> list[Studied]:
    """What the actor studied in the year, the latest first: two queries.

    Of nobody else, and nothing for whoever stands in for somebody.
    """
    if actor.person_key is None or actor.on_behalf_of is not None:
        return []
    own = Attendance.objects.filter(person__key=actor.person_key, state__in=attended.LEARNED)
    activities = Activity.objects.standing().filter(pk__in=own.values("activity"), on__year=year, hours__gt=0)
    marks = Mark.objects.standing().filter(
        record_key__in=activities.order_by().values("key"), mechanism__in=asked.with_hours()
    )
    counts_in: dict[UUID, set[str]] = defaultdict(set)
    for key, code in marks.order_by().values_list("record_key", "mechanism"):
        counts_in[key].add(code)
    return [
        Studied(activity, _in_order(counts_in[activity.key]))
        for activity in activities.select_related("unit").order_by("-on", "-pk")
        if activity.key in counts_in
    ]


def _in_order(codes: Collection[str]) -> tuple[Mechanism, ...]:
    return tuple(each for code, each in mechanisms().items() if code in codes)
