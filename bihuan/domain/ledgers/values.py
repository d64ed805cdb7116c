"""The fields that mechanisms add to a record: from what was filled in to what is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bihuan.core.registry.mechanisms import Mechanism, OwnField
from bihuan.core.text.names import clean_name

from .failures import WrongValue


def cleaned(chosen: Iterable[Mechanism], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values by ``<mechanism>.<field>``, as JSON keeps them; empty ones are left out.

    :raises WrongValue: if one is missing or does not fit its kind.
    """
    fields = {
        f"{mechanism.code}.{field.code}": field for mechanism in chosen for field in mechanism.fields.values()
    }
    kept = {name: _one(field, given.get(name)) for name, field in fields.items()}
    return {name: value for name, value in kept.items() if value is not None}


def _one(field: OwnField, value: Any) -> Any:
    if value in (None, ""):
        if field.required:
            raise WrongValue(field.name, "没有填写。")
        return None
    return _KINDS[field.kind](field, value)


def _text(field: OwnField, value: Any) -> str:
    return clean_name(str(value)) if field.kind == "text" else str(value).strip()


def _number(field: OwnField, value: Any) -> str:
    """Decimal as text: JSON has no exact numbers."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise WrongValue(field.name, "应填数字。") from None
    if not number.is_finite() or number < 0:
        raise WrongValue(field.name, "不能小于0。")
    return str(number)


def _date(field: OwnField, value: Any) -> str:
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise WrongValue(field.name, "应填日期，如2026-03-01。") from None


def _yes_no(field: OwnField, value: Any) -> bool:
    return value in (True, "true", "on", "1", "yes")


def _choice(field: OwnField, value: Any) -> str:
    if value not in field.choices:
        raise WrongValue(field.name, f"只能是{'、'.join(field.choices.values())}之一。")
    return str(value)


def _key(field: OwnField, value: Any) -> str:
    """A person or unit is kept by key."""
    return str(getattr(value, "key", value))


_KINDS: dict[str, Callable[[OwnField, Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "document": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "person": _key,
    "unit": _key,
}
