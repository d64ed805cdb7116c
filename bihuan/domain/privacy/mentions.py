"""Where a name stands in texts that stay: papers and the ledger, kept as records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models

from bihuan.core.registry import privacy
from bihuan.core.registry.privacy import Field, Model
from bihuan.domain.organizations.models import Unit

_TEXTS = {"wording", "opinion", "case", "contact"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A field of a row in whose text the name stands."""

    label: str
    table: str
    field: str
    key: UUID


def mentions_of(tenant: Unit, name: str) -> list[Mention]:
    """Every text of the tenant in which the name stands, even inside a sentence."""
    return [
        mention
        for declared in privacy.models().values()
        for field in declared.personal_fields
        if field.data_class.code in _TEXTS
        for mention in _in_field(tenant, name, declared, field)
    ]


def _in_field(tenant: Unit, name: str, declared: Model, field: Field) -> Iterator[Mention]:
    rows = _rows_of(tenant, apps.get_model(declared.label))
    if rows is None:
        return
    if isinstance(rows.model._meta.get_field(field.name), models.JSONField):
        every = _values(rows, field.name)
        found = (key for key, value in every if name in json.dumps(value, ensure_ascii=False))
    else:
        found = (key for key, _ in _values(rows.filter(**{f"{field.name}__contains": name}), field.name))
    for key in found:
        yield Mention(declared.label, declared.title, field.title, key)


def _values(rows: models.QuerySet, name: str) -> Iterator[tuple[UUID, object]]:
    yield from rows.order_by("pk").values_list("key", name).iterator(chunk_size=20)


def _rows_of(tenant: Unit, model: type[models.Model]) -> models.QuerySet | None:
    """The tenant's rows; None for tables that belong to no unit (the trail names rows by key only)."""
    names = {field.name for field in model._meta.concrete_fields}
    if "unit" in names:
        return model._default_manager.filter(unit__path__startswith=tenant.path)
    if "unit_key" in names and "key" in names:
        units = Unit.objects.filter(path__startswith=tenant.path)
        return model._default_manager.filter(unit_key__in=units.values("key"))
    return None
