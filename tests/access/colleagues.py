"""Units, people, accounts, roles and delegations in every relation and state, besides those who ask."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.utils import timezone

from bihuan.domain.accounts.models import Delegation, RoleGrant, User
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.users import create_user, shut_user
from bihuan.domain.accounts.second_factor_rows import SecondFactor
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.recorded import RecordedModel

PASSWORD = "only-for-tests"
Rows = dict[tuple[str, str], RecordedModel]


def rows(units: dict[str, Unit], marker: Callable[[str], str]) -> Rows:
    """One of each kind for every relation; states only in the own unit."""
    found: Rows = {}
    for relation, unit in units.items():
        for kind, row in _standing(unit, marker(relation), f"{relation}-c").items():
            found[kind, relation] = row
    own = units["own"]
    for state, change in (("withdrawn", _withdrawn), ("closed", _closed)):
        for kind, row in change(_standing(own, f"{marker('own')}{state}", f"{state}-c")).items():
            found[kind, state] = row
    return found


def account(person: Person, username: str, role: str, unit: Unit) -> RoleGrant:
    user = create_user(person=person, actor=SYSTEM, username=username, password=PASSWORD)
    return grant_role(unit=unit, user=user, actor=SYSTEM, role=role)


def _standing(unit: Unit, name: str, number: str) -> dict[str, RecordedModel]:
    """A section with nobody in it, a colleague with an account and a role, and what was handed on."""
    person, taker = (
        create_person(
            unit=unit, actor=SYSTEM, staff_number=f"{number}{n}", name=f"{name}同事{word}", post=f"{name}科员"
        )
        for n, word in enumerate("一二")
    )
    grant = account(person, f"{unit.key.hex[:8]}-{number}", "verifier", unit)
    other = account(taker, f"{unit.key.hex[:8]}-{number}-taker", "staff", unit)
    return {
        "section": create_unit(parent=unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=f"{name}空科室"),
        "colleague": person,
        "post": person.posts.get(),
        "user": grant.user,
        "newcomer": _person(unit, f"{name}同事三", f"{number}2"),
        "shut_user": _shut(_person(unit, f"{name}同事四", f"{number}3"), f"{unit.key.hex[:8]}-{number}-shut"),
        "factor_user": _with_factor(other.user),
        "grant": grant,
        "delegation": _handed_on(grant, other.user),
    }


def _person(unit: Unit, name: str, number: str) -> Person:
    return create_person(unit=unit, actor=SYSTEM, staff_number=number, name=name)


def _shut(person: Person, username: str) -> User:
    user = create_user(person=person, actor=SYSTEM, username=username, password=PASSWORD)
    shut_user(user=user, actor=SYSTEM, seen=user.version, reason="借调")
    user.refresh_from_db()
    return user


def _with_factor(user: User) -> User:
    with door.recorded("tests.factor.make", actor=SYSTEM, subject=user):
        SecondFactor(user=user, set_at=timezone.now()).save()
    return user


def _handed_on(grant: RoleGrant, taker: User) -> Delegation:
    today = timezone.localdate()
    delegation = Delegation(
        unit=grant.unit,
        grant=grant,
        taker=taker,
        since=today,
        until=today + datetime.timedelta(days=7),
        reason="外出培训",
    )
    with door.recorded("tests.delegation.make", actor=SYSTEM, subject=grant):
        delegation.save()
    return delegation


def _withdrawn(made: dict[str, RecordedModel]) -> dict[str, RecordedModel]:
    """Erased, or taken back."""
    with door.recorded("tests.colleague.withdraw", actor=SYSTEM, subject=made["colleague"]):
        for kind in ("grant", "delegation"):
            made[kind].withdrawn_at = timezone.now()
            made[kind].save()
        made["colleague"].erased_at = timezone.now()
        made["colleague"].save()
    return {kind: made[kind] for kind in ("colleague", "grant", "delegation")}


def _closed(made: dict[str, RecordedModel]) -> dict[str, RecordedModel]:
    """Closed, left, ended or shut."""
    today = timezone.localdate()
    with door.recorded("tests.colleague.close", actor=SYSTEM, subject=made["colleague"]):
        made["section"].closed_on = made["colleague"].left_on = made["post"].until = today
        made["user"].is_active = False
        for kind in ("section", "colleague", "post", "user"):
            made[kind].save()
    return {kind: made[kind] for kind in ("section", "colleague", "post", "user")}
