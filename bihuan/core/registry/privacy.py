"""What is stored about people: each field with its class, purpose, retention and fate at erasure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .files import codes, read_toml

_FOLDER = "privacy"
_APPS = "privacy/apps"
#: The class of fields that tell nothing about anybody.
NONE = "none"


@dataclass(frozen=True, slots=True)
class DataClass:
    """A class of data; ``sensitive``: stricter care is due."""

    code: str
    title: str
    note: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How long and on what ground; ``automatic``: the program itself sees to it."""

    code: str
    title: str
    detail: str
    basis: str
    automatic: bool


@dataclass(frozen=True, slots=True)
class Erasing:
    """What becomes of a value when the person is erased."""

    code: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Field:
    """A declared field; ``erasing`` is None where it tells nothing about anybody."""

    name: str
    title: str
    data_class: DataClass
    purpose: str
    retention: Retention
    erasing: Erasing | None

    @property
    def personal(self) -> bool:
        return self.data_class.code != NONE


@dataclass(frozen=True, slots=True)
class Model:
    """A declared table; ``subject`` says about whom, empty if about nobody."""

    label: str
    title: str
    subject: str
    purpose: str
    retention: Retention
    fields: Mapping[str, Field]

    @property
    def personal_fields(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields.values() if field.personal)


@dataclass(frozen=True, slots=True)
class App:
    """The declared tables of one app."""

    code: str
    title: str
    models: Mapping[str, Model]


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere outside the database."""

    title: str
    where: str
    data_class: DataClass
    purpose: str
    retention: Retention
    erasing: Erasing


@cache
def classes() -> dict[str, DataClass]:
    return {code: DataClass(code, **entry) for code, entry in _terms("classes")}


@cache
def retentions() -> dict[str, Retention]:
    return {code: Retention(code, **entry) for code, entry in _terms("retentions")}


@cache
def erasings() -> dict[str, Erasing]:
    return {code: Erasing(code, **entry) for code, entry in _terms("erasings")}


@cache
def apps() -> tuple[App, ...]:
    """The declarations of all apps, by code.

    :raises KeyError: if an entry names an unknown class, retention or erasing, or leaves one out.
    """
    return tuple(_app(code) for code in codes(_APPS))


def models() -> dict[str, Model]:
    """Every declared table by its label, such as ``organizations.person``."""
    return {model.label: model for app in apps() for model in app.models.values()}


@cache
def places() -> tuple[Place, ...]:
    """Where personal data stands outside the database."""
    return tuple(
        Place(
            entry["title"],
            entry["where"],
            classes()[entry["class"]],
            entry["purpose"],
            retentions()[entry["retention"]],
            erasings()[entry["erasing"]],
        )
        for entry in read_toml(_FOLDER, "places")["places"]
    )


def _terms(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from read_toml(_FOLDER, "terms")[kind].items()


def _app(code: str) -> App:
    entry = read_toml(_APPS, code)
    named = {name: _model(f"{code}.{name}", model) for name, model in entry["models"].items()}
    return App(code, entry["title"], named)


def _model(label: str, entry: dict[str, Any]) -> Model:
    return Model(
        label,
        entry["title"],
        entry.get("subject", ""),
        entry["purpose"],
        retentions()[entry["retention"]],
        {name: _field(name, field, entry) for name, field in entry["fields"].items()},
    )


def _field(name: str, entry: dict[str, Any], model: dict[str, Any]) -> Field:
    """The table's purpose and retention hold where a field has none; a personal one tells its own purpose."""
    data_class = classes()[entry["class"]]
    personal = data_class.code != NONE
    return Field(
        name,
        entry["title"],
        data_class,
        entry["purpose"] if personal else model["purpose"],
        retentions()[entry.get("retention", model["retention"])],
        erasings()[entry["erasing"]] if personal else None,
    )
