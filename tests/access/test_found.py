"""The tree of units and the one search show exactly the rows that the rule gives."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from bihuan.domain.documents.models import Draft
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.rectification.models import Item, Measure, Problem

from . import matrix, oracle
from .world import NAMES

pytestmark = pytest.mark.django_db

UUIDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
ASKING = [role for role in matrix.data()["roles"] if role not in matrix.OUTSIDE]
#: Whose names are asked for: the word stands in every text of the unit and nowhere else.
ASKED = [(tenant, relation) for tenant, names in NAMES.items() for relation in names]


def numbers(rows):
    return {str(row.key) for row in rows}


def shown(units, tenant, role, page, **query):
    client = units.tenants[tenant].members[role].client()
    response = client.get(reverse(page), query)
    assert response.status_code == 200
    return set(UUIDS.findall(response.content.decode()))


def inside(world, tenant, role):
    """The units that the role may see: its own, the one below, and their inner ones."""
    seen = {unit.key for unit in oracle.units_seen(world, tenant, role, "see-units")}
    return [unit for unit in Unit.objects.all() if unit.key in seen or world.parents.get(unit.key) in seen]


@pytest.mark.parametrize("asked", ASKED, ids="-".join)
@pytest.mark.parametrize("role", ASKING)
def test_units_that_are_looked_for(units, role, asked):
    word = NAMES[asked[0]][asked[1]]
    wanted = numbers(unit for unit in inside(units, "first", role) if word in unit.name)

    for closed in ("", "1"):
        found = shown(units, "first", role, "unit-list", q=word, closed=closed)
        standing = numbers(Unit.objects.standing()) if not closed else wanted
        assert found & numbers(Unit.objects.all()) == wanted & standing


@pytest.mark.parametrize("tenant", matrix.TENANTS)
@pytest.mark.parametrize("role", ASKING)
def test_the_tree_begins_at_ones_own_unit(units, tenant, role):
    found = shown(units, tenant, role, "unit-list", closed="1")

    own = units.tenants[tenant].units["own"]
    seen = [own, *Unit.objects.filter(parent=own)] if inside(units, tenant, role) else []
    assert found & numbers(Unit.objects.all()) == numbers(seen)


@pytest.mark.parametrize("asked", ASKED, ids="-".join)
@pytest.mark.parametrize("role", ASKING)
def test_people_that_are_searched_for(units, role, asked):
    word = NAMES[asked[0]][asked[1]]
    seen = {unit.pk for unit in oracle.units_seen(units, "first", role, "see-people")}
    present = list(Person.objects.filter(left_on=None, erased_at=None, withdrawn_at=None))
    wanted = sorted(row.name for row in present if word in row.name and row.unit_id in seen)
    client = units.tenants["first"].members[role].client()

    response = client.get(reverse("search"), {"q": word, "in": "people"})

    lines = response.context["lines"] if response.context["only"] else []
    assert sorted(line.title for line in lines) == wanted
    page = response.content.decode()
    assert {row.name for row in present if row.name in page} - {*wanted, *me(client)} == set()


def me(client):
    """One's own name stands in the head of every page."""
    return [client.get(reverse("today")).context["user_label"]]


KINDS = {
    "units": (Unit, "see-units"),
    "problems": (Problem, "read"),
    "measures": (Measure, "read"),
    "items": (Item, "read"),
    "drafts": (Draft, "read-drafts"),
}


def named(model, word):
    """The rows of the kind that the word stands in, taken from their texts one by one."""
    rows = model.objects.all()
    match model.__name__:
        case "Unit":
            return [row for row in rows if word in row.name]
        case "Draft":
            return [row for row in rows if word in row.title + row.file.name]
        case "Item":
            texts = ("end_state", "outcome", "evidence_note")
            return [
                row
                for row in rows
                if word
                in row.measure.title + row.measure.text + "".join(getattr(row, name) for name in texts)
                and not row.withdrawn_at
            ]
    return [
        row
        for row in rows
        if word in row.title + row.text + getattr(row, "example", "") and not row.withdrawn_at
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", ASKED, ids="-".join)
@pytest.mark.parametrize("role", ASKING)
def test_what_the_search_finds(units, role, asked, kind):
    model, right = KINDS[kind]
    word = NAMES[asked[0]][asked[1]]
    if model is Unit:
        wanted = numbers(unit for unit in inside(units, "first", role) if word in unit.name)
    else:
        wanted = oracle.keys_of(named(model, word), oracle.units_seen(units, "first", role, right))

    everything = shown(units, "first", role, "search", q=word, **{"in": kind})
    first = shown(units, "first", role, "search", q=word)

    if wanted:
        assert everything & numbers(model.objects.all()) == wanted
    assert first & numbers(model.objects.all()) <= wanted
    assert (first & numbers(model.objects.all()) == set()) == (wanted == set())
