"""Who may do what, once more and by hand: the registry's files must say the same."""

from __future__ import annotations

import pytest

from bihuan.core.registry.roles import right_names, roles
from bihuan.domain.trail.actor import Actor

RIGHTS = (
    "units.read", "units.change", "people.read", "people.change", "users.change", "users.unlock",
    "roles.read", "roles.change", "trail.read", "privacy.read", "privacy.erase", "records.read",
    "records.change", "drafts.read", "items.answer", "cases.approve",
)  # fmt: skip

#: A line for each role, a column for each right in the order above: x may, . may not.
TABLE = {
    "sysadmin":  "x x x x x . x . . . . . . . . .",
    "secadmin":  "x . x . . x x x . x x . . . . .",
    "auditor":   "x . x . . . x . x . . . . . . .",
    "inspector": "x . x . . . . . . . . x . . . .",
    "approver":  "x . x . . . . . . . . x . . . .",
    "clerk":     "x . x x . . . . . . . x x x . .",
    "principal": "x . x . . . x . . . . x . x x x",
    "leader":    "x . x . . . . . . . . x . x x x",
    "owner":     "x . x . . . . . . . . x . . x .",
    "verifier":  "x . x . . . . . . . . x . . . .",
    "teller":    "x . . . . . . . . . . . . . . .",
    "staff":     "x . . . . . . . . . . . . . . .",
    "anonymous": ". . . . . . . . . . . . . . . .",
}  # fmt: skip
UNIT = "/aaaaaaaa/bbbbbbbb/"
CELLS = [
    (role, right, mark == "x")
    for role, marks in TABLE.items()
    for right, mark in zip(RIGHTS, marks.split(), strict=True)
]


def test_the_table_has_every_role_and_every_right():
    assert list(TABLE) == list(roles())
    assert sorted(RIGHTS) == sorted(right_names())
    assert len(CELLS) == 13 * 16


@pytest.mark.parametrize(("role", "right", "may"), CELLS)
def test_every_role_has_its_rights_in_its_unit_and_below_only(role, right, may):
    actor = Actor(None, None, {UNIT: frozenset({role})})

    below, beside, above = f"{UNIT}cccccccc/", "/aaaaaaaa/dddddddd/", "/aaaaaaaa/"

    assert (actor.may(right, at=UNIT), actor.may(right, at=below)) == (may, may)
    assert (actor.may(right, at=beside), actor.may(right, at=above)) == (False, False)
    assert actor.paths_for(right) == ((UNIT,) if may else ())


@pytest.mark.parametrize(
    ("trait", "codes"),
    [
        ("second_factor", "sysadmin secadmin auditor inspector approver clerk teller"),
        ("delegable", "approver clerk principal leader owner verifier"),
        ("exclusive", "sysadmin secadmin auditor"),
        (
            "granted",
            "sysadmin secadmin auditor inspector approver clerk principal leader owner verifier teller staff",
        ),
    ],
)
def test_what_else_is_special_about_roles(trait, codes):
    assert [code for code, role in roles().items() if getattr(role, trait)] == codes.split()


def test_a_right_that_nobody_described_is_an_error():
    with pytest.raises(KeyError):
        Actor(None, None, {UNIT: frozenset({"clerk"})}).may("records.burn", at=UNIT)
