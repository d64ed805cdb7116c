import pytest

from bihuan.core.text import sentences


def cut(text):
    return [text[start:end] for start, end in sentences.sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙？", ["甲。", "乙！", "丙？"]),
        ("他说“行。”然后走了。", ["他说“行。”", "然后走了。"]),
        ("“甲。乙”的问题。丙。", ["“甲。乙”的问题。", "丙。"]),
        ("（甲。乙）丙。", ["（甲。乙）丙。"]),
        ('凝心“铸魂"。深入开展“大学习”。', ['凝心“铸魂"。', "深入开展“大学习”。"]),
        ("没有关上的“引号。下一句。", ["没有关上的“引号。", "下一句。"]),
        ("　甲。 乙", ["甲。", "乙"]),
        ("", []),
        ("　", []),
    ],
)
def test_sentences(text, expected):
    assert cut(text) == expected


def test_clause_end_leaves_marks_inside_quotations_alone():
    text = "落实“甲，乙”制度，加强丙。"

    assert text[: sentences.clause_end(text, 0, len(text))] == "落实“甲，乙”制度"
