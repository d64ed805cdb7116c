"""The table of shapes: pages, sheets and tests are made from it."""

from __future__ import annotations

from .models import Activity, Award, Case, Plan, Poll, Record, RegisterEntry, Scorecard

#: Every shape that has its room, by its code.
MODELS: dict[str, type[Record]] = {
    model.shape: model for model in (Activity, Case, Plan, Scorecard, Poll, RegisterEntry, Award)
}
