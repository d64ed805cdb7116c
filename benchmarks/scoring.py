"""How well a reading (the dict that ``bihuan read --json`` prints) agrees with a gold reading.

Items match one to one by overlap (intersection over union ≥ 0.5) and equal type; headings by level and
start ± 2; quantities by place and text; owners by place and role; deadlines by place, kind and date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

Row = dict[str, Any]
Overlap = Callable[[Row, Row], float]

LEAST_OVERLAP = 0.5
HEADING_SLACK = 2


def items_f1(gold: Sequence[Row], read: Sequence[Row]) -> float:
    """Agreement of two lists of items."""
    return f1(match_items(gold, read), gold, read)


def match_items(gold: Sequence[Row], read: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of places (in gold, in the reading) of the same item, found greedily from the best overlap."""

    def overlap(wanted: Row, found: Row) -> float:
        share = span_overlap(wanted, found) if wanted["type"] == found["type"] else 0.0
        return share if share >= LEAST_OVERLAP else 0.0

    return match(gold, read, overlap)


def outline_f1(gold: Sequence[Row], read: Sequence[Row]) -> float:
    """Agreement of two outlines."""

    def nearness(wanted: Row, found: Row) -> float:
        distance = abs(wanted["char_start"] - found["char_start"])
        return 1 / (1 + distance) if wanted["level"] == found["level"] and distance <= HEADING_SLACK else 0.0

    return f1(match(gold, read, nearness), gold, read)


def quantities_f1(gold_items: Sequence[Row], items: Sequence[Row]) -> float:
    """Agreement of the quantities in two lists of items: same place and same text."""
    return parts_f1(gold_items, items, "quantities", ("text",))


def owners_f1(gold_items: Sequence[Row], items: Sequence[Row]) -> float:
    """Agreement of the owners in two lists of items: overlapping place and same role."""
    return parts_f1(gold_items, items, "owners", ("role",))


def deadlines_f1(gold_items: Sequence[Row], items: Sequence[Row]) -> float:
    """Agreement of the deadlines in two lists of items: overlapping place, same kind and last day."""
    return parts_f1(gold_items, items, "deadlines", ("kind", "date"))


def kind_ok(gold: Row, reading: Row) -> bool:
    """Whether the kind of document was told right."""
    return bool(gold["kind"] == reading["kind"])


def links_top1(answers: Sequence[Row], gold_items: Sequence[Row], reading: Row, side: str) -> tuple[int, int]:
    """How many problems have a right first link, and how many have a gold list at all.

    ``answers`` tells for each problem the ids of the gold ``directions`` and ``causes``; ``side`` is one of
    these two words. A problem that was not read, or has no link on that side, counts as wrong.
    """
    items = reading["items"]
    twins = {gold_items[wanted]["id"]: items[found]["id"] for wanted, found in match_items(gold_items, items)}
    asked = [answer for answer in answers if answer[side]]
    right = [answer for answer in asked if first_link(twins.get(answer["problem"]), reading, side)
             in {twins[target] for target in answer[side] if target in twins}]  # fmt: skip
    return len(right), len(asked)


def first_link(problem: str | None, reading: Row, side: str) -> str | None:
    """The most confident target of a problem among causes, or among directions and measures."""
    wanted = {"cause"} if side == "causes" else {"direction", "measure"}
    reachable = {item["id"] for item in reading["items"] if item["type"] in wanted}
    links = [link for link in reading["links"] if link["from"] == problem and link["to"] in reachable]
    return max(links, key=lambda link: link["confidence"])["to"] if links else None


def realign(gold: Row, gold_text: str, text: str) -> Row:
    """The same gold with every offset moved to where its text stands in another copy of the text."""
    if gold_text == text:
        return gold
    moved = Offsets(gold_text, text)
    return {**gold, "outline": [moved.row(row) for row in gold["outline"]],
            "items": [moved.item(row) for row in gold["items"]]}  # fmt: skip


class Offsets:
    """Where each offset of one text lands in another copy of it."""

    def __init__(self, old: str, new: str) -> None:
        self.blocks = matching_blocks(old, new)
        self.starts = [block[0] for block in self.blocks]

    def start(self, offset: int) -> int:
        place = max(bisect_right(self.starts, offset) - 1, 0)
        old, new, size = self.blocks[place]
        if offset < old + size or place + 1 == len(self.blocks):
            return new + min(max(offset - old, 0), size)
        return self.blocks[place + 1][1]

    def row(self, row: Row) -> Row:
        moved = {**row, "char_start": self.start(row["char_start"])}
        if "char_end" in row:
            moved["char_end"] = self.start(row["char_end"] - 1) + 1
        return moved

    def item(self, row: Row) -> Row:
        lists = {
            key: [self.row(entry) for entry in value] for key, value in row.items() if isinstance(value, list)
        }
        return {**self.row(row), **lists}


def matching_blocks(old: str, new: str) -> list[tuple[int, int, int]]:
    """Equal stretches in order: whole lines first, then the characters between them (fast on long texts)."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = line_starts(old_lines), line_starts(new_lines)
    blocks: list[tuple[int, int, int]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        size = old_at[b] - old_at[a]
        if tag == "equal":
            blocks.append((old_at[a], new_at[c], size))
        elif tag == "replace":
            inner = SequenceMatcher(None, old[old_at[a] : old_at[b]], new[new_at[c] : new_at[d]])
            blocks += [(old_at[a] + i, new_at[c] + j, n) for i, j, n in inner.get_matching_blocks() if n]
    return blocks or [(0, 0, 0)]


def line_starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def parts_f1(gold_items: Sequence[Row], items: Sequence[Row], part: str, equal: tuple[str, ...]) -> float:
    gold, read = parts(gold_items, part), parts(items, part)

    def overlap(wanted: Row, found: Row) -> float:
        return text_overlap(wanted, found) if all(wanted[key] == found[key] for key in equal) else 0.0

    return f1(match(gold, read, overlap), gold, read)


def parts(items: Sequence[Row], part: str) -> list[Row]:
    """All quantities, owners or deadlines; one that stands in an item and in its part counts once."""
    rows = [row for item in items for row in item[part]]
    return list({(row["char_start"], row["text"]): row for row in rows}.values())


def match(gold: Sequence[Row], read: Sequence[Row], score: Overlap) -> list[tuple[int, int]]:
    """Pair rows one to one, the best score first; a score of 0 is no pair."""
    scored = [(score(wanted, found), i, j) for i, wanted in enumerate(gold) for j, found in enumerate(read)]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(
        (entry for entry in scored if entry[0] > 0), key=lambda entry: (-entry[0], *entry[1:])
    ):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def f1(pairs: Sequence[tuple[int, int]], gold: Sequence[Row], read: Sequence[Row]) -> float:
    """Harmonic mean of precision and recall; two empty lists agree fully."""
    return 2 * len(pairs) / (len(gold) + len(read)) if gold or read else 1.0


def span_overlap(one: Row, two: Row) -> float:
    return share(one["char_start"], one["char_end"], two["char_start"], two["char_end"])


def text_overlap(one: Row, two: Row) -> float:
    start, other = one["char_start"], two["char_start"]
    return share(start, start + len(one["text"]), other, other + len(two["text"]))


def share(start: int, end: int, other_start: int, other_end: int) -> float:
    """Intersection over union of two spans."""
    common = min(end, other_end) - max(start, other_start)
    return common / (max(end, other_end) - min(start, other_start)) if common > 0 else 0.0
