import pytest

from bihuan.core.reading import sections


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("上年度民主生活会整改措施落实情况", "last_year_measure"),
        ("关于2023年度民主生活会整改落实情况", "last_year_measure"),
        ("存在的主要问题", "problem"),
        ("查摆的突出问题", "problem"),
        ("对照检查情况", "problem"),
        ("存在的问题及原因分析", "problem"),
        ("存在问题和下一步打算", "problem"),
        ("产生问题的原因剖析", "cause"),
        ("问题根源", "cause"),
        ("整改思路和举措", "measure"),
        ("下一步整改措施", "measure"),
        ("工作要求", "measure"),
        ("今后努力方向", "direction"),
        ("努力方向和整改措施", "direction"),
        ("整改措施和努力方向", "direction"),
        ("下步整改方向和措施", "direction"),
        ("努力方向及整改措施", "direction"),
        ("今后努力方向及具体整改措施", "direction"),
        ("改进措施与今后努力方向", "direction"),
        ("整改方向", "direction"),
        ("把准政治方向和落实措施", "measure"),
        ("整改措施", "measure"),
        ("下步整改措施及责任分工", "measure"),
        ("上年度整改措施和努力方向落实情况", "last_year_measure"),
        ("存在问题、努力方向和整改措施", "problem"),
        ("下一步工作打算", "direction"),
        ("整改成效", "result"),
    ],
)
def test_what_a_heading_announces(title, expected):
    cue = sections.cue(title)

    assert cue is not None
    assert cue.type == expected


@pytest.mark.parametrize(
    "title",
    ["会前准备情况", "会议召开情况", "开展批评和自我批评情况", "指导思想", "反面典型案例剖析", "有关说明"],
)
def test_the_course_of_the_meeting_holds_no_items(title):
    cue = sections.cue(title)

    assert cue is not None
    assert cue.type is None


@pytest.mark.parametrize(
    "title",
    ["理论学习方面", "带头强化政治忠诚、提高政治能力", "强化理论武装，坚定理想信念", "坚持不懈深化学习"],
)
def test_headings_that_announce_nothing(title):
    assert sections.cue(title) is None


@pytest.mark.parametrize(
    ("title", "pure"),
    [
        ("问题表现", True),
        ("整改措施", True),
        ("聚焦突出问题，抓实重点任务攻坚", False),
        ("政治素质方面的问题", False),
    ],
)
def test_pure_headings_say_nothing_besides(title, pure):
    assert sections.cue(title).pure is pure
