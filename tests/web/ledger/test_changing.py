"""Change the ledger from its pages: rights, bad input, the second editor, a form sent twice."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.rectification.models import Item, Measure, Problem
from tests.ledgers import planned

PLAN = {"leads": "办公室、财务科", "due_kind": "dated", "due_date": "2026-06-30", "end_state": "办结"}


def form(row, **values) -> dict[str, str]:
    return {"seen": str(row.version), "request_key": "k", **values}


@pytest.mark.parametrize(("who", "expected"), [("clerk", 302), ("leader", 403), ("stranger", 404)])
def test_who_may_plan_an_item(request, item, who, expected):
    client = request.getfixturevalue(f"{who}_client")

    response = client.post(reverse("item-plan", args=[item.key]), form(item, **PLAN))

    assert response.status_code == expected
    assert (Item.objects.get().end_state == "办结") == (expected == 302)


@pytest.mark.parametrize(("who", "expected"), [("clerk", 302), ("leader", 302), ("stranger", 404)])
def test_who_may_report_progress_on_an_item_of_the_deputy(request, item, bureau, who, expected):
    mine = planned(item, bureau)
    client = request.getfixturevalue(f"{who}_client")

    response = client.post(
        reverse("item-progress", args=[item.key]), form(mine, progress="in_progress", outcome="已开展两次")
    )

    assert response.status_code == expected


@pytest.mark.parametrize(("who", "expected"), [("clerk", 302), ("leader", 403), ("stranger", 404)])
def test_who_may_edit_a_problem(request, problem, who, expected):
    client = request.getfixturevalue(f"{who}_client")
    address = reverse("statement-edit", args=["problem", problem.key])

    response = client.post(address, form(problem, title="新标题", text="新内容", source="opinion"))

    assert response.status_code == expected
    assert (Problem.objects.get().title == "新标题") == (expected == 302)


def test_a_form_with_an_error_comes_back_as_it_was_filled(clerk_client, item):
    response = clerk_client.post(
        reverse("item-plan", args=[item.key]), form(item, **PLAN | {"due_date": "六月底"})
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="六月底"' in page
    assert 'value="办公室、财务科"' in page


def test_what_the_domain_refuses_is_said_and_the_form_keeps_its_words(clerk_client, item):
    response = clerk_client.post(
        reverse("item-progress", args=[item.key]), form(item, progress="done", evidence_note="档案室3号柜")
    )

    page = response.content.decode()
    assert "请写明做了什么" in page
    assert "档案室3号柜" in page


def test_the_second_editor_sees_both_texts_and_can_still_save(clerk_client, problem):
    address = reverse("statement-edit", args=["problem", problem.key])
    clerk_client.post(address, form(problem, request_key="1", title="甲", text="内容甲", source="self"))

    late = form(problem, request_key="2", title="乙", text="内容乙", source="self")
    response = clerk_client.post(address, late)
    page = response.content.decode()
    assert response.status_code == 409
    assert all(text in page for text in ("内容甲", "内容乙"))

    saved = clerk_client.post(address, late | {"seen": str(problem.version + 1), "request_key": "3"})
    assert saved.status_code == 302
    assert Problem.objects.get().title == "乙"


def test_a_form_sent_twice_adds_one_row(clerk_client, cycle):
    address = reverse("statement-add", args=[cycle.key, "measure"])
    for _ in range(2):
        response = clerk_client.post(address, {"request_key": "same", "text": "每月走访一次。"})

    assert response.status_code == 302
    assert Measure.objects.count() == 1


def test_a_form_without_a_version_did_not_come_from_our_page(clerk_client, item):
    assert clerk_client.post(reverse("item-plan", args=[item.key]), PLAN).status_code == 404


@pytest.mark.parametrize("kind", ["problem", "cause", "measure"])
def test_rows_can_be_added_withdrawn_and_restored(clerk_client, cycle, kind):
    values = {"text": "内容", "title": "标题", "source": "self"}
    added = clerk_client.post(reverse("statement-add", args=[cycle.key, kind]), values)
    detail = clerk_client.get(added.url)
    row = detail.context["statement"]

    clerk_client.post(reverse("statement-withdraw", args=[kind, row.key]), form(row, reason="与另一条重复"))
    assert "与另一条重复" in clerk_client.get(added.url).content.decode()

    row.refresh_from_db()
    clerk_client.post(reverse("statement-restore", args=[kind, row.key]), form(row))
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_history_tells_who_changed_what(clerk_client, problem):
    address = reverse("statement-edit", args=["problem", problem.key])
    values = {"title": "新标题", "text": problem.text, "source": "opinion", "aspect": problem.aspect.key}
    clerk_client.post(address, form(problem, **values))

    history = clerk_client.get(reverse("statement-detail", args=["problem", problem.key])).context["history"]

    assert [(line.who, line.what, line.before, line.after) for line in history] == [
        ("乔一帆", "标题", "问题1", "新标题"),
        ("乔一帆", "来源", "自查", "征求意见"),
        ("系统", "建立", "", ""),
    ]


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_never_writes(clerk_client, item, problem, method):
    before = Problem.objects.get().version, Item.objects.get().version
    for address in (
        reverse("item-detail", args=[item.key]),
        reverse("statement-detail", args=["problem", problem.key]),
    ):
        assert getattr(clerk_client, method)(address).status_code == 200

    assert (Problem.objects.get().version, Item.objects.get().version) == before
