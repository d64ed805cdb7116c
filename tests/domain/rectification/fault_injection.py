"""Confirming under faults: two at once, and a kill before every statement.

Runs as a process of its own (``in_a_home``) on a database of its own: the suite's SQLite database lives in
memory and cannot be shared by two connections that write.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[3]
NOTHING = {"Cycle": 0, "Problem": 0, "Cause": 0, "Measure": 0, "Item": 0}


def in_a_home(home: Path, *arguments: str) -> dict[str, Any]:
    """Run this module in a process with an empty home of its own; what it found."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")},
        "BIHUAN_HOME": str(home),
        "BIHUAN_DATABASE": _fresh_database(),
        "DJANGO_SETTINGS_MODULE": "bihuan.config.settings_test",
    }
    command = [sys.executable, "-m", "tests.domain.rectification.fault_injection", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def _fresh_database() -> str:
    """The address of an empty database: a file in the home, or a new one on the suite's server."""
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return ""
    import psycopg

    address = os.environ["BIHUAN_DATABASE"]
    fresh = f"race_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{fresh}"')
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{fresh}"))


def raced(drafts: list[Any], actor: Any) -> dict[str, Any]:
    """Confirm the drafts at the same moment, each in a thread with its own connection."""
    from django.db import connection

    from bihuan.domain.rectification.operations.confirm import confirm_draft
    from bihuan.domain.trail.failures import OperationFailed

    together, answers = threading.Barrier(len(drafts)), []

    def attempt(draft: Any) -> None:
        together.wait()
        try:
            answers.append(type(confirm_draft(draft=draft, actor=actor, seen=draft.version)).__name__)
        except OperationFailed as failure:
            answers.append(type(failure).__name__)
        finally:
            connection.close()

    people = [threading.Thread(target=attempt, args=(draft,)) for draft in drafts]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return {"answers": answers, "rows": _rows(), "faults": _faults()}


def crashed(draft: Any, actor: Any) -> dict[str, Any]:
    """Kill a confirming process before its first, second, … statement until one gets through."""
    after_kill = []
    while _killed(draft, actor, before=len(after_kill) + 1):
        after_kill.append(_state(draft))
    return {
        "statements": len(after_kill),
        "after_kill": after_kill,
        "untouched": _state(draft),
        "faults": _faults(),
    }


def _killed(draft: Any, actor: Any, *, before: int) -> bool:
    """Whether the child died by our hand; it is a copy of this process with a connection of its own."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        _confirm_until(draft, actor, before)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _confirm_until(draft: Any, actor: Any, last: int) -> None:
    from django.db import connection

    from bihuan.domain.rectification.operations.confirm import confirm_draft

    done = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(count):
        confirm_draft(draft=draft, actor=actor, seen=draft.version)
    connection.close()
    os._exit(0)


def _state(draft: Any) -> dict[str, Any]:
    from bihuan.domain.documents.models import Draft

    return {"rows": _rows(), "draft": Draft.objects.get(pk=draft.pk).state}


def _rows() -> dict[str, int]:
    from bihuan.domain.cycles.models import Cycle
    from bihuan.domain.rectification.models import Cause, Item, Measure, Problem

    return {model.__name__: model.objects.count() for model in (Cycle, Problem, Cause, Measure, Item)}


def _faults() -> int:
    from bihuan.domain.trail.verification import verify

    return len(verify().faults)


def _a_bureau() -> tuple[Any, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bihuan.domain.organizations.enums import UnitKind
    from bihuan.domain.organizations.operations.units import create_unit
    from bihuan.domain.trail.actor import SYSTEM

    unit = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局")
    return unit, SYSTEM


def main(what: str, *more: str) -> dict[str, Any]:
    import django

    django.setup()
    from tests.domain.documents.material import pasted

    unit, actor = _a_bureau()
    draft = pasted(unit, actor)
    if what == "crash":
        return crashed(draft, actor)
    return raced([draft, draft if more == ("same-draft",) else pasted(unit, actor)], actor)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
