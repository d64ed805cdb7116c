"""A changed paper for a year that has a ledger: what was chosen is taken over, edited rows never change."""

from __future__ import annotations

import pytest

from bihuan.core.reading.comparison import Change
from bihuan.domain.rectification import comparing
from bihuan.domain.rectification.failures import AlreadyConfirmed, Incomplete
from bihuan.domain.rectification.models import Cause, Figure, Item, Measure, Problem, ProblemMeasure
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.operations.figures import fill_figure
from bihuan.domain.rectification.operations.items import plan_item
from bihuan.domain.rectification.operations.merge import merge_draft
from bihuan.domain.rectification.operations.wording import edit_statement
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Entry
from tests.domain.documents.material import SHORT, brought_in, pasted

CHANGED = (
    SHORT.replace(
        "对历史遗留的渠道权属争议，存在等一等的想法。", "对历史遗留的3处渠道权属争议，存在拖一拖的想法。"
    )
    .replace("每季度到工程现场不少于2次，2025年6月底前", "每月到工程现场不少于3次，2025年9月底前")
    .replace(
        "三、整改措施", "二是担当意识有所弱化。遇到复杂矛盾习惯于上交，缺少一抓到底的韧劲。\n三、整改措施"
    )
    + "二是办好取水实事。针对深入一线不够的问题，每半年向群众通报一次取水难题办理情况。\n"
)


@pytest.fixture
def ledger(bureau, clerk):
    draft = pasted(bureau.unit, clerk)
    return confirm_draft(draft=draft, actor=clerk, seen=draft.version)


@pytest.fixture
def changed(ledger, bureau, clerk):
    return pasted(bureau.unit, clerk, CHANGED)


def matches(draft, cycle):
    return [
        (match.pair.change, (match.row or match.item).title) for match in comparing.compared(draft, cycle)
    ]


def merge(draft, actor, take=(), add=()):
    return merge_draft(
        draft=draft, actor=actor, seen=draft.version, take=[str(row.key) for row in take], add=list(add)
    )


def state():
    """Everything that a row of the ledger says."""
    return [list(model.objects.order_by("pk").values()) for model in (Problem, Cause, Measure, Item, Figure)]


def test_rows_and_items_are_paired(changed, ledger):
    assert matches(changed, ledger) == [
        (Change.SAME, "深入一线不够"),
        (Change.CHANGED, "攻坚劲头不足"),
        (Change.SAME, "宗旨意识有所淡化"),
        (Change.ADDED, "担当意识有所弱化"),
        (Change.CHANGED, "建立现场办公制度"),
        (Change.ADDED, "办好取水实事"),
    ]


def test_the_same_paper_again_differs_in_nothing(ledger, bureau, clerk):
    again = pasted(bureau.unit, clerk)

    assert {match.pair.change for match in comparing.compared(again, ledger)} == {Change.SAME}


def test_the_twin_again_differs_in_nothing_last_years_accounts_included(bureau, clerk):
    first = brought_in(bureau.unit, clerk)
    cycle = confirm_draft(draft=first, actor=clerk, seen=first.version)
    again = brought_in(bureau.unit, clerk)

    compared = comparing.compared(again, cycle)

    assert [match.pair.change for match in compared] == [Change.SAME] * 37


def test_rows_that_the_paper_lacks_are_named_and_stay(ledger, bureau, clerk):
    shorter = pasted(
        bureau.unit,
        clerk,
        SHORT.replace("二是攻坚劲头不足。对历史遗留的渠道权属争议，存在等一等的想法。\n", ""),
    )

    assert matches(shorter, ledger)[-1] == (Change.MISSING, "攻坚劲头不足")
    merge(shorter, clerk)
    assert Problem.objects.standing().count() == 2


def test_nothing_chosen_leaves_every_row_and_settles_the_draft(changed, clerk):
    before = state()

    merge(changed, clerk)

    changed.refresh_from_db()
    assert state() == before
    assert changed.state == "confirmed"


def test_wording_is_taken_over_where_it_was_chosen(changed, ledger, clerk):
    problem = Problem.objects.get(title="攻坚劲头不足")
    other = Problem.objects.get(title="深入一线不够")

    merge(changed, clerk, take=[problem])

    problem.refresh_from_db()
    assert problem.text == "二是攻坚劲头不足。对历史遗留的3处渠道权属争议，存在拖一拖的想法。"
    assert (problem.draft_key, problem.edited_at) == (changed.key, None)
    assert changed.document["text"][problem.start : problem.end] == problem.text
    assert Problem.objects.get(pk=other.pk).version == other.version
    assert Measure.objects.get().text.endswith("2025年6月底前形成问题清单。")


def test_date_target_and_figure_follow_the_wording(changed, clerk):
    measure = Measure.objects.get()

    merge(changed, clerk, take=[measure])

    item, figure = Item.objects.get(), Figure.objects.get(measure=measure)
    assert (str(item.due_date), item.target_value, item.target_period) == ("2025-09-30", 3, "每月")
    assert (figure.text, figure.value, figure.period) == ("不少于3次", 3, "每月")


def test_an_item_that_a_person_planned_keeps_every_field(changed, clerk):
    item = Item.objects.get()
    plan_item(
        item=item, actor=clerk, seen=item.version, due_kind="dated", due_date="2025-05-01", target_value=9
    )

    merge(changed, clerk, take=[Measure.objects.get()])

    item.refresh_from_db()
    assert (str(item.due_date), item.target_value, item.target_period) == ("2025-05-01", 9, "每季度")


def test_a_figure_that_a_person_filled_stays(bureau, clerk):
    masked = SHORT.replace("不少于2次", "不少于**次")
    draft = pasted(bureau.unit, clerk, masked)
    confirm_draft(draft=draft, actor=clerk, seen=draft.version)
    figure = Figure.objects.get()
    fill_figure(figure=figure, actor=clerk, seen=figure.version, value=4, note="会议记录")
    second = pasted(bureau.unit, clerk, masked.replace("形成问题清单", "形成问题清单并逐条销号"))

    merge(second, clerk, take=[Measure.objects.get()])

    figure.refresh_from_db()
    assert (Figure.objects.count(), figure.filled_value, figure.filled_note) == (1, 4, "会议记录")


def test_new_items_are_added_with_their_links(changed, ledger, clerk):
    added = [match.item.id for match in comparing.compared(changed, ledger) if match.may_add]

    merge(changed, clerk, add=added)

    assert list(Cause.objects.order_by("position").values_list("title", flat=True)) == [
        "宗旨意识有所淡化",
        "担当意识有所弱化",
    ]
    assert Item.objects.count() == 2
    link = ProblemMeasure.objects.get(measure__title="办好取水实事", state="confirmed")
    assert (link.problem.title, link.origin) == ("深入一线不够", "explicit")


def test_an_edited_row_is_never_overwritten(changed, ledger, clerk):
    problem = Problem.objects.get(title="攻坚劲头不足")
    edit_statement(statement=problem, actor=clerk, seen=problem.version, text="二是攻坚劲头不足。改过的话。")
    before = state()

    with pytest.raises(Incomplete, match="“攻坚劲头不足”在您打开页面之后被人改过，不能再采用新稿。"):
        merge(changed, clerk, take=[problem])

    assert state() == before
    changed.refresh_from_db()
    assert changed.state == "open"


def test_one_impossible_choice_undoes_all(changed, ledger, clerk):
    same, possible = Problem.objects.get(title="深入一线不够"), Problem.objects.get(title="攻坚劲头不足")
    before = state()

    with pytest.raises(Incomplete):
        merge(changed, clerk, take=[possible, same], add=["4"])

    assert state() == before


def test_a_merge_is_one_entry_and_happens_once(changed, clerk):
    merge(changed, clerk, take=[Measure.objects.get()])
    changed.refresh_from_db()

    with pytest.raises(AlreadyConfirmed):
        merge(changed, clerk)

    assert Entry.objects.filter(action="rectification.ledger.merge").count() == 1


def test_a_year_without_a_ledger_is_confirmed_not_merged(bureau, clerk):
    draft = pasted(bureau.unit, clerk)

    with pytest.raises(Incomplete, match="2024年还没有台账"):
        merge(draft, clerk)


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_the_units_clerk_merges(changed, request, who):
    before = state()

    with pytest.raises(NotPermitted):
        merge(changed, request.getfixturevalue(who), add=["4"])

    assert state() == before
