"""Corrections of a draft: one after the other, undone one by one, never lost."""

from __future__ import annotations

import pytest

from bihuan.core.reading import corrections, rendering
from bihuan.core.reading.model import ItemType
from bihuan.domain.documents import drafting, operations
from bihuan.domain.documents.failures import CorrectionImpossible, DraftSettled, NothingToUndo
from bihuan.domain.documents.models import Correction
from bihuan.domain.trail.failures import NotPermitted, OutsideTheDoor, Stale

from .material import pasted


@pytest.fixture
def draft(bureau, clerk):
    return pasted(bureau.unit, clerk)


def correct(draft, actor, change):
    return operations.correct(draft=draft, actor=actor, seen=draft.version, change=change)


def shown(draft):
    return [(item.id, item.type.value, item.title) for item in drafting.corrected(draft).items]


def test_each_correction_is_kept_in_order(draft, clerk):
    draft = correct(draft, clerk, corrections.Retype("3", ItemType.PROBLEM))
    draft = correct(draft, clerk, corrections.Retitle("1", "深入项目现场不够"))
    draft = correct(draft, clerk, corrections.Drop("2", "与上一条重复"))

    assert shown(draft) == [
        ("1", "problem", "深入项目现场不够"),
        ("3", "problem", "宗旨意识有所淡化"),
        ("4", "measure", "建立现场办公制度"),
    ]
    assert list(Correction.objects.order_by("position").values_list("position", "change")) == [
        (1, {"op": "retype", "item": "3", "type": "problem"}),
        (2, {"op": "retitle", "item": "1", "title": "深入项目现场不够"}),
        (3, {"op": "drop", "item": "2", "reason": "与上一条重复"}),
    ]


def test_the_stored_reading_never_changes(draft, clerk):
    before = rendering.from_json(draft.reading)

    draft = correct(draft, clerk, corrections.Drop("2", "与上一条重复"))
    draft.refresh_from_db()

    assert rendering.from_json(draft.reading) == before


def test_undo_gives_the_earlier_draft_and_keeps_the_row(draft, clerk):
    draft = correct(draft, clerk, corrections.Retype("3", ItemType.PROBLEM))
    before = drafting.corrected(draft)
    draft = correct(draft, clerk, corrections.Merge(("1", "2")))

    draft = operations.undo(draft=draft, actor=clerk, seen=draft.version)

    assert drafting.corrected(draft) == before
    assert [row.undone_at is None for row in Correction.objects.order_by("position")] == [True, False]


def test_a_correction_after_an_undo_takes_the_next_place(draft, clerk):
    draft = correct(draft, clerk, corrections.Retype("3", ItemType.PROBLEM))
    draft = operations.undo(draft=draft, actor=clerk, seen=draft.version)
    draft = correct(draft, clerk, corrections.Retype("3", ItemType.MEASURE))

    assert [row.position for row in drafting.live_corrections(draft)] == [2]
    assert shown(draft)[2] == ("3", "measure", "宗旨意识有所淡化")


def test_nothing_to_undo_is_said(draft, clerk):
    with pytest.raises(NothingToUndo):
        operations.undo(draft=draft, actor=clerk, seen=draft.version)


@pytest.mark.parametrize(
    "change",
    [
        corrections.Retype("99", ItemType.CAUSE),
        corrections.Split("1", 0),
        corrections.Merge(("1", "4")),
        corrections.Drop("1", "  "),
        corrections.Add(43, 60, ItemType.CAUSE),
    ],
)
def test_an_impossible_correction_is_refused_and_not_kept(draft, clerk, change):
    version = draft.version

    with pytest.raises(CorrectionImpossible) as refusal:
        correct(draft, clerk, change)

    assert str(refusal.value).endswith("。")
    draft.refresh_from_db()
    assert draft.version == version
    assert not Correction.objects.exists()


def test_an_old_page_is_told_and_nothing_is_lost(draft, clerk):
    seen = draft.version
    draft = correct(draft, clerk, corrections.Retype("3", ItemType.PROBLEM))

    with pytest.raises(Stale):
        operations.correct(
            draft=draft, actor=clerk, seen=seen, change=corrections.Retype("3", ItemType.MEASURE)
        )

    assert shown(draft)[2] == ("3", "problem", "宗旨意识有所淡化")


def test_the_same_request_counts_once(draft, clerk):
    change = corrections.Retype("3", ItemType.PROBLEM)
    seen = draft.version

    for _ in range(2):
        operations.correct(draft=draft, actor=clerk, seen=seen, change=change, request_key="once")

    assert Correction.objects.count() == 1


def test_a_withdrawn_draft_is_closed_and_says_by_whom(draft, clerk):
    draft = operations.withdraw(draft=draft, actor=clerk, seen=draft.version, reason="选错了文件")

    assert (draft.state, draft.reason, draft.settled_by_key) == ("withdrawn", "选错了文件", clerk.user_key)
    with pytest.raises(DraftSettled, match=r"这份稿子已由乔一帆于.*已撤回，不能再改。请刷新页面查看结果。"):
        correct(draft, clerk, corrections.Retype("3", ItemType.PROBLEM))


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_the_units_clerk_corrects(draft, request, who):
    actor = request.getfixturevalue(who)

    for step in (
        lambda: correct(draft, actor, corrections.Retype("3", ItemType.PROBLEM)),
        lambda: operations.undo(draft=draft, actor=actor, seen=draft.version),
        lambda: operations.withdraw(draft=draft, actor=actor, seen=draft.version, reason="不该由我撤"),
    ):
        with pytest.raises(NotPermitted):
            step()

    assert not Correction.objects.exists()


def test_nothing_changes_a_draft_outside_the_door(draft):
    draft.title = "改个标题"

    with pytest.raises(OutsideTheDoor):
        draft.save()
