"""From an annotated report to its plain text and its gold reading; the marks are told in README.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.material.quantities import quantity

Json = dict[str, Any]

NUMBER = re.compile(
    r"第[一二三四五六七八九十]+(?=[，、])|其[一二三四五](?=[，是])|[一二三四五六七八九十]+[是要、]"
    r"|[（(][一二三四五六七八九十]+[）)]|[（(]\d+[）)]|\d+[.．、]|[①-⑳]"
)
ITEM_TYPES = frozenset({"last_year_measure", "problem", "cause", "measure", "direction", "result"})
ROLES = frozenset({"责任领导", "牵头", "配合", "责任人"})
UNSEEN = frozenset({"-", "fn"})
LEAD_LENGTH = 30
LABEL = re.compile("(问题表现|产生原因|整改措施|整改成效)：")


@dataclass(frozen=True)
class Mark:
    """An inline mark: its tag, the words after the tag, and where its text stands."""

    tag: str
    words: list[str]
    start: int
    end: int
    unseen: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a report without its marks; ``start`` is its offset in the whole text."""

    tags: list[str]
    text: str
    start: int
    marks: list[Mark]

    def has(self, tag: str) -> bool:
        return tag in self.tags

    @property
    def level(self) -> int | None:
        found = [tag for tag in self.tags if re.fullmatch(r"h\d", tag)]
        return int(found[0][1]) if found else None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Source:
    """An annotated report: the settings on its first lines and its body."""

    settings: dict[str, str]
    lines: list[Line]
    text: str


def parse(source: str) -> Source:
    """Take the marks out of an annotated report and keep where they stood."""
    settings: dict[str, str] = {}
    lines: list[Line] = []
    at = 0
    for raw in source.rstrip("\n").split("\n"):
        if raw.startswith(":"):
            name, _, value = raw[1:].partition(" ")
            settings[name] = value
            continue
        line = parse_line(raw, at)
        lines.append(line)
        at = line.end + 1
    return Source(settings, lines, "\n".join(line.text for line in lines) + "\n")


def parse_line(raw: str, start: int) -> Line:
    head, bar, body = raw.partition(" | ")
    tags = head.split() if bar else []
    body = body if bar else raw
    text, marks = strip_marks(body, start)
    return Line(tags, text, start, marks)


@dataclass
class Open:
    tag: str
    words: list[str]
    start: int
    hidden: str = ""


def strip_marks(body: str, start: int) -> tuple[str, list[Mark]]:
    """Remove ``{tag words:text}`` and ``[text|words]``; nested marks are kept too, outer ones later."""
    seen: list[str] = []
    marks: list[Mark] = []
    stack: list[Open] = []
    at = 0
    while at < len(body):
        char = body[at]
        if char == "{":
            head, _, _ = body[at + 1 :].partition(":")
            tag, *words = head.split(" ")
            stack.append(Open(tag, words, start + len(seen)))
            at += len(head) + 2
            continue
        if char == "[":
            stack.append(Open("q", [], start + len(seen)))
        elif char == "|" and stack and stack[-1].tag == "q":
            words, _, _ = body[at + 1 :].partition("]")
            stack[-1].words = words.split(" ")
            at += len(words)
        elif char in "}]":
            done = stack.pop()
            marks.append(Mark(done.tag, done.words, done.start, start + len(seen), done.hidden))
        elif stack and stack[-1].tag in UNSEEN:
            stack[-1].hidden += char
        else:
            seen.append(char)
        at += 1
    assert not stack, f"a mark stays open: {body}"
    return "".join(seen), marks


@dataclass
class Draft:
    """An item in the making; ``name``, ``named`` and ``answered`` are for the links."""

    row: Json
    name: str | None = None
    named: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)


class GoldMaker:
    """Walks the lines once and collects outline and items."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.outline: list[Json] = []
        self.drafts: list[Draft] = []
        self.aspect: str | None = None
        self.aspect_level = 9

    def gold(self, name: str) -> Json:
        for line in self.source.lines:
            self.take(line)
        items = [draft.row for draft in self.drafts]
        return {
            "file": f"{name}.txt",
            "text_chars": len(self.source.text),
            "kind": self.source.settings["kind"],
            "outline": self.outline,
            "items": items,
            "links": [pair | {"kind": "explicit"} for pair in self.pairs("named")],
            "answers": self.answers(),
        }

    def take(self, line: Line) -> None:
        if line.level is not None:
            self.take_heading(line)
        item_type = next((tag for tag in line.tags if tag in ITEM_TYPES), None)
        whole = (
            self.add(item_type, line.start, line.end, line.tags)
            if item_type and not line.has("parts")
            else None
        )
        parts = [mark for mark in line.marks if mark.tag.startswith("*")]
        for mark in sorted(parts, key=lambda mark: (mark.start, -mark.end)):
            self.add(mark.tag[1:] or item_type or "", mark.start, mark.end, mark.words, parent=whole)
        for mark in sorted(line.marks, key=lambda mark: mark.start):
            self.attach(mark, line)

    def take_heading(self, line: Line) -> None:
        number, title, title_start = split_number(line.text)
        title = re.split("[。：:]$|。", title)[0]
        end = line.start + title_start + len(title)
        run_in = not line.has("a") and end + 1 < line.end
        level = line.level or 0
        self.outline.append(
            {
                "level": level,
                "number": number,
                "title": title,
                "char_start": line.start,
                "char_end": end,
                "run_in": run_in,
            }
        )
        if line.has("a"):
            self.aspect, self.aspect_level = title.removesuffix("方面"), level
        elif level <= self.aspect_level:
            self.aspect, self.aspect_level = None, 9

    def add(
        self, item_type: str, start: int, end: int, words: list[str], parent: Draft | None = None
    ) -> Draft:
        text = self.source.text
        while text[end - 1] in "；;":
            end -= 1
        options = dict(word.split("=", 1) for word in words if "=" in word)
        ordinal, title = lead(text[start:end])
        aspect = options.get("aspect") or (parent.row["title"] if parent else self.aspect)
        if "a" in words:
            aspect = None
        row: Json = {
            "id": f"{len(self.drafts) + 1:03}",
            "type": item_type,
            "aspect": aspect,
            "ordinal": options.get("n", ordinal),
            "title": self.aspect if options.get("title") == "heading" else title,
            "char_start": start,
            "char_end": end,
            "parent": parent.row["id"] if parent else None,
            "examples": [],
            "quantities": [],
            "owners": [],
            "deadlines": [],
        }
        assert item_type in ITEM_TYPES, text[start:end]
        name = next((word[1:] for word in words if word.startswith("@")), None)
        draft = Draft(row, name, names(options, "for"), names(options, "answers"))
        self.drafts.append(draft)
        return draft

    def attach(self, mark: Mark, line: Line) -> None:
        """Give a mark to the innermost item around it; in a table row or a tail, to the last item."""
        around = [
            d for d in self.drafts if d.row["char_start"] <= mark.start and mark.end <= d.row["char_end"]
        ]
        if not around and (line.has("row") or line.has("tail")):
            around = self.drafts[-1:]
        text = self.source.text[mark.start : mark.end]
        entry: Json = {"text": text, "char_start": mark.start}
        if mark.tag == "q":
            target, entry = "quantities", entry | quantity(text, mark.words)
        elif mark.tag == "例":
            target = "examples"
        elif mark.tag in ROLES:
            target, entry = "owners", entry | {"role": mark.tag}
        elif mark.tag.startswith("D"):
            target, entry = "deadlines", entry | deadline(mark)
        else:
            assert mark.tag[0] in "*+-f", mark.tag
            return
        assert around, f"no item for the mark {text}"
        around[-1].row[target].append(entry)

    def pairs(self, attribute: str) -> Iterator[Json]:
        ids = {draft.name: draft.row["id"] for draft in self.drafts if draft.name}
        for draft in self.drafts:
            for name in getattr(draft, attribute):
                yield {"from": ids[name], "to": draft.row["id"]}

    def answers(self) -> list[Json]:
        """For each problem what answers and what causes it, as one careful reader sees it."""
        pairs = [*self.pairs("named"), *self.pairs("answered")]
        types = {draft.row["id"]: draft.row["type"] for draft in self.drafts}
        if not pairs:
            return []

        def targets(problem: str, causes: bool) -> list[str]:
            return [p["to"] for p in pairs if p["from"] == problem and (types[p["to"]] == "cause") is causes]

        problems = [row for row in (draft.row for draft in self.drafts) if row["type"] == "problem"]
        return [
            {"problem": row["id"], "title": row["title"], "directions": targets(row["id"], False),
             "causes": targets(row["id"], True)}
            for row in problems
        ]  # fmt: skip


def names(options: dict[str, str], key: str) -> list[str]:
    return options[key].split(",") if key in options else []


def split_number(text: str) -> tuple[str | None, str, int]:
    """Number, the rest, and where the rest starts."""
    found = NUMBER.match(text)
    if not found:
        return None, text, 0
    rest = text[found.end() :]
    title = rest.lstrip("，、 ")
    return found[0], title, found.end() + len(rest) - len(title)


def lead(text: str) -> tuple[str | None, str | None]:
    """Ordinal and leading sentence of an item; the first clause where the sentence is long."""
    ordinal, rest, _ = split_number(text)
    sentence = re.split("[。；;]", LABEL.sub("", rest, count=1))[0]
    if len(sentence) <= LEAD_LENGTH:
        return ordinal, sentence
    return ordinal, re.split("[，,：]", sentence)[0]


def deadline(mark: Mark) -> Json:
    """``D 2026-06-30 month`` is a fixed day, ``D定期 每季度`` recurs, ``D长期坚持`` stands for itself."""
    kind = mark.tag[1:] or "限期"
    every = mark.words[0] if kind == "定期" and mark.words else None
    date, precision = mark.words if kind == "限期" and mark.words else (None, None)
    return {"kind": kind, "date": date, "precision": precision, "every": every}
