"""Every figure that ``make bench`` prints: its name, unit, and the module whose ``MEASURES`` measures it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measuring import Measure


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure. ``companion``: it stands beside one that was asked for and explains it."""

    name: str
    unit: str
    module: str
    digits: int
    companion: bool = False

    def measure(self) -> Measure:
        """The function that measures it; its module is loaded only now."""
        return measures_of(self.module)[self.name]

    def line(self, value: float | None) -> str:
        """The printed line; a value that could not be measured is ``none``."""
        shown = "none" if value is None else f"{value:.{self.digits}f}"
        return f"figure {self.name} {shown} {self.unit} # make bench ONLY={self.name}"


FIGURES: tuple[Figure, ...] = (
    Figure("reading.items_f1", "share", "reading_quality", 3),
    Figure("reading.outline_f1", "share", "reading_quality", 3),
    Figure("reading.quantities_f1", "share", "reading_quality", 3),
    Figure("reading.own_macro_f1", "share", "reading_quality", 3),
    Figure("reading.links_top1", "share", "reading_quality", 3),
    Figure("reading.links_top1_directions", "share", "reading_quality", 3, companion=True),
    Figure("reading.links_top1_causes", "share", "reading_quality", 3, companion=True),
    Figure("reading.cold_seconds", "s", "reading_speed", 3),
    Figure("reading.inprocess_ms", "ms", "reading_speed", 1),
    Figure("reading.thousand_seconds", "s", "reading_speed", 1),
    Figure("reading.thousand_cpu_seconds", "s", "reading_speed", 1, companion=True),
    Figure("reading.thousand_mb", "MB", "reading_speed", 0, companion=True),
    Figure("reading.growth_16x", "ratio", "reading_speed", 1),
    Figure("paper.seconds", "s", "paper", 3),
    Figure("paper.vs_libreoffice", "ratio", "paper", 1),
    Figure("pages.query_spread", "queries", "pages", 0),
    Figure("pages.first_page_queries", "queries", "pages", 0, companion=True),
    Figure("setup.seconds", "s", "setup", 1),
    Figure("setup.second_seconds", "s", "setup", 1, companion=True),
    Figure("trail.verify_100k_seconds", "s", "trail", 2),
    Figure("trail.verify_100k_cpu_seconds", "s", "trail", 2, companion=True),
    Figure("trail.verify_100k_mb", "MB", "trail", 0, companion=True),
    Figure("trail.verify_100k_postgresql_seconds", "s", "trail", 2, companion=True),
    Figure("trail.mutations_found", "share", "trail", 4),
    Figure("trail.writers_gapless", "share", "trail", 4),
    Figure("trail.writers_gapless_postgresql", "share", "trail", 4, companion=True),
    Figure("people.import_10k_seconds", "s", "people_import", 1),
    Figure("people.import_10k_lock_seconds", "s", "people_import", 1, companion=True),
    Figure("people.import_1k_lock_seconds", "s", "people_import", 2, companion=True),
    Figure("people.import_10k_undo_seconds", "s", "people_import", 1, companion=True),
    Figure("people.p95_ms", "ms", "register", 1),
    Figure("people.vs_bare", "ratio", "register", 2),
    Figure("import.rows_per_second", "rows/s", "attendance_import", 0),
    Figure("import.seconds", "s", "attendance_import", 1, companion=True),
    Figure("import.1k_lock_seconds", "s", "attendance_import", 2, companion=True),
    Figure("norms.seconds", "s", "norms", 1),
    Figure("norms.cpu_seconds", "s", "norms", 1, companion=True),
    Figure("norms.snapshot_seconds", "s", "norms", 1),
    Figure("norms.peak_mb", "MB", "norms", 0),
    Figure("norms.one_unit_ms", "ms", "norms", 1),
    Figure("norms.vs_loop", "ratio", "norms", 1),
    Figure("access.checks", "checks", "access", 0),
    Figure("access.seconds", "s", "access", 0),
    Figure("access.matrix_seconds", "s", "access", 0, companion=True),
    Figure("deadlines.cases", "cases", "deadlines", 0),
    Figure("mechanisms.count", "mechanisms", "mechanisms", 0),
    Figure("mechanisms.journeys", "journeys", "mechanisms", 0),
    Figure("suite.sqlite_seconds", "s", "suite", 0),
    Figure("suite.postgresql_seconds", "s", "suite", 0),
)


def measures_of(module: str) -> dict[str, Measure]:
    """What a module of this package measures, by the names of the figures."""
    measures: dict[str, Measure] = importlib.import_module(f"benchmarks.{module}").MEASURES
    return measures


def chosen(only: str | None) -> Sequence[Figure]:
    """All figures, the one of that name, or a whole family such as ``reading``."""
    return [figure for figure in FIGURES if only in (None, figure.name, figure.name.split(".")[0])]
