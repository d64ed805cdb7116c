"""Records of the mechanisms' ledgers in every relation, one of each shape that has its room, and a number."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.utils import timezone

from bihuan.core.document.proof import admitted
from bihuan.domain.facts.models import Fact
from bihuan.domain.facts.operations import freeze_fact
from bihuan.domain.ledgers.models import (
    Attachment,
    Case,
    Exemption,
    Milestone,
    Plan,
    Record,
    Series,
    SkippedDay,
)
from bihuan.domain.ledgers.operations import attachments, cases, keeping, plans, records, series, skipping
from bihuan.domain.ledgers.operations.files import add_file
from bihuan.domain.ledgers.planned import days_between
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.recorded import RecordedModel
from tests import pictures

Rows = dict[tuple[str, str], RecordedModel]
DAY = datetime.date(2026, 3, 6)
PERIOD = {"since": datetime.date(2026, 3, 1), "until": datetime.date(2026, 4, 1)}

#: Studied before it was issued: something to look into.
TOO_LATE = {"title": "关于改进作风的通知", "number": "", "issued_on": "2026-04-01"}

#: For each shape a mechanism that binds the organs of the world, and the fields of its own that it needs.
MECHANISMS: dict[str, tuple[str, dict[str, str]]] = {
    "activity": ("biweekly-forum", {"biweekly-forum.organizer": "own"}),
    "plan": ("key-projects", {"key-projects.programme": "three"}),
    "case": ("petitions", {"petitions.category": "appeal"}),
}


def rows(units: dict[str, Unit], marker: Callable[[str], str]) -> Rows:
    """A record of each shape for every relation; a withdrawn one only in the own unit."""
    found: Rows = {
        (shape, relation): _entered(unit, shape, f"{marker(relation)}讲坛")
        for relation, unit in units.items()
        for shape in MECHANISMS
    }
    for shape in MECHANISMS:
        record = _entered(units["own"], shape, f"{marker('own')}误记的讲坛")
        found[shape, "withdrawn"] = records.withdraw_record(
            record=record, actor=SYSTEM, seen=record.version, reason="记重了"
        )
    numbers = {("fact", relation): _frozen(unit, marker(relation)) for relation, unit in units.items()}
    found |= _milestones(found) | _attachments(found) | _files(found)
    return found | _exemptions(units, marker) | numbers | _series(units, marker)


def _exemptions(units: dict[str, Unit], marker: Callable[[str], str]) -> Rows:
    """Why a forum need not be held, in every relation; one taken back in the own unit."""
    found: Rows = {
        ("exemption", relation): _excused(unit, f"{marker(relation)}集中外出")
        for relation, unit in units.items()
    }
    gone = _excused(units["own"], f"{marker('own')}误写的理由")
    found["exemption", "withdrawn"] = keeping.withdraw_exemption(
        exemption=gone, actor=SYSTEM, seen=gone.version, reason="写错了月份"
    )
    return found


def _excused(unit: Unit, reason: str) -> Exemption:
    code, _ = MECHANISMS["activity"]
    until = DAY + datetime.timedelta(days=20)
    return keeping.declare_exemption(
        unit=unit, actor=SYSTEM, mechanism=code, since=DAY, until=until, reason=reason
    )


def _series(units: dict[str, Unit], marker: Callable[[str], str]) -> Rows:
    """A plan for the first Fridays of this year, the last left out; one that was given up in the own unit."""
    year = timezone.localdate().year
    planned: Rows = {
        ("series", relation): _plan(unit, marker(relation), year) for relation, unit in units.items()
    }
    skipped: Rows = {
        ("skipped", relation): _left_out(each, f"{marker(relation)}放假", -1)
        for (_, relation), each in planned.items()
    }
    taken_up = _left_out(planned["series", "own"], f"{marker('own')}误写的假", -2)
    skipped["skipped", "withdrawn"] = skipping.take_up_day(skipped=taken_up, actor=SYSTEM, seen=1)
    gone = _plan(units["own"], marker("own"), year - 1)
    planned["series", "withdrawn"] = series.withdraw_series(series=gone, actor=SYSTEM, seen=1, reason="改期")
    return planned | skipped


def _left_out(plan: Series, reason: str, place: int) -> SkippedDay:
    day = days_between(plan, plan.since, plan.until)[place]
    return skipping.skip_day(series=plan, actor=SYSTEM, seen=1, day=day, reason=reason)


def _plan(unit: Unit, name: str, year: int) -> Series:
    return series.plan_series(
        unit=unit,
        actor=SYSTEM,
        mechanism="biweekly-forum",
        title=f"{name}每月讲坛",
        rhythm="month_weekday",
        weekday=4,
        nth=1,
        since=datetime.date(year, 1, 1),
        until=datetime.date(year, 12, 31),
    )


def _attachments(found: Rows) -> Rows:
    """What proves every standing activity; one that was taken out in the own unit."""
    proofs: Rows = {}
    for (shape, relation), record in found.items():
        if shape == "activity" and relation != "withdrawn":
            proofs["attachment", relation] = _proof(record, f"{record.unit.name}第3号")
    own = found["activity", "own"]
    gone = _proof(own, "误传的文号")
    attachments.withdraw_attachment(
        record=own, attachment=gone, actor=SYSTEM, seen=own.version, reason="误传"
    )
    for row in (own, gone):
        row.refresh_from_db()
    return proofs | {("attachment", "withdrawn"): gone}


def _files(found: Rows) -> Rows:
    """A picture at every standing activity."""
    files: Rows = {}
    for (shape, relation), record in found.items():
        if shape == "activity" and relation != "withdrawn":
            proof = admitted("现场.png", pictures.png(text=record.unit.name))
            add_file(
                record=record, actor=SYSTEM, seen=record.version, proof=proof, text=f"{record.unit.name}现场"
            )
            record.refresh_from_db()
            files["file", relation] = Attachment.objects.get(record_key=record.key, kind="file")
    return files


def _proof(record: Record, text: str) -> Attachment:
    attachments.add_attachment(record=record, actor=SYSTEM, seen=record.version, kind="number", text=text)
    record.refresh_from_db()
    return Attachment.objects.get(record_key=record.key, text=text)


def _milestones(found: Rows) -> Rows:
    """A step of every standing plan; a withdrawn one in the own unit."""
    steps: Rows = {}
    for (shape, relation), plan in found.items():
        if shape == "plan" and relation != "withdrawn":
            steps["milestone", relation] = _step(plan, "方案审定")
    own = found["plan", "own"]
    gone = _step(own, "并入别的一步")
    own.refresh_from_db()
    plans.withdraw_milestone(plan=own, milestone=gone, actor=SYSTEM, seen=own.version, reason="合并")
    gone.refresh_from_db()
    own.refresh_from_db()
    return steps | {("milestone", "withdrawn"): gone}


def _step(plan: Plan, text: str) -> Milestone:
    plans.add_milestone(plan=plan, actor=SYSTEM, seen=plan.version, text=text)
    plan.refresh_from_db()
    return plan.milestones.order_by("pk").last()


def _frozen(unit: Unit, name: str) -> Fact:
    """A number that no longer stands: a record was added since."""
    fact = freeze_fact(unit=unit, actor=SYSTEM, code="biweekly-forum.sessions", **PERIOD)
    _entered(unit, "activity", f"{name}补记的讲坛")
    return fact


def _entered(unit: Unit, shape: str, title: str) -> Record:
    code, values = MECHANISMS[shape]
    record = records.enter_record(
        unit=unit,
        actor=SYSTEM,
        counts_in=[code],
        on=DAY,
        title=title,
        details={"documents": [TOO_LATE]} if shape == "activity" else {},
        values=values,
    )
    if isinstance(record, Case):
        person = {"name": f"{title}的来人", "phone": "", "address": ""}
        return cases.write_petitioner(case=record, actor=SYSTEM, seen=record.version, **person)
    return record
