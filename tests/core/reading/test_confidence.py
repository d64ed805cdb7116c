import pytest

from bihuan.core.reading.confidence import confidence


@pytest.mark.parametrize(
    ("doubts", "expected"),
    [
        ((), 0.97),
        (("type",), 0.73),
        (("type", "type"), 0.73),
        (("lead", "irregular"), 0.54),
        (("bare",), 0.87),
    ],
)
def test_each_doubt_lowers_the_confidence_once(doubts, expected):
    assert confidence(doubts) == expected


def test_a_paragraph_without_lead_and_type_asks_for_a_look(reading_of):
    reading, _ = reading_of(
        "2025年度民主生活会对照检查材料",
        "（一）坚持把纪律和规矩挺在前面，从严从实抓好班子自身建设和干部队伍建设各项工作，持续推动机关作风不断好转，",
        "（二）学习不够深入。研讨偏少。",
    )

    assert [item.confidence for item in reading.items] == [0.59, 0.73]
