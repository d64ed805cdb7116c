"""Where a row of the ledger is at home."""

from __future__ import annotations

from django.urls import reverse

from bihuan.domain.rectification.models import Cause, Measure, Problem, Statement

KINDS = {Problem: "problem", Cause: "cause", Measure: "measure"}


def statement_url(row: Statement) -> str:
    return reverse("statement-detail", args=[KINDS[type(row)], row.key])
