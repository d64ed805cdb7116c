"""Confirming, comparing and withdrawing in pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.core.reading import corrections
from bihuan.core.reading.model import ItemType
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents import operations
from bihuan.domain.rectification.models import Problem
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.operations.wording import edit_statement
from tests.domain.documents.material import SHORT, pasted

CHANGED = (
    SHORT.replace("存在等一等的想法", "存在拖一拖的想法")
    + "二是办好取水实事。每半年通报一次取水难题办理情况。\n"
)


@pytest.fixture
def confirm_page(draft):
    return reverse("draft-confirm", args=[draft.key])


@pytest.fixture
def changed(draft, clerk, bureau):
    """A changed paper for a year whose ledger stands."""
    confirm_draft(draft=draft, actor=clerk, seen=draft.version)
    return pasted(bureau.unit, clerk, CHANGED)


def test_the_summary_tells_what_will_be_made_and_what_is_missing(clerk_client, twin):
    answer = clerk_client.get(reverse("draft-confirm", args=[twin.key]))

    summary = answer.context["summary"]
    assert summary.rows == (("问题", 14), ("原因", 5), ("努力方向", 8), ("上年度整改", 10))
    assert (summary.items, summary.total, summary.unassigned, summary.dropped) == (7, 37, 3, 0)
    assert summary.gaps == (
        ("问题还没有对上原因或措施", 14),
        ("整改事项没有责任人", 7),
        ("整改事项没有时限", 7),
        ("整改事项没有可检验的数量目标", 7),
        ("数字未填（原文以*等符号代替）", 6),
    )
    assert not Cycle.objects.exists()


def test_confirming_leads_to_the_ledger_of_the_year(clerk_client, confirm_page, form):
    answer = clerk_client.post(confirm_page, form())

    assert answer.url == reverse("ledger-year", args=[Cycle.objects.get(year=2024).key])
    assert Problem.objects.count() == 2


def test_a_second_press_of_the_same_button_leads_there_too(clerk_client, confirm_page, form):
    fields = form()

    first, second = clerk_client.post(confirm_page, fields), clerk_client.post(confirm_page, fields)

    assert first.url == second.url
    assert Problem.objects.count() == 2


def test_who_comes_second_reads_who_was_first_and_where_the_ledger_is(clerk_client, confirm_page, form):
    old_page = form()
    clerk_client.post(confirm_page, form())

    answer = clerk_client.post(confirm_page, old_page)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "这份稿子已入台账" in text
    assert "乔一帆于" in text
    assert reverse("ledger-year", args=[Cycle.objects.get(year=2024).key]) in text
    assert Problem.objects.count() == 2


def test_a_correction_in_between_has_to_be_looked_at_first(clerk_client, confirm_page, draft, clerk, form):
    old_page = form()
    operations.correct(
        draft=draft, actor=clerk, seen=draft.version, change=corrections.Retype("3", ItemType.PROBLEM)
    )

    answer = clerk_client.post(confirm_page, old_page)

    assert answer.status_code == 409
    assert "有人又更正了这份稿子，台账还没有建立" in answer.content.decode()
    assert not Cycle.objects.exists()


def test_a_year_with_a_ledger_is_compared_not_confirmed(clerk_client, changed):
    page = clerk_client.get(reverse("draft-confirm", args=[changed.key])).content.decode()

    assert "2024年的台账已经建立" in page
    assert reverse("draft-compare", args=[changed.key]) in page


def test_confirming_it_all_the_same_is_refused_with_the_sentence(clerk_client, changed):
    fields = {"seen": changed.version, "request_key": "k"}

    answer = clerk_client.post(reverse("draft-confirm", args=[changed.key]), fields)

    assert answer.status_code == 409
    assert "原有修改不会被覆盖" in answer.content.decode()


def test_the_comparison_shows_both_texts_and_asks_only_where_there_is_a_choice(clerk_client, changed):
    answer = clerk_client.get(reverse("draft-compare", args=[changed.key]))

    text = answer.content.decode()
    assert [row["label"] for row in answer.context["rows"]] == ["有改动", "新增", "相同", "相同", "相同"]
    assert "<del>等</del>一<del>等</del>" in text
    assert "<ins>拖</ins>一<ins>拖</ins>" in text
    assert (text.count('name="take"'), text.count('name="add"')) == (1, 1)


def test_a_filter_shows_one_kind_of_difference(clerk_client, changed):
    answer = clerk_client.get(reverse("draft-compare", args=[changed.key]), {"show": "added"})

    assert [row["label"] for row in answer.context["rows"]] == ["新增"]
    assert {each["label"]: each["count"] for each in answer.context["filters"]} == {
        "全部": 5, "有改动": 1, "新增": 1, "新稿中没有": 0, "相同": 3,
    }  # fmt: skip


def test_an_edited_row_offers_no_choice(clerk_client, changed, clerk):
    problem = Problem.objects.get(title="攻坚劲头不足")
    edit_statement(
        statement=problem, actor=clerk, seen=problem.version, text="改过的攻坚劲头不足，渠道权属争议。"
    )

    text = clerk_client.get(reverse("draft-compare", args=[changed.key])).content.decode()

    assert 'name="take"' not in text
    assert "保留现有（有人修改过）" in text


def test_what_was_chosen_is_merged_and_the_ledger_opens(clerk_client, changed):
    problem = Problem.objects.get(title="攻坚劲头不足")
    fields = {"seen": changed.version, "request_key": "k", "take": [str(problem.key)], "add": ["5"]}

    answer = clerk_client.post(reverse("draft-compare", args=[changed.key]), fields)

    problem.refresh_from_db()
    assert answer.url == reverse("ledger-year", args=[problem.cycle.key])
    assert "拖一拖" in problem.text


def test_a_choice_that_came_too_late_changes_nothing_and_says_why(clerk_client, changed, clerk):
    problem = Problem.objects.get(title="攻坚劲头不足")
    edit_statement(statement=problem, actor=clerk, seen=problem.version, title="攻坚的劲头不足")
    fields = {"seen": changed.version, "request_key": "k", "take": [str(problem.key)], "add": ["5"]}

    answer = clerk_client.post(reverse("draft-compare", args=[changed.key]), fields, follow=True)

    assert "“攻坚的劲头不足”在您打开页面之后被人改过" in answer.content.decode()
    changed.refresh_from_db()
    assert changed.state == "open"


def test_withdrawing_needs_a_reason(clerk_client, draft, form):
    page = reverse("draft-withdraw", args=[draft.key])

    refused = clerk_client.post(page, form(reason=""))
    done = clerk_client.post(page, form(reason="选错了文件"))

    draft.refresh_from_db()
    assert refused.context["form"].errors == {"reason": ["请写明撤回的理由，以便日后查考。"]}
    assert (done.url, draft.state, draft.reason) == (reverse("draft-list"), "withdrawn", "选错了文件")
