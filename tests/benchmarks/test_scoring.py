import pytest

from benchmarks.scoring import (
    deadlines_f1,
    items_f1,
    kind_ok,
    links_top1,
    match_items,
    outline_f1,
    owners_f1,
    quantities_f1,
    realign,
)


def item(start, end, type="problem", **fields):
    empty = {"quantities": [], "owners": [], "deadlines": []}
    return {"id": f"{type}-{start}", "type": type, "char_start": start, "char_end": end, **empty, **fields}


def quantity(text, start):
    return {"text": text, "char_start": start}


def heading(level, start):
    return {"level": level, "char_start": start}


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ([item(0, 10), item(10, 20)], 1.0),
        ([item(0, 10)], 2 / 3),
        ([item(0, 10), item(10, 20), item(20, 30)], 0.8),
        ([item(0, 10), item(10, 20, "cause")], 0.5),
        ([item(0, 5), item(16, 20)], 0.5),
        ([item(0, 20)], 2 / 3),
        ([], 0.0),
    ],
    ids=["all", "one missing", "one too many", "wrong type", "half is enough, less is not", "merged", "none"],
)
def test_items_f1(read, expected):
    gold = [item(0, 10), item(10, 20)]

    assert items_f1(gold, read) == pytest.approx(expected)


def test_items_of_an_empty_document_agree():
    assert items_f1([], []) == 1.0


def test_best_overlap_is_paired_first():
    gold = [item(0, 10), item(4, 14)]
    read = [item(3, 13), item(0, 9)]

    assert match_items(gold, read) == [(0, 1), (1, 0)]


def test_outline_needs_level_and_a_start_within_two():
    gold = [heading(0, 0), heading(1, 40), heading(2, 90), heading(2, 130)]
    read = [heading(0, 0), heading(1, 42), heading(2, 93), heading(3, 130)]

    assert outline_f1(gold, read) == 0.5


def test_quantities_need_place_and_text():
    gold = [
        item(0, 50, quantities=[quantity("不少于12次", 10), quantity("近30张", 20), quantity("各2名", 30)])
    ]
    read = [item(0, 50, quantities=[quantity("不少于12次", 10), quantity("30张", 21), quantity("各2名", 40)])]

    assert quantities_f1(gold, read) == pytest.approx(1 / 3)


def test_quantity_told_for_an_item_and_its_part_counts_once():
    part = quantity("3场", 10)
    gold = [item(0, 50, quantities=[part])]
    read = [item(0, 50, quantities=[part]), item(5, 20, quantities=[part])]

    assert quantities_f1(gold, read) == 1.0


def test_owners_need_the_same_role_at_an_overlapping_place():
    gold = [item(0, 50, owners=[{"text": "办公室", "char_start": 5, "role": "牵头"}] * 1)]
    right = [item(0, 50, owners=[{"text": "局办公室", "char_start": 4, "role": "牵头"}])]
    wrong = [item(0, 50, owners=[{"text": "办公室", "char_start": 5, "role": "配合"}])]

    assert (owners_f1(gold, right), owners_f1(gold, wrong)) == (1.0, 0.0)


def test_deadlines_need_kind_and_date():
    due = {"text": "2026年6月底前", "char_start": 5, "kind": "限期", "date": "2026-06-30"}
    gold = [item(0, 50, deadlines=[due])]
    wrong = [item(0, 50, deadlines=[{**due, "date": "2026-06-01"}])]

    assert (deadlines_f1(gold, gold), deadlines_f1(gold, wrong)) == (1.0, 0.0)


def test_kind():
    assert kind_ok({"kind": "整改方案"}, {"kind": "整改方案"})
    assert not kind_ok({"kind": "整改方案"}, {"kind": "其他"})


GOLD = [item(0, 10), item(10, 20), item(20, 30), item(30, 40, "cause"), item(40, 50, "direction")]
ANSWERS = [
    {"problem": "problem-0", "directions": ["direction-40"], "causes": ["cause-30"]},
    {"problem": "problem-10", "directions": [], "causes": ["cause-30"]},
    {"problem": "problem-20", "directions": ["direction-40"], "causes": []},
]


def link(source, target, confidence):
    return {"from": source, "to": target, "confidence": confidence}


def test_links_count_the_most_confident_of_each_side():
    items = [*GOLD, item(50, 60, "measure")]
    links = [
        link("problem-0", "direction-40", 0.4),
        link("problem-0", "measure-50", 0.3),
        link("problem-0", "cause-30", 0.9),
        link("problem-20", "direction-40", 0.2),
        link("problem-20", "measure-50", 0.6),
    ]
    reading = {"items": items, "links": links}

    assert links_top1(ANSWERS, GOLD, reading, "directions") == (1, 2)
    assert links_top1(ANSWERS, GOLD, reading, "causes") == (1, 2)


def test_links_of_an_unread_problem_are_wrong():
    reading = {"items": GOLD[1:], "links": [link("problem-10", "cause-30", 0.5)]}

    assert links_top1(ANSWERS, GOLD, reading, "causes") == (1, 2)


def test_realign_moves_offsets_over_added_and_lost_text():
    text = "标题\n\n一、问题\n一是学习不够。全年3次。\n"
    gold = {
        "outline": [heading(1, 4)],
        "items": [item(9, 21, quantities=[quantity("3次", 18)])],
    }
    other = "某局文件\n标题\n一、问题\n　　一是学习不够。 全年3次。\n"

    moved = realign(gold, text, other)

    found = moved["items"][0]
    assert other[moved["outline"][0]["char_start"] :].startswith("一、问题")
    assert other[found["char_start"] : found["char_end"]] == "一是学习不够。 全年3次。"
    assert found["quantities"] == [quantity("3次", other.index("3次"))]


def test_realign_leaves_gold_alone_where_the_texts_agree():
    gold = {"outline": [heading(0, 0)], "items": [item(0, 2)]}

    assert realign(gold, "标题\n", "标题\n") is gold
