"""The list of papers: open ones first, found by a word, as cheap with many rows as with one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.domain.documents import operations
from bihuan.domain.rectification.operations.confirm import confirm_draft
from tests.domain.documents.material import SHORT, pasted

LIST = "/drafts/"


def titles(answer):
    return [draft.title for draft, _ in answer.context["drafts"]]


def paper(bureau, clerk, name, year=2024):
    return pasted(bureau.unit, clerk, SHORT.replace("青禾县水务局2024年度", name), year)


def test_nothing_yet_says_what_to_do(clerk_client):
    page = clerk_client.get(LIST).content.decode()

    assert "还没有导入过文稿" in page
    assert reverse("draft-new") in page


def test_open_papers_come_first_then_the_newest(clerk_client, bureau, clerk):
    first, second, third = (paper(bureau, clerk, "甲乙丙"[n], 2020 + n) for n in range(3))
    confirm_draft(draft=third, actor=clerk, seen=third.version)

    assert titles(clerk_client.get(LIST)) == [second.title, first.title, third.title]


@pytest.mark.parametrize(
    ("words", "found"), [("甲局", 1), ("2021", 1), ("情况报告", 2), ("粘贴的文字", 2), ("找不到的词", 0)]
)
def test_search(clerk_client, bureau, clerk, words, found):
    paper(bureau, clerk, "甲局", 2020)
    paper(bureau, clerk, "乙局", 2021)

    assert len(titles(clerk_client.get(LIST, {"q": words}))) == found


def test_a_search_without_result_offers_the_way_back(clerk_client, draft):
    assert "没有找到符合的文稿" in clerk_client.get(LIST, {"q": "找不到的词"}).content.decode()


@pytest.mark.parametrize(
    ("sort", "years"), [("year", [2020, 2021]), ("-year", [2021, 2020]), ("nonsense", [2021, 2020])]
)
def test_sorting(clerk_client, bureau, clerk, sort, years):
    paper(bureau, clerk, "甲局", 2020)
    paper(bureau, clerk, "乙局", 2021)

    answer = clerk_client.get(LIST, {"sort": sort})

    assert [draft.year for draft, _ in answer.context["drafts"]] == years


def test_corrections_and_states_are_told(clerk_client, bureau, clerk, draft):
    operations.withdraw(draft=draft, actor=clerk, seen=draft.version, reason="选错了文件")

    page = clerk_client.get(LIST).content.decode()

    assert "已撤回" in page
    assert "乔一帆" in page


def test_the_list_costs_the_same_however_long(clerk_client, bureau, clerk):
    paper(bureau, clerk, "甲局")
    with CaptureQueriesContext(connection) as one:
        clerk_client.get(LIST)
    paper(bureau, clerk, "乙局")
    paper(bureau, clerk, "丙局")
    with CaptureQueriesContext(connection) as three:
        clerk_client.get(LIST)

    assert len(one) == len(three) <= 10
