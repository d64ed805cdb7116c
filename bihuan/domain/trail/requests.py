"""Requests that were honoured: the same form, sent twice, has one effect and one answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone

from .models import Request
from .recorded import RecordedModel

KEPT = datetime.timedelta(days=30)
ROWS_AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    value: Any


def find(key: str, operation: str) -> Found | None:
    """The kept answer of a request, or None if it was never honoured."""
    kept = Request.objects.filter(key=key, operation=operation).first()
    return Found(_value(kept.answer)) if kept else None


def keep(key: str, operation: str, result: Any) -> None:
    Request.objects.create(key=key, operation=operation, answer=_answer(result), created_at=timezone.now())


def prune(now: datetime.datetime) -> int:
    """Forget requests honoured more than 30 days ago; how many. In small steps, so that nobody waits long."""
    old = Request.objects.filter(created_at__lt=now - KEPT).order_by("pk")
    pruned = 0
    while some := list(old.values_list("pk", flat=True)[:ROWS_AT_A_TIME]):
        pruned += Request.objects.filter(pk__in=some).delete()[0]
    return pruned


def _answer(result: Any) -> Any:
    if isinstance(result, RecordedModel):
        return {"model": result._meta.label_lower, "key": str(result.key)}
    if isinstance(result, list):
        return [_answer(inner) for inner in result]
    return result if isinstance(result, str | int | None) else None


def _value(answer: Any) -> Any:
    if isinstance(answer, dict) and "model" in answer:
        return apps.get_model(answer["model"])._default_manager.get(key=answer["key"])
    if isinstance(answer, list):
        return [_value(inner) for inner in answer]
    return answer
