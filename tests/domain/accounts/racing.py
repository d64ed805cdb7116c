"""A process that lets eight threads sign in with one code, on an empty database of its own."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import django

WRITERS = 8


def main() -> None:
    """Print how many got in and how many did not, by a code of the telephone and by one on paper.

    The clock stands still, so that no code grows old on a slow machine.
    """
    django.setup()
    from django.core.management import call_command

    from tests.authenticators import Clock, enrolled

    time.time = Clock()
    call_command("migrate", verbosity=0)
    telephone = enrolled(_user())
    codes = (telephone.code(), telephone.recovery[0])
    print(json.dumps([_race(telephone.user.pk, code) for code in codes]))


def _user():
    from bihuan.domain.accounts.operations.users import create_user
    from bihuan.domain.organizations.enums import UnitKind
    from bihuan.domain.organizations.operations.people import create_person
    from bihuan.domain.organizations.operations.units import create_unit
    from bihuan.domain.trail.actor import SYSTEM

    unit = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局")
    person = create_person(unit=unit, actor=SYSTEM, staff_number="001", name="乔一帆")
    return create_user(person=person, actor=SYSTEM, username="clerk", password="only-for-tests")


def _race(user_id: int, code: str) -> list[int]:
    start = threading.Barrier(WRITERS)

    def try_in(_: int) -> bool:
        from django.db import connection

        from bihuan.domain.accounts import queries
        from bihuan.domain.accounts.failures import WrongCode
        from bihuan.domain.accounts.models import User
        from bihuan.domain.accounts.operations import sessions

        user = User.objects.get(pk=user_id)
        actor = queries.actor_of(user)
        start.wait()
        try:
            sessions.sign_in(user=user, actor=actor, code=code)
        except WrongCode:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        entered = list(pool.map(try_in, range(WRITERS)))
    return [entered.count(True), entered.count(False)]


if __name__ == "__main__":
    main()
