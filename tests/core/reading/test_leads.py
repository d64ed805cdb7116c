import pytest

from bihuan.core.reading import leads


def title(text):
    return leads.title(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习不够深入。研讨偏少。", "学习不够深入"),
        ("严守纪律，带头落实报告制度，提高民主决策水平，确保各项决策部署落到实处见效。", "严守纪律"),
        ("——理想信念不够坚定。放松了学习。", "理想信念不够坚定"),
        ("学习不够", "学习不够"),
        ('凝心“铸魂"。深入开展学习。', '凝心“铸魂"'),
    ],
)
def test_title_of_an_item(text, expected):
    assert title(text) == expected


def test_a_long_first_clause_is_no_title():
    assert title("坚" * 61 + "，然后。") is None


@pytest.mark.parametrize(
    ("text", "has_lead"),
    [
        ("学习不够。研讨偏少。", True),
        ("学习不够。", False),
        ("学" * 31 + "。研讨偏少。", False),
        ("学习不够，研讨偏少", False),
    ],
)
def test_a_lead_is_short_and_something_follows(text, has_lead):
    assert (leads.lead(text, 0, len(text)) is not None) is has_lead


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("理论学习方面", "理论学习"),
        ("理论学习方面：", "理论学习"),
        ("政治建设方面（6条）", "政治建设"),
        ("强化学习，坚定信念", "强化学习，坚定信念"),
        ("方面", "方面"),
    ],
)
def test_aspect_of_a_heading(heading, expected):
    assert leads.aspect(heading) == expected


@pytest.mark.parametrize(
    "text", ["现将情况报告如下：", "根据会议要求，现将有关情况汇报如下。", "主要表现在以下方面："]
)
def test_introductions(text):
    assert leads.is_introduction(text, 0, len(text))


@pytest.mark.parametrize(
    "text", ["特此报告。", "以上发言，请批评指正。", "将以此次会议为契机，不断开创工作新局面。"]
)
def test_closings(text):
    assert leads.is_closing(text, 0, len(text))


@pytest.mark.parametrize("text", ["学习不够深入。研讨偏少。", "每月集中学习不少于2次。"])
def test_statements_are_neither(text):
    assert not leads.is_introduction(text, 0, len(text))
    assert not leads.is_closing(text, 0, len(text))
