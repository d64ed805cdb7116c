"""The course of the demo bureau's cases: noted by the clerk, extensions approved by somebody else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from bihuan.core.registry.demo_ledgers import DemoRecord
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.ledgers.deadlines import event_words, procedure_of
from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.models.case import PROGRESS
from bihuan.domain.ledgers.operations import cases, extensions
from bihuan.domain.trail.actor import SYSTEM, Actor, Via

#: Who keeps the demo bureau's ledgers.
CLERK = "chengban"
Happening = tuple[datetime.date, str, str]


def course(case: Case, written: DemoRecord, named: Mapping[str, Any]) -> None:
    """What happened, as far as the case's procedure has a word for it; pauses, extensions, who came."""
    known = event_words(procedure_of(case))
    for on, event, what in sorted(_happened(case, written)):
        if event in known:
            case = cases.add_event(case=case, actor=SYSTEM, seen=case.version, kind=event, on=on, note=what)
    for row in written.parts.get("deadlines", ()):
        for stop in row.get("stops", ()):
            case = cases.stop_clock(case=case, actor=SYSTEM, seen=case.version, **stop)
    for row in written.parts.get("extension", ()):
        case = _extended(case, row)
    for row in written.parts.get("person", ()):
        case = cases.write_petitioner(case=case, actor=SYSTEM, seen=case.version, name=row["name"])


def _happened(case: Case, written: DemoRecord) -> Iterator[Happening]:
    """The steps that the record tells, the day of acceptance, and a limit that somebody set."""
    procedure = procedure_of(case)
    for row in written.parts.get("steps", ()):
        yield row["on"], row.get("event", PROGRESS), row["what"]
    if procedure and procedure.accepts and "accepted_on" in written.details:
        yield written.details["accepted_on"], procedure.accepts[0], ""
    if procedure and not procedure.begins and "due_on" in written.details:
        yield written.details["due_on"], procedure.planned[0], ""


def _extended(case: Case, row: Mapping[str, Any]) -> Case:
    """Asked for by the clerk, approved by whoever the record names, and the other side told."""
    clerk, leader = _who(username=CLERK), _who(person__name=row["approved_by"])
    wish = {"step": row["step"], "days": row["days"], "reason": row["reason"]}
    case = extensions.ask_extension(case=case, actor=clerk, seen=case.version, **wish)
    part = {"extension": case.extensions.get()}
    case = extensions.approve_extension(
        case=case, **part, actor=leader, seen=case.version, on=row["approved_on"]
    )
    return extensions.tell_extension(case=case, **part, actor=clerk, seen=case.version, on=row["told_on"])


def _who(**named: str) -> Actor:
    return actor_of(User.objects.get(**named), via=Via.DEMO)
