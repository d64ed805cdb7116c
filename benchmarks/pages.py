"""How many queries the list pages take, however long their lists are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache

from benchmarks.measuring import ROOT, Measure

FEW, MANY = 3, 300


def query_spread() -> float:
    """The largest difference on any page between few rows and many."""
    return max(many - few for few, many in by_page().values())


def first_page_queries() -> float:
    """The first page after sign-in, when much waits."""
    return counts(MANY)["first"]


def by_page() -> dict[str, tuple[int, int]]:
    """Queries with few rows and with many, for each page."""
    few, many = counts(FEW), counts(MANY)
    if few.keys() != many.keys():
        raise RuntimeError(f"other pages with {MANY} rows: {sorted(few.keys() ^ many.keys())}")
    return {name: (few[name], many[name]) for name in few}


@cache
def counts(rows: int) -> dict[str, int]:
    """Queries by page, from a process with a database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as home:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.page_counts", str(rows)],
            check=True,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=_environment(home),
        )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def _environment(home: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    settings = {"BIHUAN_HOME": home, "BIHUAN_SECOND_FACTOR": "offered"}
    return own | settings | {"PYTHONDONTWRITEBYTECODE": "1"}


MEASURES: dict[str, Measure] = {
    "pages.query_spread": query_spread,
    "pages.first_page_queries": first_page_queries,
}

if __name__ == "__main__":
    for name, (few, many) in sorted(by_page().items()):
        print(f"{name:<20} {few:>4} {many:>4}")
