"""Templates that list many records print what people wrote through the filter that masks numbers."""

from __future__ import annotations

import re
from pathlib import Path

import bihuan

TEMPLATES = Path(bihuan.__file__).parent / "web" / "templates"
WRITTEN_BY_PEOPLE = (
    "title|text|example|outcome|end_state|due_text|file_name|evidence_note|shortfall_reason|filled_note"
)
UNMASKED = re.compile(rf"\{{\{{ [\w.]*\.(?:{WRITTEN_BY_PEOPLE})(?!\|masked|\w)")
NO_PROSE = re.compile(r"\b(?:aspect|kind|profile)\.title")
#: The pages of one record or one paper: whoever works on it needs the whole number.
OF_ONE = re.compile(
    r"drafts/(?!_list)|ledger/(?:item_detail|statement_\w+|_links)|coverage/(?:problem_links|_verdict)|components/"
    r"|mechanisms/(?:record_(?:new|detail|edit|count)|shapes/)"
)
#: What these print holds no number, or was masked when the paper was composed.
HARMLESS = {
    "coverage/_figures.html": "a figure",
    "exchange/_columns.html": "heads of columns",
    "papers/_preview.html": "composed",
    "papers/_table.html": "composed",
    "papers/papers.html": "kinds of papers",
}


def unmasked(text: str) -> list[str]:
    return UNMASKED.findall(NO_PROSE.sub("", text))


def test_lists_print_wording_masked():
    culprits = {
        name: found
        for file in TEMPLATES.rglob("*.html")
        if not OF_ONE.match(name := file.relative_to(TEMPLATES).as_posix()) and name not in HARMLESS
        if (found := unmasked(file.read_text("utf-8")))
    }

    assert culprits == {}


def test_an_unmasked_title_would_be_found():
    assert unmasked("{{ row.item.measure.title }}") == ["{{ row.item.measure.title"]
    assert unmasked("{{ row.title|truncatechars:9 }}") == ["{{ row.title"]


def test_masked_wording_and_names_of_aspects_are_accepted():
    assert unmasked("{{ row.title|masked }}{{ group.aspect.title }}{{ row.titles }}{{ kind.title }}") == []


def test_every_exception_still_stands():
    assert [name for name in HARMLESS if not unmasked((TEMPLATES / name).read_text("utf-8"))] == []
