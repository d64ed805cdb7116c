from decimal import Decimal

import pytest

from bihuan.core.reading import corrections
from bihuan.core.reading.corrections import (
    Add,
    CorrectionRefused,
    Drop,
    Fill,
    LinkUp,
    Merge,
    Move,
    Retitle,
    Retype,
    Split,
    Unlink,
)
from bihuan.core.reading.model import ItemType

CAUSE, MEASURE, PROBLEM = ItemType.CAUSE, ItemType.MEASURE, ItemType.PROBLEM


def applied(reading, text, *steps):
    return corrections.apply(reading, text, steps)


def by_id(draft):
    return {item.id: item for item in draft.items}


def test_the_reading_itself_is_the_draft_without_corrections(reading, text):
    draft = applied(reading, text)

    assert draft.items == reading.items
    assert draft.links == reading.links
    assert draft.unassigned == reading.unassigned
    assert [item.id for item in draft.items] == ["1", "2", "3", "4", "5", "6", "7"]


def test_retype_move_and_retitle_change_one_item(reading, text):
    draft = applied(reading, text, Retype("3", PROBLEM), Move("3", "作风建设"), Retitle("3", "认识有差距"))

    item = by_id(draft)["3"]
    assert (item.type, item.aspect, item.title) == (PROBLEM, "作风建设", "认识有差距")
    assert [other for other in draft.items if other.id != "3"] == [
        other for other in reading.items if other.id != "3"
    ]


def test_split_reads_both_halves_again(reading, text):
    at = text.index("督查只开展")

    draft = applied(reading, text, Split("2", at))

    first, second = by_id(draft)["2a"], by_id(draft)["2b"]
    assert (text[first.start : first.end], first.title, first.ordinal) == (
        "二是落实不够有力",
        "落实不够有力",
        "二是",
    )
    assert (text[second.start : second.end], second.quantities[0].text) == ("督查只开展**次。", "**次")
    assert first.quantities == ()


def test_merge_joins_neighbours_and_their_facts(reading, text):
    draft = applied(reading, text, Merge(("1", "2")))

    item = by_id(draft)["1+2"]
    assert (item.start, item.end) == (reading.items[0].start, reading.items[1].end)
    assert [quantity.text for quantity in item.quantities] == ["3次", "**次"]
    assert (item.title, item.ordinal) == ("学习不够深入", "一是")
    assert {link.source for link in draft.links} == {"1+2"}


def test_merging_parents_keeps_their_parts(reading, text):
    draft = applied(reading, text, Merge(("4", "7")))

    assert [item.id for item in draft.items if item.parent == "4+7"] == ["5", "6"]
    assert [limit.text for limit in by_id(draft)["6"].deadlines] == ["2026年6月底前"]
    assert by_id(draft)["4+7"].deadlines == ()


def test_drop_keeps_the_reason_and_frees_the_text(reading, text):
    draft = applied(reading, text, Drop("3", "不是原因"))

    assert "3" not in by_id(draft)
    assert [(dropped.item.id, dropped.reason) for dropped in draft.dropped] == [("3", "不是原因")]
    freed = [text[span.start : span.end] for span in draft.unassigned]
    assert freed == ["开头一段只是引出下文：", "一是认识不到位。"]
    assert all(link.target != "3" for link in draft.links)


def test_dropping_a_parent_leaves_its_parts(reading, text):
    draft = applied(reading, text, Drop("4", "只是小标题"))

    assert [(item.id, item.parent) for item in draft.items if item.id in "56"] == [("5", None), ("6", None)]
    assert [text[span.start : span.end] for span in draft.unassigned][
        -1
    ] == "（一）强化学习，坚定信念。坚持常学。"


def test_add_takes_unassigned_text(reading, text):
    start = text.index("开头一段")

    draft = applied(reading, text, Add(start, start + 11, CAUSE, "政治建设"))

    item = by_id(draft)["+1"]
    assert (item.type, item.aspect, text[item.start : item.end]) == (
        CAUSE,
        "政治建设",
        "开头一段只是引出下文：",
    )
    assert draft.items[0].id == "+1"
    assert draft.unassigned == ()


def test_links_are_confirmed_and_declined(reading, text):
    draft = applied(reading, text, LinkUp("2", "7"), Unlink("1", "4"))

    kinds = {(link.source, link.target): link.kind for link in draft.links}
    assert kinds[("2", "7")] == "confirmed"
    assert ("1", "4") not in kinds


def test_fill_gives_a_withheld_figure(reading, text):
    draft = applied(reading, text, Fill("2", text.index("**次"), Decimal(4)))

    (quantity,) = by_id(draft)["2"].quantities
    assert (quantity.value, quantity.masked, quantity.text) == (Decimal(4), False, "**次")


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([Retype("9", CAUSE)], "没有编号为“9”的条目，它可能已经合并、拆分或者删去。"),
        ([Merge(("1", "3")), Retype("1", CAUSE)], "只能合并前后相邻的同级条目，并且按先后顺序选择。"),
        ([Merge(("2", "1"))], "只能合并前后相邻的同级条目，并且按先后顺序选择。"),
        ([Merge(("1", "1"))], "合并至少要选两条不同的条目。"),
        ([Merge(("4", "5"))], "只能合并前后相邻的同级条目，并且按先后顺序选择。"),
        ([Drop("1", " ")], "删去一条要写明理由。"),
        ([Drop("1", "重复"), Retype("1", CAUSE)], "没有编号为“1”的条目，它可能已经合并、拆分或者删去。"),
        ([Split("1", 0)], "拆分的位置不在这一条之内。"),
        ([Add(0, 9999, CAUSE)], "选中的范围不在原文之内。"),
        ([Retitle("1", " ")], "标题不能空着，也不能超过200个字。"),
        ([LinkUp("3", "1")], "只能把一条问题和它的原因、措施、努力方向或者成效连起来。"),
        ([Unlink("1", "7"), Unlink("1", "7")], "这两条之间没有连线。"),
        ([Fill("1", 3, Decimal(1))], "这里没有待补的数字。"),
    ],
)
def test_an_impossible_correction_is_refused_with_a_sentence(reading, text, steps, message):
    with pytest.raises(CorrectionRefused) as refused:
        applied(reading, text, *steps)

    assert str(refused.value) == message


def test_adding_over_an_item_is_refused(reading, text):
    start = text.index("学习不够")

    with pytest.raises(CorrectionRefused, match="选中的文字和第1条重叠"):
        applied(reading, text, Add(start, start + 4, CAUSE))


def test_splitting_through_a_part_is_refused(reading, text):
    with pytest.raises(CorrectionRefused, match="拆分的位置在它的分项（第5条）当中"):
        applied(reading, text, Split("4", text.index("研讨2次")))
