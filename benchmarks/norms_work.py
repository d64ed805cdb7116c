"""``python -m benchmarks.norms_work WORK FOLDER``: work on the province in the home ``BIHUAN_HOME`` names.

``fill`` writes it; ``snapshot`` writes the folder's Parquet files; ``judge`` writes all verdicts from them;
``units`` judges a hundred units one by one and prints the seconds of each.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks import norms_rows
from bihuan.cli import environment

ONE_BY_ONE = 100
ANSWER = "verdicts.parquet"


def fill(folder: Path) -> None:
    from django.db import connection

    from bihuan.cli import migrate

    migrate.bring_up_to_date()
    with connection.cursor() as cursor:
        norms_rows.fill(cursor)


def snapshot(folder: Path) -> None:
    from bihuan.core.norms import embedded
    from bihuan.domain.ledgers.norms import snapshot
    from bihuan.domain.organizations.models import Unit

    snapshot.write_known(folder, Unit.objects.all(), norms_rows.YEAR)
    embedded.write_question(folder, norms_rows.windows(), today=norms_rows.TODAY)


def units(folder: Path) -> list[float]:
    from bihuan.core.norms.telling import sentence
    from bihuan.domain.ledgers.norms import evaluation
    from bihuan.domain.organizations.models import Unit

    asked, took = norms_rows.windows(), []
    for unit in Unit.objects.order_by("pk")[:: norms_rows.UNITS // ONE_BY_ONE]:
        begun = time.perf_counter()
        found = evaluation.verdicts_of(unit, norms_rows.YEAR, today=norms_rows.TODAY, windows=asked)
        told = [sentence(verdict) for verdict in found]
        took.append(time.perf_counter() - begun)
        if len(told) != len(asked):
            raise RuntimeError(f"{len(told)} verdicts instead of {len(asked)}")
    return took


def judge(folder: Path) -> None:
    """Neither Django nor a database: the folder is all that is needed."""
    from bihuan.core.norms import embedded

    embedded.write_verdicts(folder, folder / ANSWER)


if __name__ == "__main__":
    work = {function.__name__: function for function in (fill, snapshot, units, judge)}[sys.argv[1]]
    if work is not judge:
        environment.ready()
    print(json.dumps(work(Path(sys.argv[2]))))
