"""Somebody else saved first: both texts side by side, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bihuan.domain.trail.failures import Stale

HIDDEN = {"csrfmiddlewaretoken", "seen", "request_key", "next"}


def context(failure: Stale, posted: Mapping[str, str]) -> dict[str, Any]:
    """For each posted field that differs: its label, the stored text and the user's text."""
    current = failure.current
    fields = {field.name: field for field in current._meta.fields}
    rows = [
        {"label": _label(fields, name), "stored": _stored(current, fields, name), "yours": value}
        for name, value in posted.items()
        if name not in HIDDEN
    ]
    return {"failure": failure, "object": current, "rows": rows, "posted": _all(posted)}


def _label(fields: Mapping[str, Any], name: str) -> str:
    return str(fields[name].verbose_name) if name in fields else name


def _stored(current: Any, fields: Mapping[str, Any], name: str) -> str:
    if name not in fields:
        return ""
    display = getattr(current, f"get_{name}_display", None)
    value = display() if display else getattr(current, name)
    return "" if value is None else str(value)


def _all(posted: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in posted.items() if name not in HIDDEN]
