"""What a picture of three columns shows: nodes in groups, and lines from the first column to the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a line is drawn."""

    SOLID = "solid"
    WEAK = "weak"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Node:
    """A box. ``marks`` say in words what is missing; ``inside`` sets a part of a group in."""

    id: str
    column: int
    kind: str
    title: str
    url: str = ""
    group: str = ""
    marks: tuple[str, ...] = ()
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """From a node of the first column to one of the second or third."""

    source: str
    target: str
    look: Look
    words: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole picture; ``title`` and ``description`` are for readers who do not see it."""

    title: str
    description: str
    columns: tuple[str, str, str]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]

    def column(self, number: int) -> Iterable[Node]:
        return (node for node in self.nodes if node.column == number)
