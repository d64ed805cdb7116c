import pytest

from bihuan.core.reading import examples
from bihuan.core.reading.model import ItemType


def found(text, kind=ItemType.PROBLEM):
    return [text[span.start : span.end] for span in examples.find(text, 0, len(text), kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习不够。比如，全年只学了三次。别的。", ["比如，全年只学了三次。"]),
        ("效果不强，如在学习上不够，热下冷；有的不强。", ["如在学习上不够，热下冷"]),
        (
            "指导不够。如有的成员关心不够。又如，有的没有参加。",
            ["如有的成员关心不够。", "又如，有的没有参加。"],
        ),
        ("例如对信访件批转多、接访少。", ["例如对信访件批转多、接访少。"]),
    ],
)
def test_instances(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "工作不够，如何破题思考不多。",
        "如果不改，就会落后。",
        "如期完成任务不够。",
        "如实报告不够。",
        "学习不够，研讨不够。",
    ],
)
def test_other_wording_with_the_same_sign_is_none(text):
    assert found(text) == []


def test_measures_need_a_full_word():
    assert found("开展活动，如有需要可延长。", ItemType.MEASURE) == []
    assert found("开展活动。比如，读书会。", ItemType.MEASURE) == ["比如，读书会。"]
