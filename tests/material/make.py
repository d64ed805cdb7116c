"""Make the reports, their gold readings and their Word files from the annotated sources.

python -m tests.material.make
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.material.markup import GoldMaker, Source, parse

HERE = Path(__file__).parent
SOURCES = HERE / "source"
REPORTS = HERE / "reports"
DEMO = HERE.parents[1] / "bihuan" / "registry" / "demo" / "reports"


def names() -> list[str]:
    return sorted(path.stem for path in SOURCES.glob("*.md"))


def read_source(name: str) -> Source:
    return parse((SOURCES / f"{name}.md").read_text(encoding="utf-8"))


def gold_text(source: Source, name: str) -> str:
    return json.dumps(GoldMaker(source).gold(name), ensure_ascii=False, indent=1) + "\n"


def make(name: str) -> None:
    source = read_source(name)
    (REPORTS / f"{name}.txt").write_text(source.text, encoding="utf-8")
    (REPORTS / f"{name}.gold.json").write_text(gold_text(source, name), encoding="utf-8")


if __name__ == "__main__":
    for name in names():
        make(name)
