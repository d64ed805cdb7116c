"""What the page of a record shows of its shape: the parts in order, and the deeds that make sense now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.ledgers.models import Award, Plan, Record, RegisterEntry, Scorecard
from bihuan.domain.trail.actor import Actor

from .case_panel import case_context, case_parts
from .deeds import DEEDS, Deed

REGISTER = RegisterEntry.shape


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed that the reader may go to."""

    word: str
    label: str
    url: str
    danger: bool


def panel_of(record: Record, mechanism: Mechanism, *, actor: Actor) -> dict[str, Any]:
    """The template of the shape's panel and its rows; nothing where the shape or the mechanism has none."""
    if record.shape not in _PANELS or (record.shape == REGISTER and "review" not in mechanism.switched_on):
        return {}
    template, rows_of = _PANELS[record.shape]
    deeds = _possible(record, actor)
    return {
        "template": template,
        "rows": [(row, list(_of_part(record, row, deeds))) for row in rows_of(record)],
        "offers": list(_of_record(record, deeds)),
        **(_MORE[record.shape](record) if record.shape in _MORE else {}),
    }


def _possible(record: Record, actor: Actor) -> dict[str, Deed]:
    """The deeds for which the reader has the right, while the record stands."""
    if record.withdrawn_at is not None:
        return {}
    return {word: deed for word, deed in DEEDS[record.shape].items() if deed.may(actor, record)}


def _of_record(record: Record, deeds: dict[str, Deed]) -> Iterator[Offer]:
    for word, deed in deeds.items():
        if deed.part is None and deed.offered(record):
            url = reverse("record-deed", args=[record.shape, record.key, word])
            yield Offer(word, deed.heading, url, deed.danger)


def _of_part(record: Record, row: Any, deeds: dict[str, Deed]) -> Iterator[Offer]:
    for word, deed in deeds.items():
        if deed.part is not None and deed.offered(row):
            url = reverse("part-deed", args=[record.shape, row.key, word])
            yield Offer(word, deed.heading, url, deed.danger)


def _milestones(plan: Plan) -> Any:
    return plan.milestones.filter(withdrawn_at=None).order_by("position", "pk")


def _reviews(entry: RegisterEntry) -> Any:
    return entry.reviews.order_by("-on", "-pk")


def _nominations(award: Award) -> Any:
    standing = award.nominations.filter(withdrawn_at=None)
    return standing.select_related("person__unit", "nominee_unit").order_by("pk")


def _criteria(scorecard: Scorecard) -> Any:
    return scorecard.criteria.filter(withdrawn_at=None).order_by("position", "pk")


_PANELS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "plan": ("mechanisms/shapes/plan.html", _milestones),
    "register": ("mechanisms/shapes/register.html", _reviews),
    "award": ("mechanisms/shapes/award.html", _nominations),
    "scorecard": ("mechanisms/shapes/scorecard.html", _criteria),
    "case": ("mechanisms/shapes/case.html", case_parts),
}
#: What a panel shows beside its parts.
_MORE: dict[str, Callable[[Any], dict[str, Any]]] = {"case": case_context}
