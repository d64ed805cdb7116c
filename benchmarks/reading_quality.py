"""How well reports are read: the real sample, where it is at hand, and the repository's own reports."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import scoring
from benchmarks.measuring import ROOT, Measure, NotMeasurable
from bihuan.core import reading
from bihuan.core.document import sandbox
from bihuan.core.reading import rendering

Json = dict[str, Any]

SAMPLE = "report-2022"
OWN = ROOT / "tests" / "material" / "reports"


def samples_folder() -> Path:
    """Where the real sample is looked for."""
    return Path(os.environ.get("BIHUAN_SAMPLES") or ROOT.parent / "shared" / "samples")


def sample_score(score: Callable[[Json, Json], float]) -> float:
    """A score over the gold of the real sample and its reading."""
    text = _required(samples_folder() / f"{SAMPLE}.txt")
    gold = _required(samples_folder() / f"{SAMPLE}.gold.json")
    return score(*_gold_and_reading(text, gold))


def links_top1(*sides: str) -> float:
    """The share of problems whose first link is one that a careful reader named."""
    listed = json.loads(_required(samples_folder() / f"{SAMPLE}.links.json").read_text("utf-8"))["links"]

    def right(gold: Json, found: Json) -> float:
        counts = [scoring.links_top1(listed, gold["items"], found, side) for side in sides]
        return sum(count for count, _ in counts) / sum(asked for _, asked in counts)

    return sample_score(right)


def own_macro_f1() -> float:
    """The mean over the repository's own files that hold items; an empty one agrees too easily."""
    scores = [score for score in own_scores().values() if score is not None]
    if not scores:
        raise NotMeasurable(f"没有自备材料：{OWN}")
    return statistics.mean(scores)


def own_scores() -> dict[str, float | None]:
    """Items F1 of each own file by name; ``None`` where nothing is to be read and nothing was."""
    return {
        path.name: _own_score(path) for path in sorted(OWN.glob("*.*")) if path.suffix in (".txt", ".docx")
    }


def _own_score(path: Path) -> float | None:
    gold, found = _gold_and_reading(path, path.with_suffix(".gold.json"))
    return scoring.items_f1(gold["items"], found["items"]) if gold["items"] or found["items"] else None


@cache
def _gold_and_reading(path: Path, gold_path: Path) -> tuple[Json, Json]:
    """The gold, moved to the text that was read, and the reading. The gold text stands beside as ``.txt``."""
    document = sandbox.read_bytes(path.name, path.read_bytes())
    gold = json.loads(gold_path.read_text("utf-8"))
    if path.suffix != ".txt":
        plain = path.with_suffix(".txt")
        gold = scoring.realign(gold, sandbox.read_bytes(plain.name, plain.read_bytes()).text, document.text)
    return gold, rendering.as_json(reading.read(document), document)


def _required(path: Path) -> Path:
    if not path.is_file():
        raise NotMeasurable(f"没有样本文件 {path.name}（可用环境变量 BIHUAN_SAMPLES 指明所在文件夹）")
    return path


MEASURES: dict[str, Measure] = {
    "reading.items_f1": lambda: sample_score(
        lambda gold, found: scoring.items_f1(gold["items"], found["items"])
    ),
    "reading.outline_f1": lambda: sample_score(
        lambda gold, found: scoring.outline_f1(gold["outline"], found["outline"])
    ),
    "reading.quantities_f1": lambda: sample_score(
        lambda gold, found: scoring.quantities_f1(gold["items"], found["items"])
    ),
    "reading.own_macro_f1": own_macro_f1,
    "reading.links_top1": lambda: links_top1("directions", "causes"),
    "reading.links_top1_directions": lambda: links_top1("directions"),
    "reading.links_top1_causes": lambda: links_top1("causes"),
}
