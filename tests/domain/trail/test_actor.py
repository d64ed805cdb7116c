"""Where a role reaches."""

from __future__ import annotations

import pytest

from bihuan.domain.trail.actor import Actor

CLERK_OF_A = Actor(user_key=None, person_key=None, roles_by_unit_path={"/a/": frozenset({"clerk"})})


@pytest.mark.parametrize("path", ["/a/", "/a/b/", "/a/b/c/"])
def test_a_role_reaches_its_unit_and_below(path):
    assert CLERK_OF_A.has("clerk", at=path)


@pytest.mark.parametrize("path", ["/", "/b/", "/ab/", "/b/a/"])
def test_a_role_reaches_neither_above_nor_beside(path):
    assert not CLERK_OF_A.has("clerk", at=path)


def test_another_role_is_not_held():
    assert not CLERK_OF_A.has("leader", at="/a/")


def test_one_of_several_roles_is_enough():
    assert CLERK_OF_A.has("leader", "clerk", at="/a/")


def test_roles_at_a_path_are_all_that_reach_it():
    actor = Actor(
        user_key=None,
        person_key=None,
        roles_by_unit_path={"/a/": frozenset({"clerk"}), "/a/b/": frozenset({"leader"})},
    )

    assert actor.roles_at("/a/b/") == ("clerk", "leader")
    assert actor.roles_at("/a/") == ("clerk",)
    assert actor.roles_at("/z/") == ()
