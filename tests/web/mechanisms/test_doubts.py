"""Doubts on the pages: a question at the record, a list for the clerk, an answer that settles."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from bihuan.domain.ledgers.doubts import asking
from bihuan.domain.ledgers.models import SettledDoubt
from bihuan.domain.trail.models import Entry
from tests.records import theme_day

pytestmark = pytest.mark.django_db

TALK = "谈到渠道管护的责任怎样分段落实，他提出先把三条支渠的管水员配齐，再谈考核办法，约定月底前去看一次。"
ASKED = "这里有一处想请您核对"


@pytest.fixture
def twins(branch):
    earlier = theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details={"minutes": TALK})
    return theme_day(branch, "3月主题党日", details={"minutes": TALK}), earlier


def page_of(record) -> str:
    return reverse("record-detail", args=[record.shape, record.key])


def send(client, record, **fields):
    sent = {"seen": record.version, "request_key": "k", "reason": "联合开展"} | fields
    return client.post(reverse("doubt-settle", args=[record.shape, record.key]), sent, follow=True)


def test_the_record_asks_with_a_link_to_the_other(clerk_client, twins):
    record, earlier = twins

    text = clerk_client.get(page_of(record)).content.decode()

    assert text.count(ASKED) == 1
    assert f'这里的文字与<a href="{page_of(earlier)}">2026年2月6日的“2月主题党日”</a>完全相同。' in text


def test_other_readers_are_not_asked(leader_client, twins):
    response = leader_client.get(page_of(twins[0]))

    assert response.status_code == 200
    assert ASKED not in response.content.decode()


def test_saving_is_never_blocked(clerk_client, twins):
    record, _ = twins
    fields = {"on": "2026-03-06", "title": "3月主题党日", "minutes": TALK, "seen": record.version}

    response = clerk_client.post(reverse("record-edit", args=[record.shape, record.key]), fields, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["已保存。"]
    assert ASKED in response.content.decode()


def test_an_answer_settles_it_and_is_noted(clerk_client, clerk, twins):
    record, earlier = twins
    (doubt,) = asking.doubts_of(record, clerk)

    response = send(clerk_client, record, basis=doubt.basis)

    assert ASKED not in response.content.decode()
    assert [str(message) for message in response.context["messages"]] == ["已记下，这一处不再问。"]
    assert SettledDoubt.objects.get().other_key == earlier.key
    assert Entry.objects.order_by("-pk").first().action == "ledgers.doubt.settle"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": " "}, "“理由”没有填写。请写明怎样核对的，以后不用再查。"),
        ({"basis": "x"}, "这个疑点已经核对过，"),
    ],
)
def test_an_answer_that_says_nothing_settles_nothing(clerk_client, clerk, twins, fields, said):
    (doubt,) = asking.doubts_of(twins[0], clerk)

    response = send(clerk_client, twins[0], **{"basis": doubt.basis} | fields)

    assert str(next(iter(response.context["messages"]))).startswith(said)
    assert SettledDoubt.objects.count() == 0


def test_an_answer_to_an_old_page_shows_both_texts(clerk_client, twins):
    assert send(clerk_client, twins[0], basis="x", seen=0).status_code == 409


def test_the_list_names_each_once(clerk_client, twins):
    response = clerk_client.get(reverse("doubt-list"), {"year": "2026"})

    assert [doubt.record.title for doubt in response.context["page"]] == ["3月主题党日"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"year": "2026"}, ["3月主题党日", "2月主题党日"]),
        ({"year": "2026", "sort": "on"}, ["2月主题党日", "3月主题党日"]),
        ({"year": "2026", "sort": "title"}, ["2月主题党日", "3月主题党日"]),
        ({"year": "2026", "q": "2月"}, ["2月主题党日"]),
        ({"year": "2026", "rule": "two_places"}, []),
        ({"year": "2025"}, []),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_the_address(clerk_client, branch, query, titles):
    issued = {"documents": [{"title": "甲", "number": "", "issued_on": "2026-04-01"}]}
    theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details=issued)
    theme_day(branch, "3月主题党日", details=issued)

    response = clerk_client.get(reverse("doubt-list"), query)

    assert [doubt.record.title for doubt in response.context["page"]] == titles


@pytest.mark.parametrize(("query", "title"), [({}, "没有要核对的"), ({"rule": "same_text"}, "没有找到")])
def test_an_empty_list_says_what_to_do_next(clerk_client, query, title):
    assert title in clerk_client.get(reverse("doubt-list"), query).content.decode()


def test_the_list_is_for_those_who_keep_records(leader_client, twins):
    assert leader_client.get(reverse("doubt-list")).status_code == 404


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_list_costs_the_same_queries_however_long(
    clerk_client, branch, pairs, django_assert_max_num_queries
):
    for month in range(1, pairs + 2):
        theme_day(branch, f"{month}月", datetime.date(2026, month, 6), details={"minutes": TALK})

    with django_assert_max_num_queries(23):
        response = clerk_client.get(reverse("doubt-list"), {"year": "2026"})

    assert response.context["page"].paginator.count == pairs
