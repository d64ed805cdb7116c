"""The three kinds of wording, as addresses name them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from bihuan.domain.rectification import queries
from bihuan.domain.rectification.models import Statement
from bihuan.domain.rectification.operations import wording


@dataclass(frozen=True, slots=True)
class Kind:
    label: str
    visible: Callable
    add: Callable


KINDS = {
    "problem": Kind("问题", queries.problems_visible_to, wording.add_problem),
    "cause": Kind("原因", queries.causes_visible_to, wording.add_cause),
    "measure": Kind("措施", queries.measures_visible_to, wording.add_measure),
}


def statement_or_404(request: HttpRequest, kind: str, key: UUID) -> Statement:
    return get_object_or_404(KINDS[kind].visible(request.actor), key=key)
