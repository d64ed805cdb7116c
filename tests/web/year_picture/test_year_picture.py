"""A unit's year on one page: words for what was held and for why nothing is there; a click to the records."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers.models import Exemption
from bihuan.domain.ledgers.year import State, year_of
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.records import theme_day

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 7, 10)
HELD, NONE, EXCUSED, NOT_KEPT, NOT_FOUNDED, CLOSED, RETIRED, FUTURE = State


def day(month, number=6):
    return datetime.date(2026, month, number)


def excuse(unit, since, until):
    with door.recorded("tests.exemption", actor=SYSTEM, subject=unit):
        Exemption(unit=unit, mechanism="theme-day", since=since, until=until, reason="刚成立").save()


def states(unit, code="theme-day", year=2026):
    (row,) = [row for row in year_of(unit, year, today=TODAY) if row.mechanism.code == code]
    return [month.state for month in row.months]


def text(answer):
    return answer.content.decode()


def test_every_month_is_told_apart(branch):
    theme_day(branch, on=day(3))
    excuse(branch, day(5, 1), day(6, 1))

    assert states(branch) == [
        *[NOT_KEPT] * 2, HELD, NONE, EXCUSED, NONE, NONE, *[FUTURE] * 5,
    ]  # fmt: skip


def test_a_month_that_is_excused_in_part_is_not_excused(branch):
    theme_day(branch, on=day(3))
    excuse(branch, day(5, 2), day(6, 1))

    assert states(branch)[4] == NONE


def test_what_was_held_in_an_excused_month_was_held(branch):
    theme_day(branch, on=day(5))
    excuse(branch, day(5, 1), day(6, 1))

    assert states(branch)[4] == HELD


def test_one_branch_that_keeps_it_makes_an_empty_month_none(bureau, branch):
    create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关第二党支部")
    theme_day(branch, on=day(3))

    assert states(bureau.unit)[3] == NONE
    assert states(bureau.unit)[1] == NOT_KEPT


def test_the_branch_that_keeps_it_is_excused_and_the_other_never_kept_it(bureau, branch):
    create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关第二党支部")
    theme_day(branch, on=day(3))
    excuse(branch, day(5, 1), day(6, 1))

    assert states(bureau.unit)[4] == NOT_KEPT


def stood(unit, since=None, until=None):
    with door.recorded("tests.unit", actor=SYSTEM, subject=unit):
        unit.founded_on, unit.closed_on = since, until
        unit.save()


def test_before_its_founding_and_after_its_closing_nothing_is_missed(branch):
    theme_day(branch, on=day(3))
    stood(branch, day(2, 28), day(5, 1))

    assert states(branch) == [
        NOT_FOUNDED, NOT_KEPT, HELD, NONE, *[CLOSED] * 3, *[FUTURE] * 5,
    ]  # fmt: skip


def test_another_branch_still_misses_it(bureau, branch):
    other = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关第二党支部")
    theme_day(branch, on=day(3))
    stood(other, day(6), day(6, 20))

    assert states(bureau.unit)[:7] == [NOT_KEPT, NOT_KEPT, HELD, NONE, NONE, NONE, NONE]


def test_a_branch_that_was_closed_when_the_next_was_not_founded_yet(bureau, branch):
    other = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关第二党支部")
    stood(branch, until=day(2, 1))
    stood(other, day(6))

    assert states(bureau.unit)[:7] == [NOT_KEPT, *[NOT_FOUNDED] * 4, NOT_KEPT, NOT_KEPT]


@pytest.mark.parametrize(
    ("since", "until"), [(datetime.date(2027, 1, 1), None), (None, datetime.date(2026, 1, 1))]
)
def test_a_branch_that_did_not_stand_in_the_year_has_no_rows(branch, since, until):
    stood(branch, since, until)

    assert year_of(branch, 2026, today=TODAY) == []


def test_the_page_says_that_the_branch_was_not_there(clerk_client, branch):
    stood(branch, day(3))

    page = text(clerk_client.get(f"/year-picture/?unit={branch.key}&year=2026"))

    assert ('<td class="year-not-founded">未设立</td>' in page, '<td class="year-closed">' in page) == (
        True, False,
    )  # fmt: skip


def test_a_year_is_counted_by_itself_and_december_ends_it(branch):
    theme_day(branch, on=datetime.date(2025, 12, 31))

    assert states(branch, year=2025) == [*[NOT_KEPT] * 11, HELD]
    assert states(branch)[:2] == [NONE, NONE]


def test_only_mechanisms_that_bind_somebody_here_have_a_row(branch, bureau):
    codes = {row.mechanism.code for row in year_of(branch, 2026, today=TODAY)}

    assert "theme-day" in codes
    assert "key-projects" not in codes
    assert {row.mechanism.code for row in year_of(bureau.office, 2026, today=TODAY)} < codes | {
        row.mechanism.code for row in year_of(bureau.unit, 2026, today=TODAY)
    }


def test_the_page_says_it_in_words_and_leads_to_the_months_records(clerk_client, branch):
    for number in (6, 13, 20):
        theme_day(branch, f"3月{number}日", on=day(3, number))
    theme_day(branch, "4月那次", on=day(4))

    page = text(clerk_client.get(f"/year-picture/?unit={branch.key}&year=2026"))

    url = f"/mechanisms/theme-day/?unit={branch.key}&amp;year=2026&amp;month=3"
    assert f'<td class="year-held-2"><a href="{url}" aria-label="主题党日3月开展3次">开展3次</a></td>' in page
    assert '<td class="year-held-1">' in page
    assert '<td class="year-not-kept">未启用</td>' in page
    assert '<td class="year-sum">4</td>' in page
    behind = text(clerk_client.get(url.replace("&amp;", "&")))
    assert ("3月13日" in behind, "4月那次" in behind) == (True, False)


@pytest.mark.parametrize("rows", [1, 12])
def test_the_page_costs_the_same_for_any_year(clerk_client, branch, rows, django_assert_num_queries):
    lectures = {"party-lecture.lecturer_is": "secretary"}
    for number in range(rows):
        counts_in = ["theme-day", "party-lecture"] if number else ["theme-day"]
        theme_day(branch, on=day(1 + number % 10), counts_in=counts_in, values=lectures)
    clerk_client.get("/year-picture/?year=2026")

    with django_assert_num_queries(9):
        clerk_client.get("/year-picture/?year=2026")


@pytest.mark.parametrize("query", ["", "?year=99999", "?year=x"])
def test_a_year_that_cannot_be_is_this_one(clerk_client, branch, query):
    assert clerk_client.get(f"/year-picture/{query}").status_code == 200


def test_a_stranger_does_not_find_the_unit(stranger_client, branch):
    theme_day(branch)

    assert stranger_client.get(f"/year-picture/?unit={branch.key}").status_code == 404
    assert "开展1次" not in text(stranger_client.get("/year-picture/?year=2026"))
