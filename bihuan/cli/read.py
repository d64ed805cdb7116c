"""``bihuan read``: what a file says, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bihuan.core.document import sandbox
from bihuan.core.document.gate import limits
from bihuan.core.document.model import Document

Json = dict[str, Any]
Shower = Callable[[str, Document], str]

REFUSED = 2
PASTED = "-"
UNSURE_BELOW = 0.75
SHOWN_CHARACTERS = 28
SHOWN_LINES = 10
UNOPENED = {
    FileNotFoundError: "没有这个文件，请检查路径。",
    IsADirectoryError: "这是文件夹，请给出其中的文件。",
    PermissionError: "没有权限打开这个文件。",
}
ITEM_TYPES = {
    "last_year_measure": "上年度整改措施",
    "problem": "问题",
    "cause": "原因",
    "direction": "努力方向",
    "measure": "措施",
    "result": "成效",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="docx、txt或PDF文件；-表示从标准输入读文字")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="只输出读到的文字")
    form.add_argument("--json", action="store_true", help="输出JSON；几个文件时每行一个")


def run(arguments: argparse.Namespace) -> int:
    """Read every file, also after one was refused; 2 when any was."""
    names: list[str] = arguments.files
    if not all(name == PASTED or name.lower().endswith(".txt") for name in names):
        sandbox.start()
    shown = _shower(arguments)
    return max([_read(name, shown) for name in names])


def _read(name: str, shown: Shower) -> int:
    try:
        document = _document(name)
    except sandbox.FileRefused as refusal:
        print(f"{name}：{refusal.message}", file=sys.stderr)
        return REFUSED
    except OSError as failure:
        reason = UNOPENED.get(type(failure), "打不开这个文件，请检查路径和权限。")
        print(f"{name}：{reason}", file=sys.stderr)
        return REFUSED
    sys.stdout.write(shown(name, document))
    return 0


def _document(name: str) -> Document:
    if name == PASTED:
        return sandbox.read_bytes("pasted.txt", sys.stdin.buffer.read(limits.MAX_BYTES + 1))
    path = Path(name)
    limits.refuse_if_too_large(path.stat().st_size)
    return sandbox.read_bytes(path.name, path.read_bytes())


def _shower(arguments: argparse.Namespace) -> Shower:
    """How a document is printed; the reading is imported here, while the reading process loads too."""
    if arguments.text:
        return lambda name, document: document.text.removesuffix("\n") + "\n"
    from bihuan.core import reading
    from bihuan.core.reading import rendering

    several = len(arguments.files) > 1

    def shown(name: str, document: Document) -> str:
        found = rendering.as_json(reading.read(document), document)
        if not arguments.json:
            return "".join(f"{line}\n" for line in _summary(name, document, found))
        return json.dumps({"file": name, **found} if several else found, ensure_ascii=False) + "\n"

    return shown


def _summary(name: str, document: Document, found: Json) -> Iterator[str]:
    """A page for people: what it is, how it is built, what was found, what needs a look."""
    year = f"，检查年度{found['year']}" if found["year"] else ""
    yield f"文件：{name}"
    yield f"题目：{found['title'] or '（没有认出题目）'}"
    yield f"文种：{found['kind']}{year}"
    yield from (f"提醒：{warning}" for warning in document.warnings)
    yield from _outline(found["outline"])
    counts = Counter(item["type"] for item in found["items"])
    totals = "，".join(f"{label}{counts[kind]}条" for kind, label in ITEM_TYPES.items() if counts[kind])
    yield f"条目：{totals or '没有读出条目'}"
    yield from _unsure(document.text, found["items"])
    yield from _unassigned(document.text, found["unassigned"])
    yield ""


def _outline(headings: list[Json]) -> Iterator[str]:
    below_title = [heading for heading in headings if heading["level"] > 0]
    yield f"提纲：{len(below_title)}个标题"
    for heading in below_title:
        yield f"{'  ' * heading['level']}{heading['number'] or ''}{heading['title']}"


def _unsure(text: str, items: list[Json]) -> Iterator[str]:
    """The items below a confidence that asks for a look, least sure first."""
    unsure = sorted(
        (item for item in items if item["confidence"] < UNSURE_BELOW), key=lambda item: item["confidence"]
    )
    yield f"拿不准：{len(unsure)}条"
    for item in unsure[:SHOWN_LINES]:
        words = _excerpt(text, item["char_start"], item["char_end"])
        yield f"  {item['confidence']:.2f} {ITEM_TYPES[item['type']]} {words}"
    yield from _and_more(len(unsure))


def _unassigned(text: str, spans: list[Json]) -> Iterator[str]:
    yield f"未归类：{len(spans)}处"
    for span in spans[:SHOWN_LINES]:
        yield f"  {_excerpt(text, span['char_start'], span['char_end'])}"
    yield from _and_more(len(spans))


def _and_more(count: int) -> Iterator[str]:
    if count > SHOWN_LINES:
        yield f"  ……另有{count - SHOWN_LINES}处"


def _excerpt(text: str, start: int, end: int) -> str:
    words = text[start:end].replace("\n", "⏎")
    return words if len(words) <= SHOWN_CHARACTERS else words[:SHOWN_CHARACTERS] + "……"
