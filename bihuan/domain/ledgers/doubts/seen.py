"""A record as the rules see it, and what a rule finds in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seen:
    """``people`` took part, by number; ``files`` are digests with the kind of file that each is.

    ``digest`` and ``sketch`` are of the texts; empty if there is nothing to compare.
    """

    key: UUID
    on: datetime.date
    unit: int = 0
    mechanisms: frozenset[str] = frozenset()
    starts: datetime.time | None = None
    ends: datetime.time | None = None
    place: str = ""
    people: Mapping[int, str] = field(default_factory=dict)
    documents: Sequence[Mapping[str, str]] = ()
    digest: str = ""
    sketch: Sequence[int] = ()
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """``question`` is for whoever keeps the record; ``{other}`` stands for the other record.

    ``basis`` is what the doubt rests on: when it changes, it is another doubt.
    """

    key: UUID
    other: UUID | None
    question: str
    basis: str


def pairs(subjects: Sequence[Seen], others: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Every subject with every other record, each two once."""
    for place, subject in enumerate(subjects):
        for other in (*subjects[place + 1 :], *others):
            if other.key != subject.key:
                yield subject, other


def neighbours(subjects: Sequence[Seen], others: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Every subject with the record before and after it: many alike are a chain, not each with each."""
    mine = {subject.key for subject in subjects}
    theirs = [other for other in others if other.key not in mine]
    in_order = sorted([*subjects, *theirs], key=lambda record: (record.on, str(record.key)))
    for earlier, later in pairwise(in_order):
        if later.key in mine:
            yield later, earlier
        elif earlier.key in mine:
            yield earlier, later


def basis(*parts: object) -> str:
    """The same whichever record is asked about first."""
    return "|".join(sorted(str(part) for part in parts))
