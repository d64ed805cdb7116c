"""How many mechanisms lead from a form to a number, counted in the report of the tests that went there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from defusedxml.ElementTree import parse

from benchmarks.measuring import ROOT, Measure

BY_REQUEST = "tests/web/mechanisms/test_journeys.py"
BY_BROWSER = "tests/browser/test_mechanism_journeys.py"


def count() -> float:
    """The mechanisms whose journey by plain requests passed.

    :raises RuntimeError: if a journey failed; with the end of what it printed.
    """
    return _made()[0]


def journeys() -> float:
    """The journeys that passed: one by requests for every mechanism, one in a browser for every shape.

    :raises RuntimeError: if a journey failed; with the end of what it printed.
    """
    return sum(_made())


def passed(report: Path) -> int:
    """The journeys in a report that neither failed nor were skipped."""
    tests = parse(report).iter("testcase")
    return sum(test.get("name", "").startswith("test_journey[") and not len(test) for test in tests)


@cache
def _made() -> tuple[int, int]:
    with tempfile.TemporaryDirectory() as folder:
        by_request = _run(BY_REQUEST, Path(folder) / "requests.xml")
        return by_request, _run(BY_BROWSER, Path(folder) / "browser.xml")


def _run(tests: str, report: Path) -> int:
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", tests]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    done = subprocess.run(command, cwd=ROOT, env=own, stdout=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2_000:])
    return passed(report)


MEASURES: dict[str, Measure] = {"mechanisms.count": count, "mechanisms.journeys": journeys}
