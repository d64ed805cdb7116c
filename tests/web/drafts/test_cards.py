"""The cards beside the original: order, groups, words."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.core.reading.model import Deadline, Item, ItemType, Owner, Quantity
from bihuan.web.drafts import cards, words


def item(identifier, **more):
    values = {
        "type": ItemType.PROBLEM,
        "aspect": "担当",
        "ordinal": "一是",
        "title": "标题",
        "start": 0,
        "end": 4,
    }
    return Item(identifier, **{**values, **more})


@pytest.mark.parametrize(
    ("confidence", "level"),
    [(0.97, "high"), (0.9, "high"), (0.89, "middle"), (0.8, "middle"), (0.79, "low")],
)
def test_confidence_in_words(confidence, level):
    assert words.level(confidence) == level


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity("2次", 0, Decimal(2), "次", "="), "2 次"),
        (Quantity("不少于2次", 0, Decimal(2), "次", "≥", "每季度"), "≥ 2 次／每季度"),
        (Quantity("3—5项", 0, (Decimal(3), Decimal(5)), "项", "range"), "3—5 项"),
        (Quantity("下降10%", 0, Decimal("10.0"), "%", "decrease"), "减少 10 %"),
        (Quantity("100次", 0, Decimal("1E+2"), "次", "="), "100 次"),
        (Quantity("**余次", 0, None, "次", "≥approx", "全年", masked=True), "**余次／全年"),
    ],
)
def test_figures_in_words(quantity, said):
    assert words.figure(quantity) == said


def test_a_limit_says_the_day_it_comes_to():
    assert words.limit(Deadline("2024年6月底前", 0, "限期", datetime.date(2024, 6, 30), "month")) == (
        "2024年6月底前（2024年6月30日止）"
    )
    assert words.limit(Deadline("长期坚持", 0, "长期坚持")) == "长期坚持"


def test_names_are_counted_by_type_in_the_order_of_the_text():
    items = [item("1"), item("2", type=ItemType.CAUSE), item("3")]

    assert cards.names_of(items) == {"1": "问1", "2": "因1", "3": "问2"}


def test_a_card_holds_what_a_person_needs_to_judge():
    shown = cards.card(
        item(
            "1",
            title=None,
            quantities=(
                Quantity("2次", 0, Decimal(2), "次", "="),
                Quantity("**次", 0, None, "次", "=", masked=True),
            ),
            owners=(Owner("办公室", 0, "牵头"),),
            deadlines=(Deadline("立行立改", 0, "立行立改"),),
            parent="9",
        ),
        "正文四字",
        "问1",
        None,
    )

    assert (shown.title, shown.excerpt, shown.child, shown.level) == ("正文四字", "正文四字", True, "high")
    assert (shown.owners, shown.limits) == (("牵头：办公室",), ("立行立改",))
    assert (shown.figures, shown.masked) == (("2 次",), ("**次",))


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("一是标题。后面的话。", "后面的话。"),
        ("一是标题。", ""),
        ("标题在后：一是标题", "标题在后：一是标题"),
        ("一是标题，" + "长" * 200, "长" * 160 + "…"),
    ],
)
def test_the_excerpt_does_not_say_the_title_again(text, excerpt):
    assert cards.card(item("1", end=len(text)), text, "", None).excerpt == excerpt


def shown_order(order, *items):
    shown = [cards.card(each, "正文四字", "", each) for each in items]
    return [(group.title, [card.id for card in group.cards]) for group in cards.grouped(shown, order)]


def test_doubtful_items_come_first():
    items = [item("1"), item("2", confidence=0.5), item("3", confidence=0.85), item("4", confidence=0.6)]

    assert shown_order("doubt", *items) == [
        ("请核对：程序没有把握（看过没错，按它现在类型的数字键）", ["2", "4"]),
        ("把握一般", ["3"]),
        ("把握大", ["1"]),
    ]


def test_the_order_of_the_text_is_grouped_by_type_and_aspect():
    items = [item("1"), item("2"), item("3", aspect=None), item("4", type=ItemType.CAUSE)]

    assert shown_order("text", *items) == [
        ("问题 · 担当", ["1", "2"]),
        ("问题", ["3"]),
        ("原因 · 担当", ["4"]),
    ]


@pytest.mark.parametrize(
    ("identifier", "origin"), [("7", "7"), ("7a", "7"), ("7ab", "7"), ("7+8", "7"), ("+1", None)]
)
def test_an_item_comes_from_what_the_program_read_there(identifier, origin):
    read = {"7": item("7"), "8": item("8")}

    assert cards.origin_of(item(identifier), read) == (read[origin] if origin else None)


def test_a_corrected_card_keeps_its_place_among_the_doubtful_ones():
    read, corrected = item("1", confidence=0.5), item("1", confidence=1.0, title="改过的标题")

    shown = cards.card(corrected, "正文四字", "", read)

    assert (shown.level, shown.rank, shown.corrected) == ("high", "low", True)
    assert cards.card(read, "正文四字", "", read).corrected is False
