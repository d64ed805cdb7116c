"""What a sheet tells of a case beside its fields: who came, masked; its course; and what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from bihuan.core.registry.procedures import UNITS
from bihuan.core.seal import Unsealable

from ..deadlines import procedure_of
from ..models import Case, CaseExtension, CaseStop, Record
from ..models.case import PARTS, PROGRESS, parts_of
from ..petitioners import LABELS, masked
from .case_columns import EVENT, PERSON, STOP, TOLD

_ON_TIME = {True: "是", False: "否", None: ""}


def told_of(records: Sequence[Record]) -> Mapping[int, Mapping[str, str]]:
    """By the number of the row, what each case tells by the code of its column; of others nothing."""
    cases = [each for each in records if isinstance(each, Case)]
    prefetch_related_objects(cases, *PARTS)
    told: dict[int, Mapping[str, str]] = defaultdict(lambda: defaultdict(str))
    return told | {case.pk: _told(case) for case in cases}


def _told(case: Case) -> Mapping[str, str]:
    parts = parts_of(case)
    lines: dict[str, list[str]] = defaultdict(list)
    for event in sorted(parts["events"], key=lambda event: event.on):
        note = f"｜{event.note}" if event.kind == PROGRESS else ""
        lines[f"{EVENT}{event.kind}"].append(f"{event.on}{note}")
    for stop in parts["stops"]:
        lines[f"{STOP}{stop.kind}"].append(_span(stop))
    told = {code: ("\n" if code == f"{EVENT}{PROGRESS}" else "；").join(of) for code, of in lines.items()}
    return defaultdict(str, told | dict(_person(case)) | _following(case, parts["extensions"]))


def _span(stop: CaseStop) -> str:
    return f"{stop.since}～{stop.until or ''}"


def _person(case: Case) -> Iterator[tuple[str, str]]:
    try:
        shown = masked(case)
    except Unsealable:
        return
    for field, label in LABELS.items():
        yield f"{PERSON}{field}", shown.get(label, "")


def _following(case: Case, extensions: list[CaseExtension]) -> dict[str, str]:
    return {
        f"{TOLD}due_on": case.due_on.isoformat() if case.due_on else "",
        f"{TOLD}state": case.get_state_display(),
        f"{TOLD}on_time": _ON_TIME[case.on_time],
        f"{TOLD}extended": "；".join(_extension(case, each) for each in extensions),
    }


def _extension(case: Case, extension: CaseExtension) -> str:
    procedure = procedure_of(case)
    step: Any = procedure.steps.get(extension.step) if procedure else None
    amount = f"{step.name if step else ''}延期{extension.days}{UNITS[step.unit] if step else '日'}"
    return f"{amount}，{extension.approved_on}批准" if extension.approved_on else f"{amount}，等批准"
