"""Numbers are asked for since the last meeting, or else for this year, and the page says which and why."""

from __future__ import annotations

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from bihuan.domain.cycles import opening
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.web.facts.meetings import of_cycle, offered
from tests.records import theme_day

pytestmark = pytest.mark.django_db
MET = datetime.date(2026, 1, 22)
BEFORE, AFTER, LATER = datetime.date(2022, 1, 20), datetime.date(2023, 1, 12), datetime.date(2023, 2, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *given: datetime.date(2026, 3, 20))


def met(unit, year, day):
    with door.recorded("tests.cycle.open", actor=SYSTEM, subject=unit):
        cycle = opening.opened(unit, year)
        opening.met(cycle, day)
    return cycle


def text(answer):
    return answer.content.decode()


def test_at_first_since_the_last_meeting_in_words(clerk_client, bureau, branch):
    met(bureau.unit, 2025, MET)
    theme_day(branch, on=datetime.date(2026, 1, 21))
    theme_day(branch, on=MET)
    theme_day(branch, on=datetime.date(2026, 3, 20))

    page = text(clerk_client.get(f"/facts/?unit={branch.key}"))

    assert "2026年1月22日至2026年3月20日的数据" in page
    assert "从2025年度民主生活会召开的那天（2026年1月22日）数到今天。" in page
    assert 'last=2026-03-20">2</a>次。' in page
    assert '&amp;since=2026-01-22&amp;last=2026-03-20" aria-current="true">上次会议以来</a>' in page


def test_without_a_known_meeting_this_year_and_the_page_says_so(clerk_client, bureau, branch):
    met(bureau.unit, 2025, None)

    page = text(clerk_client.get(f"/facts/?unit={branch.key}"))

    assert "2026年的数据" in page
    assert "还不知道上一次民主生活会是哪一天开的（导入的报告里没有写明），先按今年数" in page
    assert "上次会议以来" not in page


@pytest.mark.parametrize("query", ["year=2025", "since=2025-03-01&last=2025-06-30"])
def test_what_the_reader_chose_needs_no_words(clerk_client, bureau, branch, query):
    met(bureau.unit, 2025, MET)

    page = text(clerk_client.get(f"/facts/?unit={branch.key}&{query}"))

    assert ("数到今天。" in page, "先按今年数" in page) == (False, False)
    assert 'last=2026-03-20">上次会议以来</a>' in page


def test_a_meeting_to_come_is_not_the_last(bureau):
    met(bureau.unit, 2025, datetime.date(2026, 4, 2))

    found = offered(bureau.unit, QueryDict(""))

    assert (found.period.words, found.since) == ("2026年", None)


@pytest.mark.parametrize(
    ("before", "this", "words", "why"),
    [
        (
            datetime.date(2022, 1, 20),
            datetime.date(2023, 1, 12),
            "2022年1月20日至2023年1月11日",
            "本次会议前一天",
        ),
        (BEFORE, None, "2022年1月20日至2022年12月31日", "2022年底"),
        (None, AFTER, "2022年", "先按2022年数"),
        (None, None, "2022年", "先按2022年数"),
        (LATER, AFTER, "2022年", "先按2022年数"),
    ],
)
def test_a_figure_is_counted_from_meeting_to_meeting(bureau, before, this, words, why):
    met(bureau.unit, 2021, before)

    period, told = of_cycle(met(bureau.unit, 2022, this))

    assert (period.words, why in told) == (words, True)
