"""A form changes what it is for: forged fields and references to other units change nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from bihuan.domain.rectification.models import Cause, ProblemCause
from bihuan.domain.trail.recorded import RecordedModel

from . import matrix, snapshots
from .asking import ask, request_of
from .matrix import Address, Cell

pytestmark = pytest.mark.django_db

UUIDS = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
#: A step of a unit's path: the beginning of its key.
STEP = re.compile(r"(?<=/)[0-9a-f]{8}(?=/)")
#: Fields that a page's own form may carry beside those of the ordinary body.
OPTIONAL = {
    "draft-new": {"unit"},
    "exchange": {"unit"},
    "draft-correct": {"item", "type", "start", "end", "aspect"},
    "coverage-link-make": {"weak"},
    "statement-add": {"title", "text", "aspect", "example", "source"},
    "statement-edit": {"title", "text", "aspect", "example", "source"},
    "item-plan": {
        "responsible_leader", "contact", "due_text", "target_comparator", "target_value", "target_high",
        "target_unit", "target_period",
    },
    "item-progress": {"evidence_note", "shortfall_reason"},
    "paper-export": {"date"},
    "record-deed": {"due_on"},
    "series-edit": {"starts", "place", "nth", "weekday", "alongside"},
    "unit-add": {"founded_on"},
    "unit-edit": {"founded_on"},
}  # fmt: skip
WRITING = [
    address
    for address in matrix.addresses()
    if address.kind and matrix.data()["routes"][address.route].get("does")
]
STANDING = {
    "statement-restore": "withdrawn",
    "record-restore": "withdrawn",
    "person-return": "closed",
    "post-reopen": "closed",
    "branch-reopen": "closed",
    "seat-reopen": "closed",
}


def product_models():
    return [
        model
        for model in apps.get_models()
        if issubclass(model, RecordedModel) and model.__module__.startswith("bihuan.")
    ]


def forged_fields(world, tenant, address: Address) -> dict[str, Any]:
    """Every field of every table, with a value that would matter, unless the form is meant to carry it."""
    away = world.tenants[tenant].units["sibling"]
    fields = {"actor": str(away.key), "via": "cli", "roles": "system", "unit_path": "/", "pk": "1"}
    for model in product_models():
        for field in model._meta.concrete_fields:
            fields[field.name] = fields[field.attname] = forged(field, away)
    return {name: value for name, value in fields.items() if name not in OPTIONAL.get(address.route, ())}


def forged(field: models.Field, away: Any) -> str:
    if field.is_relation:
        return str(away.pk)
    if isinstance(field, models.UUIDField):
        return str(away.key)
    if isinstance(field, models.DateTimeField | models.DateField):
        return "2001-01-01"
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.JSONField):
        return "[]"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return "99"
    return field.choices[-1][0] if field.choices else "forged"


def known_rows() -> tuple[set[str], set[tuple[type, int]]]:
    """Keys and numbers of all rows that are there before."""
    rows = [(model, *row) for model in product_models() for row in model.objects.values_list("pk", "key")]
    return {str(key) for _, _, key in rows}, {(model, number) for model, number, _ in rows}


def dump(numbers: set[tuple[type, int]]) -> str:
    """All rows of the product as text; times and secrets left out, numbers of new rows blotted out."""

    def shown(field: models.Field, row: models.Model) -> str:
        value = getattr(row, field.attname)
        pointed = field.related_model if field.is_relation else type(row) if field.primary_key else None
        return "new" if pointed and value and (pointed, value) not in numbers else str(value)

    return "\n".join(
        f"{model._meta.label} "
        + " ".join(
            f"{field.attname}={shown(field, row)}"
            for field in model._meta.concrete_fields
            if not isinstance(field, models.DateTimeField) and field.name not in model.not_noted
        )
        for model in product_models()
        for row in model.objects.order_by("pk")
    )


def record_after(world, tenant, address: Address, fields: dict[str, Any]) -> str:
    """The record after the form was sent with these fields instead of its own."""
    keys, numbers = known_rows()
    role = matrix.doer(address.route)
    cell = Cell(address, role, STANDING.get(address.route, "own"), "POST", "POST")
    path, ordinary = request_of(world, tenant, cell)
    with snapshots.undone():
        response = world.tenants[tenant].members[role].client().post(path, fields | ordinary)
        assert response.status_code in (200, 302)
        record = UUIDS.sub(lambda found: found[0] if found[0] in keys else "new", dump(numbers))
        steps = {key[:8] for key in keys}
        return STEP.sub(lambda found: found[0] if found[0] in steps else "new", record)


@pytest.mark.parametrize("address", WRITING, ids=str)
def test_forged_fields_change_nothing(units, address):
    honest = record_after(units, "first", address, {})
    forged = record_after(units, "first", address, forged_fields(units, "first", address))

    assert forged == honest


def test_a_field_that_the_form_has_would_be_noticed(units):
    address = Address("statement-edit", "problem")
    honest = record_after(units, "first", address, {})

    changed = record_after(units, "first", address, {"aspect": str(aspect_of(units).key)})

    assert changed != honest


def aspect_of(units):
    return units.object("first", "problem", "own").aspect


FOREIGN = {
    "an aspect": ("statement-edit", "problem", "aspect", lambda row: row.aspect.key),
    "a leader": ("item-plan", "person", "responsible_leader", lambda row: row.key),
    "a contact": ("item-plan", "person", "contact", lambda row: row.key),
    "a measure": ("coverage-link-make", "measure", "target", lambda row: row.key),
    "a row to take over": ("draft-compare", "problem", "take", lambda row: row.key),
}
SUBJECT = {
    "statement-edit": "problem",
    "item-plan": "item",
    "coverage-link-make": "problem",
    "draft-compare": "rival_draft",
}


@pytest.mark.parametrize("relation", ["subordinate", "sibling", "superior", "other_tenant"])
@pytest.mark.parametrize("what", FOREIGN)
def test_a_row_of_another_unit_cannot_be_referred_to(units, before, what, relation):
    route, kind, name, key_of = FOREIGN[what]
    key = key_of(units.object("first", kind, relation))
    cell = Cell(Address(route, SUBJECT[route]), "clerk", "own", "POST", "POST")

    result = ask(units, "first", cell, before, fields={name: str(key)})

    assert (result.changed, result.entries) == (False, [])


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior", "other_tenant"])
def test_a_cause_is_added_to_a_problem_of_its_own_year_only(units, relation):
    problem = units.object("first", "problem", relation)
    cell = Cell(Address("statement-add", "cycle", (("kind", "cause"),)), "clerk", "own", "POST", "POST")
    path, fields = request_of(units, "first", cell)

    with snapshots.undone():
        units.tenants["first"].members["clerk"].client().post(f"{path}?problem={problem.key}", fields)
        cause = Cause.objects.get(title="新的标题")
        linked = ProblemCause.objects.filter(cause=cause).count()

    assert cause.unit == units.tenants["first"].units["own"]
    assert linked == (relation == "own")
