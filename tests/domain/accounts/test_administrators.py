"""An administrator is somebody who can come in: a role that still stands on paper is not enough."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from bihuan.core.registry.roles import administrators as three
from bihuan.domain.accounts import queries
from bihuan.domain.accounts.administrators import holders_beside, missing_administrators
from bihuan.domain.accounts.models import User
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with


def changed(user: User, **fields: object) -> None:
    """The person behind a sign-in as rows from elsewhere may leave them: with the role still standing.

    Days are given as functions: the tests may be collected on one day and run on the next.
    """
    person = user.person
    for name, value in fields.items():
        setattr(person, name, value() if callable(value) else value)
    with journal.opened():
        person.save()


def days(count: int) -> Callable[[], datetime.date]:
    return lambda: timezone.localdate() + datetime.timedelta(days=count)


def test_the_three_stand_in_the_order_of_the_registry():
    assert three() == ("sysadmin", "secadmin", "auditor")


@pytest.mark.parametrize(
    "fields",
    [
        {"left_on": days(0)},
        {"left_on": days(-30)},
        {"erased_at": timezone.now()},
        {"withdrawn_at": timezone.now()},
    ],
    ids=["leaves-today", "left", "erased", "withdrawn"],
)
def test_whoever_is_gone_is_no_administrator(bureau, administrators, auditor_user, fields):
    changed(auditor_user, **fields)

    assert missing_administrators(bureau.unit.path) == ("auditor",)


def test_whoever_leaves_tomorrow_still_is_one(bureau, administrators, auditor_user):
    changed(auditor_user, left_on=days(1))

    assert missing_administrators(bureau.unit.path) == ()


@pytest.mark.parametrize(("left_on", "expected"), [(None, True), (days(1), True), (days(0), False)])
def test_only_somebody_who_is_here_takes_the_place_of_the_last(bureau, auditor_user, left_on, expected):
    other = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="804", name="申如一")
    changed(user_with(other, "auditor", "second"), left_on=left_on)

    assert holders_beside(auditor_user.grants.get()) is expected


@pytest.mark.parametrize(
    ("fields", "expected"), [({"left_on": days(1)}, "clerk"), ({"withdrawn_at": timezone.now()}, None)]
)
def test_whoever_is_gone_does_not_sign_in(clerk_user, fields, expected):
    changed(clerk_user, **fields)

    assert getattr(queries.user_named("clerk"), "username", None) == expected
