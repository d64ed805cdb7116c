"""From a checked draft to the ledger: the exact rows, once, all or nothing."""

from __future__ import annotations

import datetime

import pytest

from bihuan.core.reading import corrections
from bihuan.core.reading.model import ItemType
from bihuan.domain.cycles.models import Aspect, Cycle
from bihuan.domain.documents import operations
from bihuan.domain.rectification.failures import AlreadyConfirmed, LedgerExists, NothingToConfirm
from bihuan.domain.rectification.models import (
    Account,
    Cause,
    Figure,
    Item,
    ItemOwner,
    Measure,
    Problem,
    ProblemCause,
    ProblemMeasure,
)
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.models import Entry
from bihuan.domain.trail.verification import verify
from tests.domain.documents import material
from tests.domain.documents.material import brought_in, pasted
from tests.domain.rectification import fault_injection

ROWS = (
    Cycle,
    Aspect,
    Problem,
    Cause,
    Measure,
    Account,
    Item,
    ItemOwner,
    Figure,
    ProblemCause,
    ProblemMeasure,
)


def confirm(draft, actor):
    return confirm_draft(draft=draft, actor=actor, seen=draft.version)


def counts():
    return {model.__name__: model.objects.count() for model in ROWS}


@pytest.fixture
def twin(bureau, clerk):
    return brought_in(bureau.unit, clerk)


def test_the_twin_becomes_exactly_these_rows(twin, clerk):
    cycle = confirm(twin, clerk)

    assert (cycle.year, cycle.kind, cycle.theme) == (2022, "annual", "2022")
    assert [aspect.code for aspect in cycle.aspects.order_by("position")] == [
        f"2022-{n}" for n in range(1, 7)
    ]
    per_aspect = [aspect.problems.count() for aspect in cycle.aspects.order_by("position")]
    assert per_aspect == [2, 3, 2, 2, 3, 2]
    assert (Problem.objects.filter(cycle=cycle).count(), Cause.objects.filter(cycle=cycle).count()) == (14, 5)
    measures = list(Measure.objects.filter(cycle=cycle).order_by("position"))
    assert [(row.ordinal, row.kind, row.parent_id is not None) for row in measures] == [
        ("（一）", "direction", False),
        ("（二）", "direction", False),
        ("（三）", "direction", False),
        ("（四）", "direction", False),
        ("一是", "direction", True),
        ("二是", "direction", True),
        ("三是", "direction", True),
        ("四是", "direction", True),
    ]
    items = list(Item.objects.filter(cycle=cycle).order_by("position").select_related("measure"))
    assert [row.measure for row in items] == [row for row in measures if row.title != measures[3].title]
    assert {(row.due_kind, row.due_date, row.responsible_leader_id) for row in items} == {("", None, None)}
    assert not ItemOwner.objects.exists()


def test_last_years_accounts_stand_in_the_year_before(twin, clerk):
    confirm(twin, clerk)

    assert sorted(Cycle.objects.values_list("year", flat=True)) == [2021, 2022]
    accounts = Account.objects.order_by("position")
    assert {row.cycle.year for row in accounts} == {2021}
    assert [row.title for row in accounts][:2] == ["把准政治方向，坚定捍卫“两个确立”", "用好理论学习“主阵地”"]
    assert len(accounts) == 10


def test_figures_keep_masks_comparators_and_periods(twin, clerk):
    confirm(twin, clerk)

    rows = Figure.objects.order_by("start").values_list("text", "comparator", "value", "unit_word", "masked")
    assert list(rows) == [
        ("**余次", "≥approx", None, "次", True),
        ("**余次", "≥approx", None, "次", True),
        ("*次", "=", None, "次", True),
        ("*场次", "=", None, "场次", True),
        ("各一名", "=each", 1, "名", False),
        ("不少于**次", "≥", None, "次", True),
        ("*次以上", "≥", None, "次", True),
    ]


def test_wording_leads_back_to_the_text_of_the_draft(twin, clerk):
    confirm(twin, clerk)

    for model in (Problem, Cause, Measure, Account):
        for row in model.objects.all():
            assert row.text == twin.document["text"][row.start : row.end]
            assert (row.draft_key, row.edited_at) == (twin.key, None)


def test_unconfirmed_every_problem_of_the_twin_is_unlinked(twin, clerk):
    confirm(twin, clerk)

    states = {link.state for model in (ProblemCause, ProblemMeasure) for link in model.objects.all()}
    assert states == {"candidate"}


def test_what_the_wording_names_is_linked_with_owner_date_and_target(bureau, clerk):
    confirm(pasted(bureau.unit, clerk), clerk)

    link = ProblemMeasure.objects.get(state="confirmed")
    item = Item.objects.get()
    assert (link.problem.title, link.measure.title, link.origin) == (
        "深入一线不够",
        "建立现场办公制度",
        "explicit",
    )
    assert (item.due_kind, str(item.due_date), item.due_text) == ("dated", "2025-06-30", "2025年6月底前")
    assert (item.target_comparator, item.target_value, item.target_unit, item.target_period) == (
        "≥", 2, "次", "每季度",
    )  # fmt: skip


def test_corrections_decide_what_is_built(bureau, clerk):
    draft = pasted(bureau.unit, clerk)
    for change in (
        corrections.Retype("3", ItemType.PROBLEM),
        corrections.Drop("2", "与上一条重复"),
        corrections.Retitle("1", "到现场不够"),
    ):
        draft = operations.correct(draft=draft, actor=clerk, seen=draft.version, change=change)

    confirm(draft, clerk)

    assert list(Problem.objects.order_by("position").values_list("title", flat=True)) == [
        "到现场不够",
        "宗旨意识有所淡化",
    ]
    assert not Cause.objects.exists()


def test_confirming_is_one_entry_and_the_chain_holds(twin, clerk):
    confirm(twin, clerk)

    assert Entry.objects.filter(action="rectification.ledger.confirm").count() == 1
    assert verify().faults == ()


def test_a_second_confirmation_says_who_was_first(twin, clerk):
    confirm(twin, clerk)
    twin.refresh_from_db()
    before = counts()

    with pytest.raises(
        AlreadyConfirmed, match=r"乔一帆已于\d{4}年\d+月\d+日 \d\d:\d\d确认了这份稿子，台账已经建好。"
    ):
        confirm(twin, clerk)

    assert counts() == before


def test_an_old_page_does_not_confirm(twin, clerk):
    seen = twin.version
    operations.correct(draft=twin, actor=clerk, seen=seen, change=corrections.Retype("11", ItemType.CAUSE))

    with pytest.raises(Stale):
        confirm_draft(draft=twin, actor=clerk, seen=seen)

    assert counts() == dict.fromkeys(counts(), 0)


def test_the_same_request_confirms_once_and_gives_the_same_year(twin, clerk):
    first, second = (
        confirm_draft(draft=twin, actor=clerk, seen=twin.version, request_key="once") for _ in range(2)
    )

    assert first == second
    assert Problem.objects.count() == 14


def test_a_year_with_a_ledger_is_not_written_over(twin, bureau, clerk):
    confirm(twin, clerk)
    second = pasted(bureau.unit, clerk, year=2022)
    before = counts()

    with pytest.raises(LedgerExists, match=r"2022年的台账已经建立。"):
        confirm(second, clerk)

    assert counts() == before


def test_a_draft_without_items_is_refused(bureau, clerk):
    draft = pasted(bureau.unit, clerk, "关于放假的通知\n请各科室做好值班。\n")

    with pytest.raises(NothingToConfirm):
        confirm(draft, clerk)

    assert counts() == dict.fromkeys(counts(), 0)


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_the_units_clerk_confirms(twin, request, who):
    with pytest.raises(NotPermitted):
        confirm(twin, request.getfixturevalue(who))

    assert counts() == dict.fromkeys(counts(), 0)


@pytest.mark.parametrize(("what", "second"), [("same-draft", "Stale"), ("same-year", "LedgerExists")])
def test_two_people_at_once_make_one_ledger(what, second, tmp_path):
    """Each with a connection of its own; the second one waits, then is told."""
    found = fault_injection.in_a_home(tmp_path, "race", what)

    assert sorted(found["answers"]) == ["Cycle", second]
    assert found["rows"] == {"Cycle": 1, "Problem": 2, "Cause": 1, "Measure": 1, "Item": 1}
    assert found["faults"] == 0


def test_power_loss_at_any_step_leaves_the_old_state_or_the_new(tmp_path):
    """A process confirms on a file database and is killed before its n-th statement, for every n."""
    found = fault_injection.in_a_home(tmp_path, "crash")

    assert found["statements"] > 20
    assert found["after_kill"] == [{"rows": fault_injection.NOTHING, "draft": "open"}] * found["statements"]
    assert found["untouched"] == {
        "rows": {"Cycle": 1, "Problem": 2, "Cause": 1, "Measure": 1, "Item": 1},
        "draft": "confirmed",
    }
    assert found["faults"] == 0


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("2025年1月16日，局党组召开2024年度民主生活会。", datetime.date(2025, 1, 16)),
        ("2025年1月，局党组召开2024年度民主生活会。", None),
        ("", None),
    ],
)
def test_the_day_of_the_meeting_is_that_of_the_report(bureau, clerk, sentence, day):
    head, rest = material.SHORT.split("\n", 1)

    cycle = confirm(pasted(bureau.unit, clerk, f"{head}\n{sentence}\n{rest}"), clerk)

    assert cycle.met_on == day
