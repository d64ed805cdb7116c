"""A process whose threads grant, hand on, shut and withdraw at one moment, on a database of its own."""

from __future__ import annotations

import datetime
import json
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django

WRITERS = 8


def main() -> None:
    """Print, for each race, how often it was done and how often it was refused, and by which failure."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps({race.__name__: _run(race()) for race in (granting, handing_on, shutting, withdrawing)}))


def granting() -> list[Callable[[], object]]:
    """The same role, eight times."""
    from bihuan.domain.accounts.operations.grants import grant_role
    from bihuan.domain.trail.actor import SYSTEM

    unit, user = _unit(), _user(_unit(), "clerk")
    return [lambda: grant_role(unit=unit, user=user, actor=SYSTEM, role="clerk")] * WRITERS


def handing_on() -> list[Callable[[], object]]:
    """The same role into the same hands for the same day, eight times."""
    from django.utils import timezone

    from bihuan.domain.accounts.operations.delegations import hand_on
    from bihuan.domain.accounts.operations.grants import grant_role
    from bihuan.domain.accounts.queries import actor_of
    from bihuan.domain.trail.actor import SYSTEM

    giver, taker = _user(_unit(), "giver"), _user(_unit(), "taker")
    grant = grant_role(unit=_unit(), user=giver, actor=SYSTEM, role="leader")
    actor, today = actor_of(giver), timezone.localdate()
    days = {"since": today, "until": today + datetime.timedelta(days=1)}
    return [lambda: hand_on(grant=grant, actor=actor, taker=taker, reason="外出", **days)] * WRITERS


def shutting() -> list[Callable[[], object]]:
    """Two administrators, each of whom shuts the other: one must be left."""
    from bihuan.domain.accounts.operations.users import shut_user
    from bihuan.domain.accounts.queries import actor_of

    one, other = (_administrator(name, "sysadmin") for name in ("one", "other"))
    pairs = ((actor_of(one), other), (actor_of(other), one))
    return [
        lambda actor=actor, user=user: shut_user(user=user, actor=actor, seen=user.version, reason="调离")
        for actor, user in pairs
    ]


def withdrawing() -> list[Callable[[], object]]:
    """Two roles of 审计管理员, withdrawn at once: one must be left."""
    from bihuan.domain.accounts.models import RoleGrant
    from bihuan.domain.accounts.operations.grants import withdraw_grant
    from bihuan.domain.accounts.queries import actor_of

    guard = actor_of(_administrator("guard", "secadmin"))
    for name in ("first", "second"):
        _administrator(name, "auditor")
    return [
        lambda grant=grant: withdraw_grant(grant=grant, actor=guard, seen=grant.version, reason="换人")
        for grant in RoleGrant.objects.filter(role="auditor").order_by("pk")
    ]


def _run(tries: list[Callable[[], object]]) -> dict[str, int]:
    start = threading.Barrier(len(tries))

    def once(do: Callable[[], object]) -> str:
        from django.db import connection

        from bihuan.domain.trail.failures import OperationFailed

        start.wait()
        try:
            do()
        except OperationFailed as failure:
            return type(failure).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(tries)) as pool:
        return dict(Counter(pool.map(once, tries)))


def _unit():
    from bihuan.domain.organizations.enums import UnitKind
    from bihuan.domain.organizations.models import Unit
    from bihuan.domain.organizations.operations.units import create_unit
    from bihuan.domain.trail.actor import SYSTEM

    found = Unit.objects.first()
    return found or create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局")


def _user(unit, name: str):
    from bihuan.domain.accounts.operations.users import create_user
    from bihuan.domain.organizations.operations.people import create_person
    from bihuan.domain.trail.actor import SYSTEM

    person = create_person(unit=unit, actor=SYSTEM, staff_number=name, name="乔一帆")
    return create_user(person=person, actor=SYSTEM, username=name, password="only-for-tests")


def _administrator(name: str, role: str):
    from bihuan.domain.accounts.operations.grants import grant_role
    from bihuan.domain.trail.actor import SYSTEM

    user = _user(_unit(), name)
    grant_role(unit=_unit(), user=user, actor=SYSTEM, role=role)
    return user


if __name__ == "__main__":
    main()
