"""The changes of an entry field by field: before and after, as a person reads them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bihuan.core.registry import privacy
from bihuan.core.registry.roles import roles
from bihuan.core.text.masking import masked
from bihuan.domain.organizations.models import Person
from bihuan.domain.trail.canonical import ALGORITHM
from bihuan.domain.trail.journal import WHOLE_ROW, value_of
from bihuan.domain.trail.models import Change
from bihuan.web.record_words import CODED, code_words, list_words, own_words

from . import people
from .objects import kind_of

#: Longer texts are shown up to here.
LONGEST = 2_000
HIDDEN = "（不显示）"
#: What operations note besides the fields of rows.
NOTED = {
    "ledger_export": "导出的台账",
    "paper": "导出的文稿",
    "exported": "导出的个人信息",
    "trail_export": "导出的留痕",
    "people_export": "导出的人员名单",
    "facts_export": "导出的数据",
    "signed_in_from": "登录地点和方式",
    "records_export": "导出的台账表格",
    "erased": "清除个人信息",
    "deleted": "删去",
}
#: Fields that hold the key of a user.
USER_KEYS = ("_by", "_by_key")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one object. ``erased``: only that it changed is left."""

    label: str
    before: str
    after: str
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one object, one after the other; ``new``: the object was made."""

    kind: str
    number: str
    new: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Value:
    """A field of a change with its stored values."""

    change: Change
    field: str
    before: Any
    after: Any


def groups_of(changes: Sequence[Change]) -> list[Group]:
    """All changes in words. One query for each kind of thing that they name, however many there are."""
    words = _Words([value for change in changes for value in _values(change)])
    grouped: dict[tuple[str, UUID, bool], list[Line]] = defaultdict(list)
    for change in changes:
        new = change.field == WHOLE_ROW
        grouped[change.object_type, change.object_key, new] += _lines(change, words)
    return [
        Group(kind_of(kind), str(key)[:8], new, tuple(lines)) for (kind, key, new), lines in grouped.items()
    ]


def _lines(change: Change, words: _Words) -> Iterator[Line]:
    if not change.salt:
        label = "全部栏目" if change.field == WHOLE_ROW else label_of(change.object_type, change.field)
        yield Line(label, "", "", erased=True)
        return
    for value in _values(change):
        before, after = (words.of(value, each) for each in (value.before, value.after))
        if before or after or change.field != WHOLE_ROW:
            yield Line(label_of(change.object_type, value.field), before, after)


def _values(change: Change) -> Iterator[_Value]:
    before, after = value_of(change.before), value_of(change.after)
    if change.field != WHOLE_ROW:
        yield _Value(change, change.field, before, after)
    elif isinstance(after, dict):
        yield from (_Value(change, name, None, value) for name, value in after.items() if name != "key")


def label_of(object_type: str, name: str) -> str:
    """The title under which the field is declared; what nobody declared keeps its name."""
    declared = _declared(object_type, name)
    return declared.title if declared else NOTED.get(name, name)


def _declared(object_type: str, name: str) -> privacy.Field | None:
    model = privacy.models().get(object_type)
    return model and (model.fields.get(name) or model.fields.get(name.removesuffix("_id")))


class _Words:
    """How the values of some changes read; the rows and users that they name are looked up at once."""

    def __init__(self, values: Iterable[_Value]) -> None:
        numbers: dict[type[models.Model], set[int]] = defaultdict(set)
        keys: set[UUID] = set()
        for value in values:
            named = _related(value)
            for each in (value.before, value.after):
                if named and isinstance(each, int):
                    numbers[named].add(each)
                elif value.field.endswith(USER_KEYS) and (key := _key(each)):
                    keys.add(key)
        self._rows = {model: model._default_manager.in_bulk(wanted) for model, wanted in numbers.items()}
        self._users = people.behind(keys) if keys else {}

    def of(self, value: _Value, stored: Any) -> str:
        if stored in (None, "", [], {}):
            return ""
        declared = _declared(value.change.object_type, value.field)
        if declared and declared.data_class.code == "credential":
            return HIDDEN
        text = masked(self._text(value, stored))
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}……（共{len(text)}字）"

    def _text(self, value: _Value, stored: Any) -> str:
        if (model := _related(value)) and isinstance(stored, int):
            return _named(self._rows[model].get(stored), stored)
        if value.field.endswith(USER_KEYS) and (key := _key(stored)):
            return people.said(key, self._users).name
        if value.field.endswith("_key") and _key(stored):
            return str(stored)[:8]
        return _plain(_field(value), stored)


def _plain(field: models.Field | None, stored: Any) -> str:
    match stored:
        case bool():
            return "是" if stored else "否"
        case {"sha256": digest} if len(stored) == 1 and ALGORITHM == "sha256":
            return f"（长文只留校验值）{digest}"
        case dict() if field is not None and field.name == "values":
            return own_words(stored)
        case list() if (words := list_words(stored)) is not None:
            return words
        case dict() | list():
            return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)
    if isinstance(field, models.DateTimeField) and (moment := _moment(stored)):
        return moment
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(stored, stored))
    if field is not None and field.name in CODED:
        return code_words(field.name, str(stored))
    if field is not None and field.name == "role" and stored in roles():
        return roles()[stored].name
    return str(stored)


def _moment(stored: Any) -> str:
    try:
        moment = parse_datetime(stored) if isinstance(stored, str) else None
    except ValueError:
        return ""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment and timezone.is_aware(moment) else ""


def _named(row: models.Model | None, number: int) -> str:
    if row is None:
        return f"（查不到的记录{number}）"
    if isinstance(row, Person) and row.erased_at:
        return people.ERASED
    return str(row)


def _field(value: _Value) -> models.Field | None:
    try:
        model = apps.get_model(value.change.object_type)
        return model._meta.get_field(value.field)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _related(value: _Value) -> type[models.Model] | None:
    field = _field(value)
    return field.related_model if field is not None and field.is_relation else None


def _key(stored: Any) -> UUID | None:
    try:
        return UUID(stored) if isinstance(stored, str) else None
    except ValueError:
        return None
