"""A withheld number taken from the ledgers: offered in its sentence, said in papers, and told when stale."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from bihuan.domain.cycles import opening
from bihuan.domain.facts.models import Fact
from bihuan.domain.ledgers.operations.records import enter_record
from bihuan.domain.rectification.models import Figure
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry

CODE = "biweekly-forum.sessions"
DAYS = {"since": "2026-03-01", "last": "2026-12-31"}


@pytest.fixture
def figure(cycle):
    return Figure.objects.get(cycle=cycle, text="不少于**次")


@pytest.fixture
def forum(figure):
    return lambda month=3: enter_record(
        unit=figure.unit,
        actor=SYSTEM,
        counts_in=["biweekly-forum"],
        on=datetime.date(2026, month, 10),
        title=f"第{month}期讲坛",
        values={"biweekly-forum.organizer": "own"},
    )


def address(figure):
    return reverse("coverage-figure-facts", args=[figure.key])


def bind(client, figure, **values):
    figure.refresh_from_db()
    fields = {"seen": figure.version, "code": CODE, **DAYS, **values}
    return client.post(address(figure), fields, follow=True)


def text(answer):
    return answer.content.decode()


def test_numbers_that_are_known_are_offered_in_their_sentences(clerk_client, figure, forum):
    forum()

    page = text(clerk_client.get(address(figure), DAYS))

    assert '参加和举办“双周讲坛”<strong class="facts-value">1</strong>场次。' in page
    assert f'name="code" value="{CODE}"' in page
    assert 'value="theory-group.sessions"' not in page
    assert "项在这段日子里不详，没有列出。" in page


def test_without_ledgers_there_is_nothing_to_choose(clerk_client, figure):
    page = text(clerk_client.get(address(figure), DAYS))

    assert "的台账里还数不出任何一个数" in page
    assert "用这个数" not in page


def test_the_examined_year_is_asked_for_at_first_and_then_that_of_the_fact(clerk_client, figure, forum):
    assert 'value="2022-01-01"' in text(clerk_client.get(address(figure)))

    forum()
    bind(clerk_client, figure)

    page = text(clerk_client.get(address(figure)))
    assert 'value="2026-03-01"' in page
    assert f'value="{CODE}" checked' in page


@pytest.mark.parametrize(
    ("before", "since", "words"),
    [
        (datetime.date(2022, 1, 20), "2022-01-20", "召开的那天（2022年1月20日）数到2022年底。"),
        (None, "2022-01-01", "先按2022年数；可以自己选日子。"),
    ],
)
def test_the_days_since_the_meeting_before_are_offered_in_words(clerk_client, figure, before, since, words):
    with door.recorded("tests.cycle.met", actor=SYSTEM, subject=figure.unit):
        opening.met(opening.opened(figure.unit, 2021), before)

    page = text(clerk_client.get(address(figure)))
    chosen = text(clerk_client.get(address(figure), DAYS))

    assert (f'value="{since}"' in page, words in page, words in chosen) == (True, True, False)


def test_choosing_freezes_it_and_the_figure_says_it(clerk_client, figure, forum):
    record = forum()

    answer = bind(clerk_client, figure)

    figure.refresh_from_db()
    fact = Fact.objects.get()
    assert (figure.fact, figure.number, fact.rows) == (fact, 1, [str(record.key)])
    assert figure.filled_note == "工作台账：双周讲坛场次"
    assert "不少于1次" in text(answer)
    assert f'href="/facts/{fact.key}/"' in text(answer)
    assert Entry.objects.filter(action="rectification.figure.bind", object_key=figure.key).count() == 1


def test_the_paper_says_that_it_is_from_the_ledgers_and_when_it_has_changed(clerk_client, figure, forum):
    forum()
    bind(clerk_client, figure)
    papers = "/papers/?year=2022"

    page = text(clerk_client.get(papers))
    assert "不少于1次" in page
    assert "取自数据的数" in page
    assert "数据：参加和举办“双周讲坛”1场次。" in page
    assert "台账已变化" not in page

    forum(4)
    page = text(clerk_client.get(papers))
    assert "台账已变化：冻结时1，现在2" in page
    assert "台账已变化、还没有更新的数" in page
    assert "冻结时1，现在2" in text(clerk_client.get("/coverage/?year=2022"))

    bind(clerk_client, figure)
    page = text(clerk_client.get(papers))
    assert ("不少于2次" in page, "台账已变化" in page) == (True, False)


def test_a_fact_frozen_anew_elsewhere_is_what_the_figure_says(clerk_client, figure, forum):
    forum()
    bind(clerk_client, figure)
    forum(4)

    clerk_client.post(f"/facts/{Fact.objects.get().key}/refreeze/", {"seen": "1"})

    assert "不少于2次" in text(clerk_client.get("/papers/?year=2022"))


def test_a_number_typed_by_hand_is_no_longer_from_the_ledgers(clerk_client, figure, forum):
    forum()
    bind(clerk_client, figure)
    figure.refresh_from_db()

    url = reverse("coverage-figure-fill", args=[figure.key])
    clerk_client.post(url, {"seen": figure.version, "value": "9", "note": "会议记录"})

    figure.refresh_from_db()
    assert (figure.fact, figure.number) == (None, 9)
    assert "取自数据的数" not in text(clerk_client.get("/papers/?year=2022"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": "theory-group.sessions"}, "现在数不出来"),
        ({"code": "nothing"}, "没有这一项数据。"),
        ({"since": "2025-01-01", "last": "2025-12-31"}, "现在数不出来"),
    ],
)
def test_what_the_ledgers_do_not_know_is_refused(clerk_client, figure, forum, values, said):
    forum()

    answer = bind(clerk_client, figure, **values)

    assert said in text(answer)
    assert not Fact.objects.exists()


def test_a_figure_that_is_written_out_takes_no_number(clerk_client, cycle, figure, forum):
    forum()

    answer = bind(clerk_client, Figure.objects.get(text="各一名"))

    assert "不需要补填" in text(answer)
    assert not Fact.objects.exists()


@pytest.mark.parametrize(("role", "expected"), [("leader", 403), ("stranger", 404)])
def test_who_may_not_choose(request, figure, forum, role, expected):
    forum()
    client = request.getfixturevalue(f"{role}_client")

    asked = [client.get(address(figure)).status_code, bind(client, figure).status_code]

    assert asked == [expected, expected]
    assert not Fact.objects.exists()
