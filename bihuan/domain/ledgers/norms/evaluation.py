"""Verdicts on units of the database."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from bihuan.core.norms.demands import Window
from bihuan.core.norms.judging import judge_all
from bihuan.core.norms.verdicts import Verdict
from bihuan.domain.organizations.models import Unit, UnitQuerySet

from . import asked
from .knowledge import known_of


def verdicts_of(
    unit: Unit, year: int, *, today: datetime.date, windows: Sequence[Window] | None = None
) -> list[Verdict]:
    """Every norm that binds the unit in every period of the year, in the order of the mechanisms.

    :param windows: what is asked, if not everything that the registry asks.
    """
    return verdicts_within(Unit.objects.filter(pk=unit.pk), year, today=today, windows=windows)[unit]


def verdicts_within(
    units: UnitQuerySet, year: int, *, today: datetime.date, windows: Sequence[Window] | None = None
) -> dict[Unit, list[Verdict]]:
    """The verdicts on some units. For thousands of them take a snapshot."""
    demands = asked.windows(year) if windows is None else windows
    return {unit: judge_all(demands, known, today=today) for unit, known in known_of(units, year).items()}
