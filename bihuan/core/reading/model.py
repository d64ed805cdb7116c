"""What a reading of a document gives. Spans are ``[start, end)`` in code points of the document's text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Kind of document; the value is what people call it."""

    MEETING_REPORT = "情况报告"
    TEAM_EXAMINATION = "班子对照检查"
    PERSONAL_EXAMINATION = "个人对照检查"
    RECTIFICATION_PLAN = "整改方案"
    RECTIFICATION_LIST = "整改清单"
    RECTIFICATION_REPORT = "整改落实情况"
    OPINIONS = "意见汇总"
    OTHER = "其他"


class ItemType(StrEnum):
    LAST_YEAR_MEASURE = "last_year_measure"
    PROBLEM = "problem"
    CAUSE = "cause"
    MEASURE = "measure"
    DIRECTION = "direction"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline. Level 0 is the title, 1 一、, 2 （一）, 3 1., 4 （1）.

    ``run_in`` is true where the heading is the first sentence of its paragraph.
    """

    level: int
    number: str | None
    title: str
    start: int
    run_in: bool


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things. A range's value is ``(low, high)``.

    A withheld number has ``value=None, masked=True``.

    ``comparator`` is one of ``= =each ≥ ≤ < > ≈ ≥approx ≤approx range increase decrease``.
    """

    text: str
    start: int
    value: Decimal | tuple[Decimal, Decimal] | None
    unit: str
    comparator: str
    period: str | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """A named owner. ``role`` is 责任领导, 牵头, 配合 or 责任人."""

    text: str
    start: int
    role: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as worded.

    ``kind`` is 立行立改, 限期, 长期坚持 or 定期; ``date`` the last day that the wording allows;
    ``precision`` is year, half, quarter, month, day or None; ``every`` is the interval of a recurring one
    (每月, 每季度 …).
    """

    text: str
    start: int
    kind: str
    date: datetime.date | None = None
    precision: str | None = None
    every: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the document says. ``confidence`` is between 0 and 1; low ones ask for a look."""

    id: str
    type: ItemType
    aspect: str | None
    ordinal: str | None
    title: str | None
    start: int
    end: int
    parent: str | None = None
    examples: tuple[Span, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    owners: tuple[Owner, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Link:
    """From a problem to a cause or measure. ``kind`` is ``explicit`` (it is named) or ``candidate``."""

    source: str
    target: str
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read out of one document. ``year`` is the examined year where the text says it."""

    title: str | None
    kind: Kind
    outline: tuple[Heading, ...]
    items: tuple[Item, ...]
    links: tuple[Link, ...] = ()
    unassigned: tuple[Span, ...] = ()
    year: int | None = None
    classification: str | None = None
