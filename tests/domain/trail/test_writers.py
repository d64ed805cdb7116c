"""Many writers at once, on a database with files of its own; and those that fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from bihuan.domain.trail import door, journal
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from bihuan.domain.trail.verification import verify

from .tampering import entries_of

ROOT = Path(__file__).parents[3]
DATABASE = "bihuan_writers"


@door.operation("tests.writers.note", may=lambda actor, unit: True)
def note(*, unit, actor, fail=False):
    """Note something, and fail if told so."""
    journal.current().note("tests.row", unit.key, "x", 1, 2)
    if fail:
        raise RuntimeError("the body failed")


@pytest.fixture
def environment(tmp_path):
    """Of a process with an empty database of the kind that the tests run on."""
    own = os.environ | {
        "BIHUAN_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "bihuan.config.settings",
    }
    if connection.vendor != "postgresql":
        yield own
        return
    address = os.environ["BIHUAN_DATABASE"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {DATABASE}")
        yield own | {"BIHUAN_DATABASE": urlsplit(address)._replace(path=f"/{DATABASE}").geturl()}
        server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def test_eight_writers_leave_no_gap_and_no_fork(environment):
    command = [sys.executable, "-m", "benchmarks.trail_work", "write", "250"]

    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    assert json.loads(done.stdout) == [2_000, 2_000]


def test_an_operation_that_fails_leaves_no_gap(bureau):
    size = entries_of(bureau.unit)[-1].sequence

    note(unit=bureau.unit, actor=SYSTEM)
    with pytest.raises(RuntimeError):
        note(unit=bureau.unit, actor=SYSTEM, fail=True)
    note(unit=bureau.unit, actor=SYSTEM)

    assert [entry.sequence for entry in entries_of(bureau.unit)] == list(range(1, size + 3))
    assert verify().faults == ()


def test_chains_are_numbered_apart(bureau, stranger_user):
    other = stranger_user.person.unit

    for unit in (bureau.unit, other, bureau.unit):
        note(unit=unit, actor=SYSTEM)

    for unit in (bureau.unit, other):
        sequences = [entry.sequence for entry in entries_of(unit)]
        assert sequences == list(range(1, len(sequences) + 1))
    assert sum(map(len, map(entries_of, (bureau.unit, other)))) <= Entry.objects.count()
    assert verify().faults == ()
