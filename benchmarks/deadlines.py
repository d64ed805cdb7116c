"""How many hand-written cases of the deadline engine passed, counted in the report of the test run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from defusedxml.ElementTree import parse

from benchmarks.measuring import ROOT, Measure

CASES = "tests/core/planning/test_cases.py"


def cases() -> float:
    """The cases that ran and passed; none count if any test of them failed.

    :raises RuntimeError: if a test failed; with the end of what it printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        _run(report)
        return passed(report)


def passed(report: Path) -> int:
    """The cases in a report that neither failed nor were skipped."""
    tests = parse(report).iter("testcase")
    return sum(test.get("name", "").startswith("test_case[") and not len(test) for test in tests)


def _run(report: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", CASES]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    done = subprocess.run(command, cwd=ROOT, env=own, stdout=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2_000:])


MEASURES: dict[str, Measure] = {"deadlines.cases": cases}
