"""Where a role reaches."""

from __future__ import annotations

import pytest

from bihuan.domain.trail.actor import Actor

CLERK_OF_A = Actor(user_key=None, person_key=None, roles_by_unit_path={"/a/": frozenset({"clerk"})})


@pytest.mark.parametrize("path", ["/a/", "/a/b/", "/a/b/c/"])
def test_a_role_reaches_its_unit_and_below(path):
    assert CLERK_OF_A.may("records.change", at=path)


@pytest.mark.parametrize("path", ["/", "/b/", "/ab/", "/b/a/"])
def test_a_role_reaches_neither_above_nor_beside(path):
    assert not CLERK_OF_A.may("records.change", at=path)


@pytest.mark.parametrize("right", ["trail.read", "roles.change", "users.change", "privacy.erase"])
def test_what_other_roles_may_is_refused(right):
    assert not CLERK_OF_A.may(right, at="/a/")
    assert CLERK_OF_A.paths_for(right) == ()


def test_a_right_that_nobody_described_is_an_error():
    with pytest.raises(KeyError):
        CLERK_OF_A.may("records.burn", at="/a/")


def test_a_list_reaches_where_the_right_is_held():
    actor = Actor(
        user_key=None,
        person_key=None,
        roles_by_unit_path={"/b/": frozenset({"clerk", "auditor"}), "/a/": frozenset({"leader"})},
    )

    assert actor.paths_for("records.read") == ("/a/", "/b/")
    assert actor.paths_for("records.change") == ("/b/",)
    assert actor.paths_for("trail.read") == ("/b/",)


def test_roles_at_a_path_are_all_that_reach_it():
    actor = Actor(
        user_key=None,
        person_key=None,
        roles_by_unit_path={"/a/": frozenset({"clerk"}), "/a/b/": frozenset({"leader"})},
    )

    assert actor.roles_at("/a/b/") == ("clerk", "leader")
    assert actor.roles_at("/a/") == ("clerk",)
    assert actor.roles_at("/z/") == ()
