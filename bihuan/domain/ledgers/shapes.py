"""The table of shapes: pages, sheets and tests are made from it."""

from __future__ import annotations

from .models import Activity, Record

#: Every shape that has its room, by its code.
MODELS: dict[str, type[Record]] = {Activity.shape: Activity}
