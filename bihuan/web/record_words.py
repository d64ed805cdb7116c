"""What records of the ledgers keep as codes, keys and lists, in the words of the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from bihuan.core.registry.mechanisms import OwnField, mechanisms
from bihuan.core.registry.norms import norms
from bihuan.core.registry.procedures import procedures
from bihuan.domain.organizations.models import Person, Unit

#: Kinds of fields that keep the key of a row.
NAMED = {"person": Person, "unit": Unit}
GONE = "（已不在册）"


def own_words(values: Mapping[str, Any]) -> str:
    """What mechanisms ask besides the shape, a line each: the name of the field, and the answer."""
    known = [(field, value) for code, value in values.items() if (field := own_fields().get(code))]
    named = _rows(known)
    return "\n".join(f"{field.name}：{answer(field, value, named)}" for field, value in known)


def answer(field: OwnField, value: Any, named: Mapping[str, Any]) -> str:
    """A kept answer as a person reads it; ``named`` are people and units by key."""
    if field.kind == "choice":
        return field.choices.get(value, str(value))
    if field.kind == "yes_no":
        return "是" if value else "否"
    if field.kind in NAMED:
        return str(named.get(str(value), GONE))
    if field.kind == "number":
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def list_words(values: list[Any]) -> str | None:
    """Lines of text, documents, or the votes of a poll, a line each; nothing for any other list."""
    if all(isinstance(each, str) for each in values):
        return "\n".join(values)
    if all(isinstance(each, dict) and "title" in each for each in values):
        return "\n".join(f"《{each['title']}》{each.get('number') or ''}" for each in values)
    if all(isinstance(each, dict) and {"label", "votes"} <= each.keys() for each in values):
        return "\n".join(f"{each['label']}{each['votes']}票" for each in values)
    return None


def code_words(field: str, code: str) -> str:
    """The name behind a code of the registry; the code itself if the registry has no such entry."""
    known = _CODES[field]()
    return known.get(code, code)


@cache
def own_fields() -> dict[str, OwnField]:
    """By ``<mechanism>.<field>``."""
    return {
        f"{one.code}.{code}": field for one in mechanisms().values() for code, field in one.fields.items()
    }


@cache
def _of_mechanisms() -> dict[str, str]:
    return {code: one.name for code, one in mechanisms().items()}


@cache
def _of_norms() -> dict[str, str]:
    return {code: one.wording for code, one in norms().items()}


@cache
def _of_procedures() -> dict[str, str]:
    return {code: one.name for code, one in procedures().items()}


#: Fields that keep a code, and what the codes are called.
_CODES = {"mechanism": _of_mechanisms, "norm": _of_norms, "procedure": _of_procedures}
CODED = frozenset(_CODES)


def _rows(known: Iterable[tuple[OwnField, Any]]) -> dict[str, Any]:
    wanted: dict[str, set[str]] = {kind: set() for kind in NAMED}
    for field, value in known:
        if field.kind in NAMED:
            wanted[field.kind].add(str(value))
    return {
        str(row.key): row
        for kind, keys in wanted.items()
        if keys
        for row in NAMED[kind].objects.filter(key__in=keys)
    }
