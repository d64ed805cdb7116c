"""A reading as JSON (the form that ``bihuan read --json`` prints and that is stored), and back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bihuan.core.document.model import Document
from bihuan.core.reading.model import (
    Deadline,
    Heading,
    Item,
    ItemType,
    Kind,
    Link,
    Owner,
    Quantity,
    Reading,
    Span,
)

Json = dict[str, Any]


def as_json(reading: Reading, document: Document | None = None) -> Json:
    """The reading as JSON types. With the document, each item carries its text too."""
    text = document.text if document else None
    return {
        "title": reading.title,
        "kind": reading.kind.value,
        "year": reading.year,
        "outline": [_heading(heading) for heading in reading.outline],
        "items": [_item(item, text) for item in reading.items],
        "links": [
            {"from": link.source, "to": link.target, "kind": link.kind, "confidence": link.confidence}
            for link in reading.links
        ],
        "unassigned": [_span(span) for span in reading.unassigned],
    }


def _heading(heading: Heading) -> Json:
    return {
        "level": heading.level,
        "number": heading.number,
        "title": heading.title,
        "char_start": heading.start,
        "run_in": heading.run_in,
    }


def _item(item: Item, text: str | None) -> Json:
    return {
        "id": item.id,
        "type": item.type.value,
        "aspect": item.aspect,
        "ordinal": item.ordinal,
        "title": item.title,
        "char_start": item.start,
        "char_end": item.end,
        "parent": item.parent,
        "example": [
            _span(span) | ({"text": text[span.start : span.end]} if text else {}) for span in item.examples
        ],
        "quantities": [_quantity(quantity) for quantity in item.quantities],
        "owners": [{"text": one.text, "char_start": one.start, "role": one.role} for one in item.owners],
        "deadlines": [_deadline(deadline) for deadline in item.deadlines],
        "confidence": item.confidence,
    }


def _span(span: Span) -> Json:
    return {"char_start": span.start, "char_end": span.end}


def _quantity(quantity: Quantity) -> Json:
    value = quantity.value
    return {
        "text": quantity.text,
        "char_start": quantity.start,
        "value": [number(part) for part in value] if isinstance(value, tuple) else number(value),
        "unit": quantity.unit,
        "comparator": quantity.comparator,
        "period": quantity.period,
        "masked": quantity.masked,
    }


def number(value: Decimal | None) -> int | float | None:
    """A decimal as a JSON number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _deadline(deadline: Deadline) -> Json:
    return {
        "text": deadline.text,
        "char_start": deadline.start,
        "kind": deadline.kind,
        "date": deadline.date.isoformat() if deadline.date else None,
        "precision": deadline.precision,
        "every": deadline.every,
    }


def from_json(stored: Mapping[str, Any]) -> Reading:
    """The reading that ``as_json`` wrote."""
    return Reading(
        title=stored["title"],
        kind=Kind(stored["kind"]),
        outline=tuple(
            Heading(row["level"], row["number"], row["title"], row["char_start"], row["run_in"])
            for row in stored["outline"]
        ),
        items=tuple(_stored_item(row) for row in stored["items"]),
        links=tuple(Link(row["from"], row["to"], row["kind"], row["confidence"]) for row in stored["links"]),
        unassigned=tuple(_stored_span(row) for row in stored["unassigned"]),
        year=stored.get("year"),
    )


def _stored_item(row: Mapping[str, Any]) -> Item:
    return Item(
        id=row["id"],
        type=ItemType(row["type"]),
        aspect=row["aspect"],
        ordinal=row["ordinal"],
        title=row["title"],
        start=row["char_start"],
        end=row["char_end"],
        parent=row["parent"],
        examples=tuple(_stored_span(span) for span in row["example"]),
        quantities=tuple(_stored_quantity(one) for one in row["quantities"]),
        owners=tuple(Owner(one["text"], one["char_start"], one["role"]) for one in row["owners"]),
        deadlines=tuple(_stored_deadline(one) for one in row["deadlines"]),
        confidence=row["confidence"],
    )


def _stored_span(row: Mapping[str, Any]) -> Span:
    return Span(row["char_start"], row["char_end"])


def _stored_quantity(row: Mapping[str, Any]) -> Quantity:
    value = row["value"]
    amount: Decimal | tuple[Decimal, Decimal] | None
    if isinstance(value, list):
        amount = (_decimal(value[0]), _decimal(value[1]))
    else:
        amount = None if value is None else _decimal(value)
    return Quantity(
        row["text"], row["char_start"], amount, row["unit"], row["comparator"], row["period"], row["masked"]
    )


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))


def _stored_deadline(row: Mapping[str, Any]) -> Deadline:
    date = datetime.date.fromisoformat(row["date"]) if row["date"] else None
    return Deadline(row["text"], row["char_start"], row["kind"], date, row["precision"], row["every"])
