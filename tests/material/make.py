"""Make the reports, their gold readings and their Word files from the annotated sources.

python -m tests.material.make
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.material.markup import GoldMaker, Source, parse
from tests.material.word import word_file

HERE = Path(__file__).parent
SOURCES = HERE / "source"
REPORTS = HERE / "reports"
DEMO_NAMES = ("bureau-report-2022", "bureau-report-2025")
DEMO = HERE.parents[1] / "bihuan" / "registry" / "demo" / "reports"


def names() -> list[str]:
    return sorted(path.stem for path in SOURCES.glob("*.md"))


def read_source(name: str) -> Source:
    return parse((SOURCES / f"{name}.md").read_text(encoding="utf-8"))


def gold_text(source: Source, name: str) -> str:
    return json.dumps(GoldMaker(source).gold(name), ensure_ascii=False, indent=1) + "\n"


def text_file(source: Source) -> bytes:
    """The text as a file; ``newline crlf`` is how a Windows editor saves it, with a byte order mark."""
    if source.settings.get("newline") == "crlf":
        return source.text.replace("\n", "\r\n").encode("utf-8-sig")
    return source.text.encode()


def make(name: str) -> None:
    source = read_source(name)
    files = {f"{name}.txt": text_file(source), f"{name}.gold.json": gold_text(source, name).encode()}
    if "docx" in source.settings:
        files[f"{name}.docx"] = word_file(source, name)
    for file, content in files.items():
        (REPORTS / file).write_bytes(content)
        if name in DEMO_NAMES and not file.endswith(".json"):
            (DEMO / file).write_bytes(content)


if __name__ == "__main__":
    for name in names():
        make(name)
