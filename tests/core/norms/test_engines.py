"""The same verdicts from the rules for one unit, the embedded engine and a Spark Connect server."""

from __future__ import annotations

import sys
from itertools import groupby

import pytest
from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession, functions

from bihuan.core.norms import embedded
from bihuan.core.norms.frames import ANSWER, Expressions
from bihuan.core.norms.judging import judge_all
from bihuan.core.norms.tables import QUESTION, SNAPSHOT
from tests.core.norms.reading_cases import cases

#: The cases by the day they are seen from: a question has one day.
BY_DAY = {
    today: list(group)
    for today, group in groupby(sorted(cases(), key=lambda case: case.today), lambda case: case.today)
}


def known_rows(known):
    """What is known of some units by number, as rows of the snapshot's tables."""
    ledgers = [(unit, code, ledger) for unit, each in known.items() for code, ledger in each.ledgers.items()]
    return {
        "units": [
            (unit, min(each.kinds), max(each.kinds), each.founded, each.closed)
            for unit, each in known.items()
        ],
        "members": [
            (unit, one.person, one.since, one.until) for unit, each in known.items() for one in each.members
        ],
        "keepings": [(unit, code, ledger.kept_since) for unit, code, ledger in ledgers if ledger.kept_since],
        "excuses": [
            (unit, code, excuse.since, excuse.until)
            for unit, code, ledger in ledgers
            for excuse in ledger.excused
        ],
        "settings": [
            (unit, code, setting.adopted, setting.at_least)
            for unit, each in known.items()
            for code, setting in each.settings.items()
        ],
        "records": [(unit, code, record.on) for unit, code, ledger in ledgers for record in ledger.records],
        "meetings": [
            (unit, code, record.on, record.due, record.present)
            for unit, code, ledger in ledgers
            for record in ledger.records
        ],
        "hours": [
            (unit, code, entry.person, entry.record, entry.on, entry.hours)
            for unit, code, ledger in ledgers
            for entry in ledger.hours
        ],
    }


def judged(known, windows, today):
    """The rows of the rules for one unit, asked unit by unit."""
    return sorted(
        (
            unit, found.norm.code, found.period.since, found.period.until, str(found.state), str(found.why),
            found.count, found.wanted, found.failed, found.doubtful,
        )
        for unit, each in known.items()
        for found in judge_all(windows, each, today=today)
    )  # fmt: skip


@pytest.fixture(scope="module")
def cluster():
    """A Spark Connect server in this process, and a session as a unit with a cluster would have it."""
    server = SparkConnectServer()
    server.start()
    _, port = server.listening_address
    with pytest.MonkeyPatch.context() as patch:
        # A process of the parallel runner has no main file, which PySpark takes for its own doctests.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").create()
    yield session
    session.stop()
    server.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
@pytest.mark.parametrize("today", BY_DAY, ids=str)
def test_all_cases_asked_of_all_units_give_identical_rows(today, tmp_path, cluster):
    known = {number: case.known for number, case in enumerate(BY_DAY[today])}
    windows = [case.window for case in BY_DAY[today]]
    embedded.write_snapshot(tmp_path, known_rows(known))
    embedded.write_question(tmp_path, windows, today=today)

    expected = judged(known, windows, today)
    tables = {name: cluster.read.parquet(str(tmp_path / f"{name}.parquet")) for name in SNAPSHOT | QUESTION}
    spread = Expressions(functions).verdicts(tables)

    assert len(expected) > 0
    assert embedded.verdicts(tmp_path) == expected
    assert tuple(spread.columns) == ANSWER
    assert sorted(tuple(row) for row in spread.collect()) == expected
