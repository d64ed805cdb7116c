"""What the demo's cases come to on the last day of the month that is told in full."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from bihuan.cli.main import main
from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.domain.facts import asking
from bihuan.domain.facts.answers import Scope
from bihuan.domain.organizations.models import Unit

SINCE, UNTIL = datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)


@pytest.fixture
def at_the_end_of_october(monkeypatch):
    """The demo's cases as they stood at the end of the month that is told in full."""
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2026, 10, 31))


SHARES = {
    "petitions.on_time_share": (Decimal("80.0"), 5),
    "hotline.on_time_share": (Decimal("87.5"), 8),
    "hotline.satisfied_share": (Decimal("75.0"), 8),
    "labour-disputes.on_time_share": (Decimal("80.0"), 5),
    "important-reports.on_time_share": (Decimal("80.0"), 5),
}


def test_every_share_of_cases_is_a_number(db, settings, at_the_end_of_october):
    settings.BIHUAN_DEMO = True
    assert main(["demo"]) == 0
    scope = Scope(Unit.objects.get(parent=None), SINCE, UNTIL)

    answers = asking.ask_all({code: fact_queries()[code] for code in SHARES}, scope)

    assert {code: (answer.value, len(answer.rows)) for code, answer in answers.items()} == SHARES
