"""The activities that a leader has to do with, and what ties the leader to each."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from bihuan.domain.organizations.models import BranchMembership, Person

from ..facts import PRESENT
from ..models import Activity, Attendance, Mark

#: Where a record names the leader whose duty it was.
NAMED_IN = "integrity-duties.leader"


@dataclass(frozen=True, slots=True)
class Part:
    """``state`` of attendance is empty for whoever is not on the list of those who came."""

    record: Activity
    counts_in: frozenset[str]
    state: str
    in_own_branch: bool
    hosts: bool
    lectures: bool
    named: bool

    @property
    def was_there(self) -> bool:
        return bool(self.state) or self.hosts


def parts_of(
    person: Person, branches: list[BranchMembership], since: datetime.date, until: datetime.date
) -> Iterator[Part]:
    """In the order of days, inside the leader's 单位, where both readers may look: four queries."""
    attended = Attendance.objects.filter(person=person, state__in=PRESENT).order_by()
    states: dict[int, str] = dict(attended.values_list("activity_id", "state"))
    tied = Q(host=person) | Q(lecturer=person) | Q(pk__in=attended.values("activity_id"))
    found = Activity.objects.within([person.unit.path]).standing().filter(on__gte=since, on__lt=until)
    found = found.filter(tied | Q(**{f"values__{NAMED_IN}": str(person.key)})).select_related("unit")
    counting: dict[UUID, set[str]] = defaultdict(set)
    marks = Mark.objects.standing().filter(record_key__in=found.order_by().values("key")).order_by()
    for key, mechanism in marks.values_list("record_key", "mechanism"):
        counting[key].add(mechanism)
    for record in found.order_by("on", "pk"):
        yield Part(
            record=record,
            counts_in=frozenset(counting[record.key]),
            state=states.get(record.pk, ""),
            in_own_branch=any(_held_then(branch, record) for branch in branches),
            hosts=record.host_id == person.pk,
            lectures=record.lecturer_id == person.pk,
            named=record.values.get(NAMED_IN) == str(person.key),
        )


def _held_then(branch: BranchMembership, record: Activity) -> bool:
    """Whether the record is of the branch that the leader then belonged to, or of a group in it."""
    begun = branch.since is None or branch.since <= record.on
    not_over = branch.until is None or record.on < branch.until
    return begun and not_over and record.unit.path.startswith(branch.unit.path)
