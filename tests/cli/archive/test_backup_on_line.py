"""A backup while others write: nobody waits, nothing acknowledged before is lost, and the trail holds."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from tests.cli.archive.writers import PEOPLE
from tests.cli.installations import ROOT, empty, migrated

KEYS = """
import json
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.models import Chain
units = [str(key) for key in Unit.objects.values_list("key", flat=True)]
print(json.dumps([units, Chain.objects.get().size]))
"""


def at_least(acknowledged, count):
    """What was acknowledged, once it is that many."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        noted = acknowledged.read_text("ascii").splitlines() if acknowledged.exists() else []
        if len(noted) >= count:
            return noted
        time.sleep(0.02)
    raise AssertionError(f"the writers did not get to {count}")


@pytest.mark.slow
def test_a_backup_while_four_people_write_holds_every_acknowledged_change(tmp_path):
    source = migrated(tmp_path / "source")
    stop, acknowledged = tmp_path / "stop", tmp_path / "acknowledged"
    writing = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from pathlib import Path; from bihuan.cli import environment; environment.ready()\n"
            f"from tests.cli.archive import writers\n"
            f"writers.write_until(Path({str(stop)!r}), Path({str(acknowledged)!r}))",
        ],
        cwd=ROOT,
        env=source.environment(),
        stderr=subprocess.PIPE,
    )
    try:
        before = at_least(acknowledged, 40)
        said = source.bihuan("backup", "--to", tmp_path / "backup.zip")
        meanwhile = at_least(acknowledged, len(before) + 1)
        at_least(acknowledged, len(meanwhile) + PEOPLE)
    finally:
        stop.touch()
        _, complaints = writing.communicate(timeout=60)
    everything = set(acknowledged.read_text("ascii").splitlines())
    target = empty(tmp_path / "target")
    restored = target.bihuan("restore", tmp_path / "backup.zip")
    units, entries = json.loads(target.python(KEYS).out)

    assert (said.code, restored.code, complaints) == (0, 0, b"")
    assert "链尾与备份时一致" in restored.out
    assert set(before) <= set(units) < everything
    assert len(meanwhile) > len(before)
    assert entries == len(units)
