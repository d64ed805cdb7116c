"""The questions about records that nobody has looked into, for whoever keeps them and nobody else."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from bihuan.domain.organizations.fields import below
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.queries import own_units
from bihuan.domain.trail.actor import Actor

from ..models import Mark, Record, SettledDoubt
from ..queries import records_visible_to
from .loading import loaded
from .rules import RULES
from .seen import Finding

KEPT_BY = "records.change"
ELSEWHERE = "另一个单位的一条记录"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a record; ``before`` and ``after`` stand around the name of the other one.

    ``other`` is empty if there is none, or if the reader does not see it.
    """

    rule: str
    what: str
    other_key: UUID | None
    before: str
    after: str
    basis: str
    record: Record
    other: Record | None


def doubts_of(record: Record, actor: Actor) -> list[Doubt]:
    """The open questions about a record; none for whoever does not keep it in the own 单位."""
    if record.withdrawn_at or not own_units(actor, KEPT_BY).filter(pk=record.unit_id).exists():
        return []
    marks = Mark.objects.standing().filter(record_key=record.key)
    return _doubts(marks, record.unit.tenant_path, actor)


def doubts_in(actor: Actor, since: datetime.date, until: datetime.date) -> list[Doubt]:
    """The open questions about what the actor's own 单位 entered for those days, the latest first."""
    units = own_units(actor, KEPT_BY)
    paths = {unit.tenant_path for unit in Unit.objects.filter(path__in=actor.paths_for(KEPT_BY))}
    found: list[Doubt] = []
    for path in sorted(paths):
        inside = units.filter(below("path", [path]))
        marks = Mark.objects.standing().filter(unit__in=inside, on__gte=since, on__lt=until)
        found += _doubts(marks, path, actor)
    return sorted(found, key=lambda doubt: (doubt.record.on, doubt.record.pk), reverse=True)


def _doubts(marks: QuerySet[Mark], tenant_path: str, actor: Actor) -> list[Doubt]:
    asked = loaded(marks, tenant_path)
    found = {
        print_of(code, finding): (code, finding)
        for code, rule in RULES.items()
        for finding in rule.find(asked.subjects, asked.others)
    }
    keys = {key for _, finding in found.values() for key in (finding.key, finding.other) if key}
    settled = SettledDoubt.objects.filter(record_key__in=keys).values_list("basis", flat=True)
    for basis in settled:
        found.pop(basis, None)
    return list(_told(found, actor))


def print_of(rule: str, finding: Finding) -> str:
    """What names a doubt as long as it rests on the same."""
    return hashlib.sha256(f"{rule}|{finding.basis}".encode()).hexdigest()


def _told(found: dict[str, tuple[str, Finding]], actor: Actor) -> Iterator[Doubt]:
    """The questions with the records that the actor may see."""
    keys = {key for _, finding in found.values() for key in (finding.key, finding.other) if key}
    records = _records(keys, actor)
    for basis, (rule, finding) in found.items():
        other = records.get(finding.other)
        before, _, after = finding.question.partition("{other}")
        if finding.other and other is None:
            before, after = f"{before}{ELSEWHERE}{after}", ""
        yield Doubt(rule, RULES[rule].TITLE, finding.other, before, after, basis, records[finding.key], other)


def _records(keys: Iterable[UUID], actor: Actor) -> dict[UUID, Record]:
    """The records with these keys, of whatever shape, that the actor may see."""
    wanted = Mark.objects.standing().filter(record_key__in=keys).order_by()
    shapes = sorted(set(wanted.values_list("shape", flat=True)))
    rows = (records_visible_to(actor, shape).filter(key__in=keys) for shape in shapes)
    return {record.key: record for found in rows for record in found}
