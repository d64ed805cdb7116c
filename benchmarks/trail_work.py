"""``python -m benchmarks.trail_work WORK NUMBER``: work on a trail, in the database of the environment.

``fill ENTRIES`` writes a long chain. ``mutate ROWS`` prints how many single-bit mutations there were and how
many were found. ``write APPENDS`` prints how many entries eight writers asked for and how many stand gapless.
"""

from __future__ import annotations

import importlib
import json
import sys

from bihuan.cli import environment

WORKS = {
    "fill": ("benchmarks.trail_rows", "fill"),
    "mutate": ("benchmarks.trail_mutations", "found"),
    "write": ("benchmarks.trail_writers", "gapless"),
}


def main(work: str, number: int) -> object:
    """Bring the database up to date and do it."""
    environment.ready()
    importlib.import_module("bihuan.cli.migrate").bring_up_to_date()
    module, function = WORKS[work]
    return getattr(importlib.import_module(module), function)(number)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
