"""What the figures of verdicts are measured with."""

from __future__ import annotations

import re

import pytest

from benchmarks import norms, norms_rows
from bihuan.core.registry.norms import CountRule, Per
from bihuan.domain.ledgers.models import Exemption, Keeping, Mark
from bihuan.domain.organizations.models import Unit


def test_forty_ledgers_are_asked_for_every_month():
    windows = norms_rows.windows()

    assert len({window.norm.mechanism for window in windows}) == norms_rows.MECHANISMS == 40
    assert len(windows) == norms_rows.MECHANISMS * norms_rows.MONTHS
    assert {window.norm.rule for window in windows} == {CountRule(1, Per.MONTH)}
    assert {window.binds for window in windows} == {frozenset({"branch"})}
    assert not any(window.runs(norms_rows.TODAY) for window in windows)


@pytest.mark.parametrize("model", [Unit, Keeping, Exemption, Mark], ids=lambda model: model.__name__)
def test_rows_are_written_with_every_column_that_must_be_filled(model):
    table = model._meta.db_table
    (columns,) = re.findall(rf"INSERT INTO {table} \(([^)]*)\)", norms_rows._PLACES + norms_rows._ROWS)

    needed = {field.column for field in model._meta.fields if not field.null and not field.primary_key}

    assert {column.strip(' "\n') for column in columns.split(",")} == needed


def run(seconds, megabytes=1.0):
    return norms.Run(seconds, seconds, megabytes, None)


def test_figures_come_from_the_same_runs(monkeypatch):
    monkeypatch.setattr(norms, "judged", lambda: [run(8.0, 600.0), run(10.0, 650.0)])
    monkeypatch.setattr(norms, "one_by_one", lambda: [0.02] * 90 + [0.05] * 10)

    measured = {name: measure() for name, measure in norms.MEASURES.items() if "snapshot" not in name}

    assert measured == {
        "norms.seconds": 8.0,
        "norms.cpu_seconds": 8.0,
        "norms.peak_mb": 650.0,
        "norms.one_unit_ms": 20.0,
        "norms.vs_loop": pytest.approx((90 * 0.02 + 10 * 0.05) * 80 / 8.0),
    }


def test_another_generator_is_another_province(tmp_path):
    (tmp_path / "a.py").write_text("a", "utf-8")

    first = norms._digest_of([tmp_path / "a.py"], "theme-day")
    assert first == norms._digest_of([tmp_path / "a.py"], "theme-day")
    assert first != norms._digest_of([tmp_path / "a.py"], "first-topic")
