"""Importing people under faults: two at once, and a kill before every statement.

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
from pathlib import Path
from typing import Any

from tests.domain.rectification.fault_injection import _fresh_database

ROOT = Path(__file__).parents[4]


def in_a_home(home: Path, *arguments: str) -> dict[str, Any]:
    """Run this module in a process with an empty home of its own; what it found."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")},
        "BIHUAN_HOME": str(home),
        "BIHUAN_DATABASE": _fresh_database(),
        "DJANGO_SETTINGS_MODULE": "bihuan.config.settings_test",
    }
    command = [sys.executable, "-m", "tests.domain.organizations.sheet.fault_injection", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def raced(unit: Any, rows: list[list[Any]]) -> dict[str, Any]:
    """Apply two tables at the same moment, each in a thread with its own connection."""
    from django.db import connection

    from bihuan.domain.trail.failures import OperationFailed

    batches = [_previewed(unit, some) for some in rows]
    together, answers = threading.Barrier(len(batches)), []

    def attempt(batch: Any) -> None:
        together.wait()
        try:
            answers.append(type(_applied(unit, batch)).__name__)
        except OperationFailed as failure:
            answers.append(type(failure).__name__)
        finally:
            connection.close()

    people = [threading.Thread(target=attempt, args=(batch,)) for batch in batches]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return {"answers": sorted(answers), "rows": _rows(), "faults": _faults()}


def crashed(unit: Any, rows: list[Any]) -> dict[str, Any]:
    """Kill an importing process before its first, second, … statement until one gets through."""
    batch = _previewed(unit, rows)
    after_kill: list[Any] = []
    while _killed(unit, batch, before=len(after_kill) + 1):
        after_kill.append(_rows())
    return {"after_kill": after_kill, "at_last": _rows(), "faults": _faults()}


def _killed(unit: Any, batch: Any, *, before: int) -> bool:
    """Whether the child died by our hand; it is a copy of this process with a connection of its own."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        _apply_until(unit, batch, before)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _apply_until(unit: Any, batch: Any, last: int) -> None:
    from django.db import connection

    done = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(count):
        _applied(unit, batch)
    connection.close()
    os._exit(0)


def _previewed(unit: Any, rows: list[Any]) -> Any:
    from bihuan.domain.organizations.operations import imports
    from bihuan.domain.organizations.sheet.reading import read_people
    from bihuan.domain.trail.actor import SYSTEM

    from . import books

    content = books.register(*rows)
    table = imports.judged_table(unit, read_people("名册.xlsx", content))
    return imports.preview_people(
        unit=unit, actor=SYSTEM, table=table, file_name="名册.xlsx", content=content
    )


def _applied(unit: Any, batch: Any) -> Any:
    from bihuan.domain.organizations.operations import imports
    from bihuan.domain.organizations.sheet import preparing
    from bihuan.domain.trail.actor import SYSTEM

    made = preparing.prepared(batch, unit)
    return imports.apply_people(unit=unit, batch=batch, actor=SYSTEM, seen_batch=batch.version, made=made)


def _rows() -> list[Any]:
    from bihuan.domain.exchange.models import ImportBatch
    from bihuan.domain.organizations.models import BranchMembership, Person, Post, TeamSeat

    counts = [model.objects.count() for model in (Person, Post, BranchMembership, TeamSeat)]
    return [*counts, *sorted(ImportBatch.objects.values_list("state", flat=True))]


def _faults() -> int:
    from bihuan.domain.trail.verification import verify

    return len(verify().faults)


def _a_bureau() -> Any:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bihuan.domain.organizations.enums import UnitKind
    from bihuan.domain.organizations.operations.units import create_unit
    from bihuan.domain.trail.actor import SYSTEM

    unit = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局")
    for kind, name in ((UnitKind.DEPARTMENT, "办公室"), (UnitKind.BRANCH, "第一党支部")):
        create_unit(parent=unit, actor=SYSTEM, kind=kind, name=name)
    return unit


def main(what: str) -> dict[str, Any]:
    import django

    django.setup()
    from . import books

    unit = _a_bureau()
    if what == "crash":
        return crashed(unit, list(books.many(3)))
    second = books.many(3) if what == "same-people" else books.many(3, start=11)
    return raced(unit, [list(books.many(3)), list(second)])


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
