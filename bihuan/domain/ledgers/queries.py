"""Records that an actor may see, and how often what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.organizations.enums import WORKPLACES, UnitKind
from bihuan.domain.organizations.fields import ancestors
from bihuan.domain.organizations.models import Person, ScopedQuerySet, Unit, UnitQuerySet
from bihuan.domain.trail.actor import Actor

from .binding import bound_units
from .models import Activity, Attachment, Attendance, Case, Exemption, Mark, Record, Series, SkippedDay
from .shapes import MODELS

if TYPE_CHECKING:
    from bihuan.domain.organizations.withdrawing import StandingQuerySet

#: How many activities back documents are offered from, and how many at once.
LATELY, OFFERED = 100, 50
#: Whose records are about what one person studied alone: hours only, and not for superiors.
PERSONAL = ("online-study",)


def records_visible_to(actor: Actor, shape: str) -> StandingQuerySet:
    """Records of a shape, the latest first, withdrawn ones among them."""
    found = MODELS[shape].objects.within(actor.paths_for("records.read"))
    if shape == Activity.shape:
        found = found.exclude(_personal_of_others(actor))
    return found.select_related("unit").order_by("-on", "-pk")


def _personal_of_others(actor: Actor) -> Q:
    """What one person studied alone: for that person, and for whoever keeps the own branch's ledger."""
    personal = Mark.objects.filter(mechanism__in=PERSONAL).values("record_key")
    own = Attendance.objects.filter(person__key=actor.person_key).values("activity")
    return Q(key__in=personal) & ~(Q(unit__in=own_branches(actor)) | Q(pk__in=own))


def own_branches(actor: Actor) -> UnitQuerySet:
    """Where the actor keeps records close by: of a 单位 the branches right in it, and none further down."""
    paths = actor.paths_for("records.change")
    committee = Q(parent__kind=UnitKind.PARTY_COMMITTEE, parent__parent__path__in=paths)
    return Unit.objects.filter(Q(path__in=paths) | Q(parent__path__in=paths) | committee)


def counting_in(records: StandingQuerySet, mechanism: str) -> StandingQuerySet:
    """Those that count, or counted until they were withdrawn, in the mechanism."""
    marks = Mark.objects.filter(mechanism=mechanism)
    return records.filter(key__in=marks.values("record_key"))


def cases_past_due() -> QuerySet[Case]:
    """Open cases whose last day has passed since anybody touched them."""
    passed = Case.objects.standing().under_way().filter(due_on__lt=timezone.localdate(), on_time=None)
    return passed.select_related("unit").order_by("pk")


def marks_visible_to(actor: Actor) -> StandingQuerySet:
    """Where the records that the actor may see count now."""
    return Mark.objects.within(actor.paths_for("records.read")).standing()


def marks_of(record: Record) -> QuerySet[Mark]:
    """Where the record counts, or counted until it was withdrawn; the mechanism of its entry first."""
    marks = Mark.objects.filter(record_key=record.key, withdrawn_at=record.withdrawn_at)
    return marks.order_by("-first", "pk")


def units_keeping(actor: Actor, mechanism: Mechanism, right: str = "records.change") -> UnitQuerySet:
    """The standing units whose ledger of the mechanism the actor may keep, the highest first."""
    units = Unit.objects.within(actor.paths_for(right)).standing()
    return units.filter(bound_units(mechanism)).order_by("path")


def exemptions_visible_to(actor: Actor) -> StandingQuerySet:
    """When something need not be held; those taken back among them."""
    found = Exemption.objects.within(actor.paths_for("records.read"))
    return found.select_related("unit").order_by("since", "pk")


def people_around(unit: Unit) -> ScopedQuerySet:
    """Who may be named in the unit's records: the people of the 单位 or 下属单位 that it stands in."""
    present = Person.objects.filter(left_on=None, erased_at=None, withdrawn_at=None)
    return present.filter(unit=workplace_around(unit)).order_by("pinyin", "pk")


def workplace_around(unit: Unit) -> Unit:
    """The 单位 or 下属单位 that the unit is, or stands in."""
    inside = Unit.objects.filter(kind__in=WORKPLACES, path__in=[*ancestors(unit.path), unit.path])
    return inside.order_by("-path")[:1].get()


def documents_of(unit: Unit) -> list[dict[str, str]]:
    """What the unit studied lately, each document once, the latest first."""
    studied = Activity.objects.standing().filter(unit=unit).exclude(documents=[]).order_by("-on", "-pk")
    found: dict[str, dict[str, str]] = {}
    for documents in studied.values_list("documents", flat=True)[:LATELY]:
        for each in documents:
            found.setdefault(each["title"], each)
    return list(found.values())[:OFFERED]


def attachments_of(record: Record) -> StandingQuerySet:
    """What proves the record, in the order in which it was named."""
    attached = Attachment.objects.standing().filter(record_key=record.key)
    return attached.select_related("file").order_by("pk")


def attachments_visible_to(actor: Actor) -> StandingQuerySet:
    """What proves records that the actor may see."""
    attached = Attachment.objects.within(actor.paths_for("records.read")).standing()
    return attached.select_related("file__unit")


def series_visible_to(actor: Actor) -> StandingQuerySet:
    """Planned series that were not given up, the next to end first."""
    series = Series.objects.within(actor.paths_for("records.read")).standing()
    return series.select_related("unit").order_by("until", "pk")


def skipped_visible_to(actor: Actor) -> StandingQuerySet:
    """Planned days that are left out, of series that were not given up."""
    skipped = SkippedDay.objects.within(actor.paths_for("records.read")).standing()
    return skipped.filter(series__withdrawn_at=None).select_related("unit", "series")
