import json

from bihuan.core.document.readers import txt
from bihuan.core.reading import read, rendering

TEXT = "\n".join(
    [
        "2025年度民主生活会情况报告",
        "引言一段。",
        "一、存在的问题",
        "一是学习不够。如，研讨只有**次。",
        "二、整改措施",
        "（一）强化学习，坚定信念。每月研讨3至5次，2026年6月底前完成。（责任领导：向远舟）",
    ]
)


def test_json_of_a_reading():
    document = txt.read_text(TEXT)

    stored = rendering.as_json(read(document), document)

    assert set(stored) == {"title", "kind", "year", "outline", "items", "links", "unassigned"}
    assert (stored["title"], stored["kind"], stored["year"]) == (
        "2025年度民主生活会情况报告",
        "情况报告",
        2025,
    )
    assert stored["outline"][-1] == {
        "level": 2,
        "number": "（一）",
        "title": "强化学习，坚定信念",
        "char_start": TEXT.index("（一）"),
        "run_in": True,
    }
    problem, measure = stored["items"]
    assert problem["example"] == [
        {"char_start": TEXT.index("如，"), "char_end": TEXT.index("如，") + 10, "text": "如，研讨只有**次。"}
    ]
    assert problem["quantities"] == [
        {
            "text": "**次",
            "char_start": TEXT.index("**次"),
            "value": None,
            "unit": "次",
            "comparator": "=",
            "period": None,
            "masked": True,
        }
    ]
    assert (measure["quantities"][0]["value"], measure["quantities"][0]["comparator"]) == ([3, 5], "range")
    assert measure["owners"] == [{"text": "向远舟", "char_start": TEXT.index("向远舟"), "role": "责任领导"}]
    assert measure["deadlines"][0]["date"] == "2026-06-30"
    assert stored["unassigned"] == [{"char_start": 16, "char_end": 21}]


def test_a_reading_survives_storing():
    document = txt.read_text(TEXT)
    reading = read(document)

    stored = json.loads(json.dumps(rendering.as_json(reading, document), ensure_ascii=False))

    assert rendering.from_json(stored) == reading
