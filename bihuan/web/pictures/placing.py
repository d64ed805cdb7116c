"""Where the boxes and lines of a flow stand.

Lines to the third column pass the second through the gaps between its boxes, so that no line seems to end
where it only passes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import lettering
from .flow import Flow, Line, Node

TEXT, SMALL, LEADING = 13.0, 11.0, 17.0
BOX_WIDTH, SPACE, INDENT = 300.0, 140.0, 18.0
TOP, BETWEEN, GROUP_HEAD, BOTTOM = 44.0, 8.0, 26.0, 12.0
LANE, CHANNEL = 4.0, 16.0
WIDTH = 3 * BOX_WIDTH + 2 * SPACE + 4


@dataclass(slots=True)
class Box:
    """A placed node with its wrapped title."""

    node: Node
    words: list[str]
    x: float
    width: float
    y: float = 0.0

    @property
    def height(self) -> float:
        return 12 + LEADING * len(self.words) + (15 if self.node.marks else 0)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(slots=True)
class Head:
    """The heading of a group, above its first box."""

    words: str
    full: str
    x: float
    y: float


@dataclass(slots=True)
class Placed:
    """Everything with its place: ``ends`` has both heights of a line, ``lanes`` where it passes."""

    boxes: dict[str, Box] = field(default_factory=dict)
    heads: list[Head] = field(default_factory=list)
    ends: dict[Line, tuple[float, float]] = field(default_factory=dict)
    lanes: dict[Line, float] = field(default_factory=dict)
    height: float = 0.0


def place(flow: Flow) -> Placed:
    """Place every box, head and line."""
    placed = Placed()
    outer = [_stack(placed, flow, column) for column in (0, 2)]
    passing = [line for line in flow.lines if placed.boxes[line.source] and line.target in placed.boxes]
    placed.height = max(*outer, _natural_height(flow, len(passing)))
    _centre_third_column(placed, flow, outer)
    _place_middle(placed, flow, passing)
    _ends(placed, flow.lines)
    placed.height += BOTTOM
    return placed


def column_x(number: int) -> float:
    return 2 + number * (BOX_WIDTH + SPACE)


def _box(node: Node) -> Box:
    x, width = column_x(node.column), BOX_WIDTH
    if node.inside:
        x, width = x + INDENT, width - INDENT
    return Box(node, lettering.wrapped(node.title, width - 20, TEXT), x, width)


def _stack(placed: Placed, flow: Flow, column: int) -> float:
    """Stack a column from the top, heads included; the height it takes."""
    y, group = TOP, None
    for node in flow.column(column):
        if node.group != group and node.group:
            words = lettering.fitted(node.group, BOX_WIDTH, 12)
            placed.heads.append(Head(words, node.group, column_x(column), y + 16))
            y += GROUP_HEAD
        group = node.group
        box = placed.boxes[node.id] = _box(node)
        box.y = y
        y += box.height + BETWEEN
    return y


def _centre_third_column(placed: Placed, flow: Flow, outer: list[float]) -> None:
    spare = placed.height - outer[1]
    boxes = [placed.boxes[node.id] for node in flow.column(2)]
    if not boxes or spare <= 0:
        return
    step = min(spare / len(boxes), 3 * BETWEEN)
    shift = (spare - step * len(boxes)) / 2
    for number, box in enumerate(boxes):
        box.y += shift + step * (number + 0.5)
    for head in (head for head in placed.heads if head.x == column_x(2)):
        below = min(box.y for box in boxes if box.y > head.y - GROUP_HEAD)
        head.y = below - 10


def _natural_height(flow: Flow, passing: int) -> float:
    middle = [_box(node).height for node in flow.column(1)]
    return TOP + sum(middle) + CHANNEL * (len(middle) + 1) + LANE * passing


def _place_middle(placed: Placed, flow: Flow, passing: list[Line]) -> None:
    boxes = [_box(node) for node in flow.column(1)]
    channels = _channels(placed, len(boxes), passing)
    wanted = [CHANNEL + LANE * len(channels[number]) for number in range(len(boxes) + 1)]
    spare = placed.height - TOP - sum(wanted) - sum(box.height for box in boxes)
    y = TOP
    for number, gap in enumerate(wanted):
        gap += max(spare, 0) / len(wanted)
        _lanes(placed, channels[number], y, gap)
        y += gap
        if number < len(boxes):
            boxes[number].y = y
            placed.boxes[boxes[number].node.id] = boxes[number]
            y += boxes[number].height


def _channels(placed: Placed, middle: int, passing: Iterable[Line]) -> dict[int, list[Line]]:
    """Which gap of the second column each line passes: the one nearest to the straight way."""
    channels: dict[int, list[Line]] = defaultdict(list)
    for line in passing:
        share = (_halfway(placed, line) - TOP) / max(placed.height - TOP, 1)
        channels[round(share * middle)].append(line)
    return channels


def _halfway(placed: Placed, line: Line) -> float:
    return (placed.boxes[line.source].middle + placed.boxes[line.target].middle) / 2


def _lanes(placed: Placed, lines: list[Line], y: float, gap: float) -> None:
    lines.sort(key=lambda line: _halfway(placed, line))
    for number, line in enumerate(lines, start=1):
        placed.lanes[line] = y + gap * number / (len(lines) + 1)


def _ends(placed: Placed, lines: Iterable[Line]) -> None:
    """Spread the ends of a box's lines over its edge, in the order of what they lead to."""
    leaving, arriving = defaultdict(list), defaultdict(list)
    for line in lines:
        leaving[line.source].append(line)
        arriving[line.target].append(line)
    starts = {}
    for source, group in leaving.items():
        group.sort(key=lambda line: placed.lanes.get(line, placed.boxes[line.target].middle))
        starts.update(zip(group, _spread(placed.boxes[source], len(group)), strict=True))
    for target, group in arriving.items():
        group.sort(key=lambda line: placed.lanes.get(line, placed.boxes[line.source].middle))
        for line, y in zip(group, _spread(placed.boxes[target], len(group)), strict=True):
            placed.ends[line] = (starts[line], y)


def _spread(box: Box, count: int) -> list[float]:
    return [box.y + box.height * number / (count + 1) for number in range(1, count + 1)]
