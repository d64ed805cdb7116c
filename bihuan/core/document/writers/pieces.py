"""The pieces of a plan: lines, rules and tables on kinds of page. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one font. ``font`` is a role of the layout."""

    text: str
    font: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. ``tail`` stands at the right end of the same line; ``drop`` is space kept on page tops."""

    style: str
    spans: tuple[Span, ...]
    size: float
    pitch: float
    align: str
    before: float = 0
    drop: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    tail: tuple[Span, ...] = ()
    new_page: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A red line over the width of the type area."""

    before: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a table with its place, and about how many points its text is high."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the widths of its columns, how many rows are its head, its cells in reading order.

    ``across`` and ``down`` are the space between a cell's edge and its text. ``whole`` tells for each row
    whether it is too low to be worth cutting at the end of a page.
    """

    widths: tuple[float, ...]
    head_rows: int
    rows: int
    boxes: tuple[Box, ...]
    stroke: float
    across: float
    down: float
    whole: tuple[bool, ...]


Item = Line | Rule | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of page. ``turned``: lying on its side, its number where upright pages have it."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    turned: bool = False

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on pages of one kind."""

    page: Page
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole paper. ``imprint`` goes to the bottom of the last page; ``demo`` to the head of each."""

    title: str
    parts: tuple[Part, ...]
    imprint: tuple[Line, ...]
    demo: tuple[Line, ...]
