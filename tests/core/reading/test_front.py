import pytest


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["2025年度民主生活会情况报告"], "2025年度民主生活会情况报告"),
        (
            ["中共柏舟县水务局党组", "关于2023年度民主生活会情况的报告"],
            "中共柏舟县水务局党组关于2023年度民主生活会情况的报告",
        ),
        (["柏舟县水务局文件", "柏水〔2024〕3号", "民主生活会整改方案"], "民主生活会整改方案"),
        (["民主生活会个人发言提纲", "柏舟县水务局副局长　季临川", "（2024年1月）"], "民主生活会个人发言提纲"),
    ],
)
def test_title(reading_of, lines, title):
    reading, _ = reading_of(
        *lines, "根据要求，现报告如下。", "一、存在的问题", "一是学习不够。", "二是作风不实。"
    )

    assert reading.title == title
    assert [item.title for item in reading.items] == ["学习不够", "作风不实"]


def test_signature_date_and_attachments_are_no_items(reading_of):
    reading, text = reading_of(
        "民主生活会整改方案",
        "一、整改措施",
        "1.健全制度。年底前修订。",
        "附件：1.问题清单",
        "2.任务清单",
        "中共柏舟县水务局党组",
        "2024年1月12日",
    )

    assert [item.title for item in reading.items] == ["健全制度"]
    assert [text[span.start : span.end] for span in reading.unassigned] == ["附件：1.问题清单", "2.任务清单"]
    assert reading.items[0].deadlines[0].date.isoformat() == "2024-12-31"


def test_a_text_without_a_title_has_none(reading_of):
    reading, _ = reading_of(
        "一、存在的问题", "一是学习不够。", "二、整改措施", "一是坚持学习民主生活会精神。"
    )

    assert reading.title is None
    assert reading.outline[0].title == "存在的问题"
