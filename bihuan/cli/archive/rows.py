"""Rows as lines of JSON: the same bytes from SQLite and from PostgreSQL, and back into either."""

from __future__ import annotations

import base64
import datetime
import json
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

#: Rows fetched at a time: a row may carry a whole document.
FETCHED = 200
#: From here on Python writes a float with an exponent, and PostgreSQL gives it back as an integer.
EXPONENT_FROM = 1e16


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of a table in an order that does not depend on how its migrations came about."""
    return sorted(model._meta.local_concrete_fields, key=lambda field: field.column)


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.column for field in fields_of(model))


def lines_of(model: type[models.Model], alias: str) -> Iterator[bytes]:
    """Every row of a table, by id."""
    names = [field.attname for field in fields_of(model)]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=FETCHED):
        yield line_of(row)


def line_of(row: tuple[Any, ...]) -> bytes:
    """Canonical JSON of one row: sorted keys, moments in UTC, decimals and keys as text."""
    text = _json([_plain(value) for value in row])
    if "e+" in text or "-0.0" in text:
        text = _json([_same_in_both(_plain(value)) for value in row])
    return (text + "\n").encode("utf-8", "surrogatepass")


def values_of(line: bytes, model: type[models.Model]) -> list[Any]:
    """The values of a line as the fields of the model know them.

    :raises ValueError: if the line does not fit the model.
    """
    pairs = zip(fields_of(model), json.loads(line), strict=True)
    return [field.to_python(value) for field, value in pairs]


def _json(row: list[Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case None | bool() | int() | float() | str() | dict() | list():
            return value
    raise TypeError(f"no line form for {type(value).__name__}")


def _same_in_both(value: Any) -> Any:
    """Floats that PostgreSQL stores exactly but spells otherwise, spelled as it does."""
    match value:
        case float() if value == 0:
            return 0.0
        case float() if EXPONENT_FROM <= abs(value) < math.inf:
            return int(Decimal(repr(value)))
        case dict():
            return {key: _same_in_both(inner) for key, inner in value.items()}
        case list():
            return [_same_in_both(inner) for inner in value]
    return value
