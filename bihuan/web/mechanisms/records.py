"""The page of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.document.proof import MEDIA_TYPES
from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.core.registry.shapes import shapes
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.doubts.asking import doubts_of
from bihuan.domain.ledgers.models import Activity, Case, Record
from bihuan.domain.ledgers.operations.attachments import NAMED
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.models import Person, Unit
from bihuan.web import forms
from bihuan.web.history import history_of

from .cells import EMPTY, plain
from .panels import panel_of
from .turnout import turnout_of


@require_safe
def record_detail(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record = record_or_404(request, shape, key)
    counts_in, may_keep = counting(record), permissions.can_keep_records(request.actor, record)
    context = {
        "record": record,
        "counts_in": counts_in,
        "first": counts_in[0],
        "rows": [*_shape_rows(record, counts_in[0]), *_own_rows(record, counts_in)],
        "may_keep": may_keep,
        "may_repeat": not counts_in[0].is_retired(timezone.localdate()),
        "doubts": doubts_of(record, request.actor),
        "turnout": turnout_of(record, counts_in) if _has_attendance(record, counts_in) else None,
        "takes_attachments": _takes_attachments(record, counts_in),
        "attachments": list(queries.attachments_of(record)),
        "attachment_kinds": [(kind, kind.label) for kind in NAMED],
        "file_kinds": ",".join(f".{kind}" for kind in (*MEDIA_TYPES, "jpeg")),
        "panel": panel_of(record, counts_in[0], actor=request.actor),
        "history": history_of(record, _following(record)),
        "request_key": forms.new_request_key(),
    }
    return render(request, "mechanisms/record_detail.html", context)


def record_or_404(request: HttpRequest, shape: str, key: UUID) -> Record:
    if shape not in MODELS:
        raise Http404
    return get_object_or_404(queries.records_visible_to(request.actor, shape), key=key)


def counting(record: Record) -> list[Mechanism]:
    """Where the record counts, or counted until it was withdrawn; the mechanism of its entry first."""
    marks = queries.marks_of(record)
    return [mechanisms()[mark.mechanism] for mark in marks]


def _following(record: Record) -> list[str]:
    """Numbers that follow from the record's parts: the parts say what happened, these would repeat it."""
    fields = shapes()[record.shape].fields.values()
    counted = isinstance(record, Activity) and record.due_count
    silent = ["due_count"] if counted else ["due_count", "present_count"]
    return [*silent, *(each.code for each in fields if each.derived and each.kind != "choice")]


def _takes_attachments(record: Record, counts_in: list[Mechanism]) -> bool:
    """Of an accusation nothing is kept that could tell what it says."""
    confined = isinstance(record, Case) and record.confined
    return not confined and any("attachments" in each.switched_on for each in counts_in)


def _has_attendance(record: Record, counts_in: list[Mechanism]) -> bool:
    switched_on = any("attendance" in each.switched_on for each in counts_in)
    return isinstance(record, Activity) and (switched_on or record.due_count is not None)


def _shape_rows(record: Record, mechanism: Mechanism) -> Iterator[tuple[str, str, Any]]:
    """Label, kind and value of what the shape holds and the mechanism uses; what is empty is left out."""
    shape = shapes()[mechanism.shape]
    for name in record.details:
        field = shape.fields[name]
        if (value := getattr(record, name)) not in EMPTY:
            shown = field.choices.get(value) if field.kind == "choice" else value
            yield mechanism.name_of(name), field.kind, plain(shown)


def _own_rows(record: Record, counts_in: list[Mechanism]) -> Iterator[tuple[str, str, Any]]:
    for mechanism in counts_in:
        for field in mechanism.fields.values():
            value = record.values.get(f"{mechanism.code}.{field.code}")
            if value is not None:
                yield field.name, field.kind, _shown(field, value)


def _shown(field: Any, value: Any) -> Any:
    """A kept value as a person reads it."""
    if field.kind == "choice":
        return field.choices.get(value, value)
    if field.kind == "yes_no":
        return "是" if value else "否"
    if field.kind in ("person", "unit"):
        model = Person if field.kind == "person" else Unit
        return model.objects.filter(key=value).first() or "（已不在册）"
    return plain(value) if field.kind == "number" else value
