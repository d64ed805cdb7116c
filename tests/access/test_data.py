"""Nothing is left out of the matrix: no address, no method, no role, no state of an object."""

from __future__ import annotations

import inspect

import pytest
from django.urls import URLResolver, get_resolver

from bihuan.core.registry.roles import roles
from bihuan.domain.trail.door import OPERATIONS

from . import matrix
from .bodies import BODIES

DATA = matrix.data()


def patterns(found):
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def test_every_address_of_the_product_is_listed_and_no_other():
    assert {pattern.name for pattern in patterns(get_resolver().url_patterns)} == set(DATA["routes"])


@pytest.mark.parametrize("route", DATA["routes"])
def test_every_method_has_a_right(route):
    table = DATA["routes"][route]

    assert {row: table[row] in DATA["rights"] for row in matrix.METHODS} == dict.fromkeys(
        matrix.METHODS, True
    )
    assert set(table) - {*matrix.METHODS, "of", "arguments", "does", "when", "to_oneself"} == set()


@pytest.mark.parametrize("right", DATA["rights"])
def test_every_right_tells_every_role_one_thing(right):
    table = DATA["rights"][right]
    named = [*table.get("allowed", ()), *table.get("refused", ())]

    assert set(table) - {"allowed", "refused", "outside"} == {"label", "otherwise"}
    assert sorted(named) == sorted(set(named) & set(DATA["roles"]) - set(matrix.OUTSIDE))
    assert {matrix.said_to(right, role) for role in DATA["roles"]} <= set(DATA["answers"])


def test_every_role_of_the_product_is_played():
    granted = {code for code, role in roles().items() if role.granted}

    assert {role["grants"] for role in DATA["roles"].values() if "grants" in role} == granted


def test_every_relation_is_tried_on_some_kind_of_object():
    tried = {relation for kind in DATA["objects"] for relation in matrix.relations_of(kind)}

    assert tried == set(DATA["relations"]) - {"none"}


def test_exceptions_name_methods_relations_and_answers_that_exist():
    named = {
        (row, relation, word)
        for table in DATA["routes"].values()
        for row, when in table.get("when", {}).items()
        for relation, word in when.items()
    }

    assert {row for row, _, _ in named} <= set(matrix.METHODS)
    assert {relation for _, relation, _ in named} <= set(DATA["relations"])
    assert {word for _, _, word in named} <= set(DATA["answers"])


def test_every_address_that_takes_a_form_has_one_to_send():
    taking = {route for route, table in DATA["routes"].items() if not table["POST"].startswith("nobody")}

    assert taking == set(BODIES)
    doing = {route for route, table in DATA["routes"].items() if "does" in table}
    assert taking - doing == {
        "acting-start",
        "acting-stop",
        "session-extend",
        "sign-in-code",
        "second-factor-codes",
        "second-factor-turn-off",
        "setup-administrators",
    }


def test_every_operation_that_is_named_exists():
    does = {matrix.Cell(address, "clerk", "own", "POST", "POST").does for address in matrix.addresses()} - {
        ""
    }

    assert does - set(OPERATIONS) == set()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (("draft-correct", "POST", "clerk", "subordinate"), "allowed"),
        (("draft-correct", "POST", "clerk", "sibling"), "missing"),
        (("draft-correct", "POST", "clerk", "closed"), "without-effect"),
        (("draft-correct", "POST", "leader", "closed"), "refused"),
        (("draft-correct", "POST", "no_role", "own"), "missing"),
        (("draft-correct", "GET", "clerk", "missing"), "not-a-method"),
        (("item-progress", "POST", "answering_leader", "own"), "allowed"),
        (("item-progress", "POST", "answering_leader", "superior"), "missing"),
        (("item-progress", "POST", "leader", "own"), "refused"),
        (("coverage-problem", "GET", "leader", "withdrawn"), "missing"),
        (("today", "GET", "inactive", "none"), "sign-in"),
    ],
)
def test_the_rules_are_put_together_in_this_order(cell, expected):
    route, row, role, relation = cell

    assert matrix.answer(route, row, role, relation) == expected


def test_the_matrix_is_large_enough_to_mean_something():
    assert matrix.count() >= 3_000


def test_the_matrix_does_not_look_at_the_code_it_judges():
    assert "bihuan" not in inspect.getsource(matrix)
