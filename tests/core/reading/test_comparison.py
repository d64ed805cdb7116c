from bihuan.core.reading import comparison
from bihuan.core.reading.comparison import Change, Piece, Row
from bihuan.core.reading.model import ItemType

PROBLEM, MEASURE = ItemType.PROBLEM, ItemType.MEASURE


def row(identifier, text, kind=PROBLEM, aspect="政治建设", title=None):
    return Row(identifier, kind, aspect, title, text)


def outline(pairs):
    return [(pair.change.value, pair.old and pair.old.id, pair.new and pair.new.id) for pair in pairs]


def test_rows_are_paired_one_to_one():
    old = [row("a", "一是学习不够深入。"), row("b", "二是调研走访不够经常。"), row("c", "三是督办落实不力。")]
    new = [
        row("1", "一是调研走访很不经常。"),
        row("2", "二是服务窗口态度生硬。"),
        row("3", "一是学习不够深入。"),
    ]

    assert outline(comparison.compare(old, new)) == [
        ("changed", "b", "1"),
        ("added", None, "2"),
        ("same", "a", "3"),
        ("missing", "c", None),
    ]


def test_equal_wording_twice_is_paired_in_order():
    old = [row("a", "学习不够。"), row("b", "学习不够。")]

    pairs = comparison.compare(old, [row("1", "学习不够。"), row("2", "学习 不够。")])

    assert outline(pairs) == [("same", "a", "1"), ("same", "b", "2")]


def test_another_type_is_another_item():
    pairs = comparison.compare([row("a", "健全学习制度。")], [row("1", "健全学习制度。", MEASURE)])

    assert outline(pairs) == [("added", None, "1"), ("missing", "a", None)]


def test_another_aspect_is_a_change_without_a_difference_in_wording():
    (pair,) = comparison.compare([row("a", "学习不够。")], [row("1", "学习不够。", aspect="作风")])

    assert (pair.change, pair.similarity) == (Change.CHANGED, 1.0)
    assert pair.pieces == (Piece(Change.SAME, "学习不够。"),)


def test_difference_keeps_numbers_whole():
    assert comparison.difference("每月学习12次。", "每月集中学习15次。") == (
        Piece(Change.SAME, "每月"),
        Piece(Change.ADDED, "集中"),
        Piece(Change.SAME, "学习"),
        Piece(Change.MISSING, "12"),
        Piece(Change.ADDED, "15"),
        Piece(Change.SAME, "次。"),
    )


def test_nothing_against_nothing():
    assert comparison.compare([], []) == ()
    assert outline(comparison.compare([], [row("1", "学习不够。")])) == [("added", None, "1")]
    assert outline(comparison.compare([row("a", "学习不够。")], [])) == [("missing", "a", None)]
