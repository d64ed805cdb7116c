"""The reports are what their sources say, and hold what they are meant to hold."""

import json
import re
import zipfile
from collections import Counter
from io import BytesIO

import pytest
from lxml import etree

from benchmarks.scoring import items_f1, outline_f1, quantities_f1, realign
from bihuan.core.reading.model import ItemType, Kind
from tests.material import make

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = make.names()
WORD_NAMES = [name for name in NAMES if "docx" in make.read_source(name).settings]
LISTS = ("examples", "quantities", "owners", "deadlines")


def read_text(name):
    return (make.REPORTS / f"{name}.txt").read_text(encoding="utf-8-sig")


def read_gold(name):
    return json.loads((make.REPORTS / f"{name}.gold.json").read_text(encoding="utf-8"))


def word_text(content):
    """What a Word file shows apart from its automatic numbers: accepted text, a line a paragraph."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    lines = ["".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p")]
    return "\n".join(lines) + "\n"


def without_space(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_committed_text_and_gold_come_from_the_source(name):
    source = make.read_source(name)

    assert (make.REPORTS / f"{name}.txt").read_bytes() == make.text_file(source)
    assert (make.REPORTS / f"{name}.gold.json").read_text(encoding="utf-8") == make.gold_text(source, name)


@pytest.mark.parametrize("name", WORD_NAMES)
def test_committed_word_file_comes_from_the_source(name):
    committed = (make.REPORTS / f"{name}.docx").read_bytes()

    assert word_text(committed) == word_text(make.word_file(make.read_source(name), name))


@pytest.mark.parametrize("name", [name for name in WORD_NAMES if name != "redhead-report-2023"])
def test_word_file_shows_the_text(name):
    content = (make.REPORTS / f"{name}.docx").read_bytes()

    assert without_space(word_text(content)) == without_space(read_text(name))


def test_automatic_numbers_are_not_typed():
    shown = word_text((make.REPORTS / "redhead-report-2023.docx").read_bytes())

    assert "检视查摆的主要问题" in shown
    assert "二、检视查摆的主要问题" not in shown
    assert "开展“四大安全”隐患排查" in shown


@pytest.mark.parametrize("name", make.DEMO_NAMES)
@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_demo_holds_the_same_files(name, ending):
    assert (make.DEMO / f"{name}.{ending}").read_bytes() == (make.REPORTS / f"{name}.{ending}").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_offsets_lead_to_their_text(name):
    text, gold = read_text(name), read_gold(name)
    entries = [entry for item in gold["items"] for part in LISTS for entry in item[part]]

    assert gold["text_chars"] == len(text)
    assert [text[e["char_start"] :][: len(e["text"])] for e in entries] == [e["text"] for e in entries]
    for row in gold["outline"]:
        assert text.startswith((row["number"] or "") + row["title"], row["char_start"])
    for item in gold["items"]:
        assert text.startswith(item["ordinal"] or "", item["char_start"]) or item["ordinal"].isdigit()
        assert "\n" not in text[item["char_start"] : item["char_end"]]
        assert text[item["char_end"] - 1] not in "；;\t"


@pytest.mark.parametrize("name", NAMES)
def test_gold_uses_the_words_of_the_model(name):
    gold = read_gold(name)

    assert gold["kind"] in set(Kind)
    assert {item["type"] for item in gold["items"]} <= set(ItemType)


@pytest.mark.parametrize("name", WORD_NAMES)
def test_gold_moved_to_the_word_file_keeps_its_wording(name):
    """A span that starts at an automatic number starts after it here, so numbers are not compared."""
    text, gold = read_text(name), read_gold(name)
    shown = word_text((make.REPORTS / f"{name}.docx").read_bytes())

    moved = realign(gold, text, shown)

    for item, other in zip(gold["items"], moved["items"], strict=True):
        wording = text[item["char_start"] : item["char_end"]].removeprefix(item["ordinal"] or "")
        assert shown[other["char_start"] : other["char_end"]].removeprefix(item["ordinal"] or "") == wording
    assert quantities_f1(moved["items"], moved["items"]) == 1.0
    for part in LISTS:
        for other in (entry for item in moved["items"] for entry in item[part]):
            assert shown.startswith(other["text"], other["char_start"])


@pytest.mark.parametrize("name", ["notice-2026", "news-2026"])
def test_other_papers_hold_no_items(name):
    assert (read_gold(name)["kind"], read_gold(name)["items"]) == ("其他", [])


def test_gold_agrees_with_itself_and_not_with_another():
    gold, other = read_gold("bureau-report-2022"), read_gold("bureau-report-2025")

    assert (items_f1(gold["items"], gold["items"]), outline_f1(gold["outline"], gold["outline"])) == (
        1.0,
        1.0,
    )
    assert items_f1(gold["items"], other["items"]) < 0.2


def test_twin_has_the_counts_gaps_and_masks_of_the_known_report():
    text, gold = read_text("bureau-report-2022"), read_gold("bureau-report-2022")
    items = gold["items"]
    quantities = [entry for item in items for entry in item["quantities"]]
    problems = Counter(item["aspect"] for item in items if item["type"] == "problem")

    assert Counter(item["type"] for item in items) == {
        "last_year_measure": 10,
        "problem": 14,
        "cause": 5,
        "direction": 8,
    }
    assert list(problems.values()) == [2, 3, 2, 2, 3, 2]
    assert len(gold["outline"]) == 20
    assert len(re.findall(r"\*+", text)) == 16
    assert [entry["masked"] for entry in quantities] == [True] * 4 + [False] + [True] * 2
    assert not any(item["owners"] or item["deadlines"] for item in items)
    assert gold["links"] == []
    assert [a["title"] for a in gold["answers"] if not a["directions"]] == [
        "改革创新办法不多",
        "防范风险的预见性不强",
    ]
    assert (text.count("“"), text.count("”"), text.count('"'), text.count("''")) == (56, 24, 33, 3)
