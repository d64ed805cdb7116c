"""How well whole reports are read: a floor for each own report, and the figures of the real sample."""

import json
import os
from pathlib import Path

import pytest

from benchmarks import scoring
from bihuan.core.document import readers
from bihuan.core.reading import read, rendering

ROOT = Path(__file__).parents[3]
REPORTS = ROOT / "tests" / "material" / "reports"
SAMPLES = Path(os.environ.get("BIHUAN_SAMPLES") or ROOT.parent / "shared" / "samples")

# Floors of (items, outline, quantities); text and Word file of a report share one.
FLOORS = {
    "bureau-report-2022": (1.0, 1.0, 1.0),
    "bureau-report-2025": (1.0, 1.0, 1.0),
    "county-list-2024": (1.0, 1.0, 1.0),
    "county-results-2024": (1.0, 1.0, 1.0),
    "district-plan-2025": (1.0, 1.0, 1.0),
    "district-team-2024": (1.0, 1.0, 1.0),
    "news-2026": (1.0, 1.0, 1.0),
    "notice-2026": (1.0, 1.0, 1.0),
    "opinions-2025": (1.0, 1.0, 1.0),
    "personal-2025": (1.0, 1.0, 0.96),
    "redhead-report-2023": (1.0, 1.0, 1.0),
    "street-report-2024": (1.0, 1.0, 1.0),
    "township-2023": (1.0, 1.0, 1.0),
}
FILES = sorted(path for path in REPORTS.glob("*.*") if path.suffix in (".txt", ".docx"))


def reading_of(path):
    document = readers.read(path.suffix[1:], path.read_bytes())
    return document.text, rendering.as_json(read(document), document)


def gold_of(path):
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    plain, _ = reading_of(path.with_suffix(".txt"))
    text, found = reading_of(path)
    return (gold if path.suffix == ".txt" else scoring.realign(gold, plain, text)), found


def test_every_report_has_a_floor():
    assert {path.stem for path in FILES} == set(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_own_reports_are_read_as_well_as_ever(path):
    gold, found = gold_of(path)

    assert found["kind"] == gold["kind"]
    scores = (
        scoring.items_f1(gold["items"], found["items"]),
        scoring.outline_f1(gold["outline"], found["outline"]),
        scoring.quantities_f1(gold["items"], found["items"]),
    )
    assert all(score >= floor for score, floor in zip(scores, FLOORS[path.stem], strict=True)), scores


def test_the_real_sample_is_read_completely():
    path = SAMPLES / "report-2022.txt"
    if not path.is_file():
        print("reading of the real sample: none")
        pytest.skip("the real sample is not here")
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    links = json.loads((SAMPLES / "report-2022.links.json").read_text("utf-8"))["links"]

    _, found = reading_of(path)

    assert scoring.items_f1(gold["items"], found["items"]) >= 0.97
    assert scoring.outline_f1(gold["outline"], found["outline"]) == 1.0
    assert scoring.quantities_f1(gold["items"], found["items"]) == 1.0
    assert scoring.links_top1(links, gold["items"], found, "directions")[0] >= 10
    assert scoring.links_top1(links, gold["items"], found, "causes")[0] >= 11
    assert not [link for link in found["links"] if link["kind"] == "explicit"]
