"""Check a trail: nothing changed, missing, inserted, swapped or forked.

Entries and their changes pass through once, side by side, so that memory stays flat however long a chain is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import DataError
from django.db.models import F

from . import canonical
from .anchors import Anchored
from .models import CHAINED_FIELDS, DIGESTED_FIELDS, FORMAT, START, Chain, Change, Entry

ROWS_AT_A_TIME = 2_000

# Rows come as tuples, not as models: a third of the time. What a digest covers comes first, in its order.
_ENTRY_COLUMNS = (*CHAINED_FIELDS, "hash", "pk")
_CHANGE_COLUMNS = (*DIGESTED_FIELDS, "digest", "entry_id")
_DIGEST, _ENTRY_ID = itemgetter(len(DIGESTED_FIELDS)), itemgetter(len(DIGESTED_FIELDS) + 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad row of a chain and what is wrong with it."""

    chain: str
    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was wrong.

    ``erased`` counts the changes that were emptied on purpose, ``anchors`` the checkpoints compared,
    ``unanchored`` the chains that no checkpoint stands for.
    """

    chains: int
    entries: int
    faults: tuple[Fault, ...]
    erased: int = 0
    anchors: int = 0
    unanchored: int = 0


@dataclass(slots=True)
class _Walk:
    """How far a chain was followed without a fault."""

    chain: Chain
    anchored: Mapping[int, frozenset[str]]
    sequence: int = 0
    head: str = START
    erased: int = 0

    def fault(self, reason: str) -> Fault:
        """The row after the last good one is bad."""
        return Fault(self.chain.name, self.sequence + 1, reason)


def verify(anchored: Anchored | None = None) -> Verified:
    """Check every chain, and with ``anchored`` compare it with its checkpoints.

    Without checkpoints a chain that was cut or wholly recomputed together with its registered head passes.
    Chains may grow meanwhile: each is checked up to the length it had when its turn came.
    """
    anchored = anchored or {}
    names = list(Chain.objects.order_by("name").values_list("name", flat=True))
    faults = [Fault(name, 1, "存根里有，数据库里没有这条链") for name in sorted(anchored.keys() - set(names))]
    entries = erased = 0
    for name in names:
        walk, fault = _followed(name, anchored.get(name, {}))
        entries, erased = entries + walk.chain.size, erased + walk.erased
        faults += [fault] if fault else []
    return Verified(
        chains=len(names),
        entries=entries,
        faults=tuple(faults),
        erased=erased,
        anchors=sum(len(heads) for heads in anchored.values()),
        unanchored=len(set(names) - anchored.keys()),
    )


def _followed(name: str, anchored: Mapping[int, frozenset[str]]) -> tuple[_Walk, Fault | None]:
    """Follow a chain to its first fault. A value the database cannot even read is looked for row by row."""
    chain = Chain.objects.get(name=name)
    for rows_at_a_time in (ROWS_AT_A_TIME, 1):
        walk = _Walk(chain, anchored)
        try:
            return walk, _first_fault(walk, rows_at_a_time)
        except (ValueError, TypeError, AttributeError, DataError):
            unreadable = walk.fault("内容读不出来，记录被改动")
    return walk, unreadable


def _first_fault(walk: _Walk, rows_at_a_time: int) -> Fault | None:
    chain = walk.chain
    entries = (
        Entry.objects.filter(chain=chain, sequence__lte=chain.size)
        .order_by("sequence")
        .values_list(*_ENTRY_COLUMNS, named=True)
    )
    details = _Details(chain, rows_at_a_time)
    for entry in entries.iterator(chunk_size=rows_at_a_time):
        changes = details.of(entry.pk)
        if reason := _wrong(entry, walk) or _wrong_detail(entry, changes):
            return walk.fault(reason)
        walk.sequence, walk.head = entry.sequence, entry.hash
        walk.erased += sum(not change.salt for change in changes)
    return _wrong_end(walk)


def _wrong(entry: Any, walk: _Walk) -> str | None:
    if entry.format != FORMAT:
        return "格式版本不认识"
    if entry.sequence != walk.sequence + 1:
        return "序号不连续，有记录被删除或插入"
    if entry.previous != walk.head:
        return "与上一条的校验值接不上"
    if canonical.digest(walk.chain.name, *entry[: len(CHAINED_FIELDS)]) != entry.hash:
        return "内容与校验值不符，记录被改动"
    if walk.anchored.get(entry.sequence, {entry.hash}) != {entry.hash}:
        return "与存根的校验值不符，整条链被重算"
    return None


def _wrong_detail(entry: Any, changes: list[Any]) -> str | None:
    if canonical.digest(*map(_DIGEST, changes)) != entry.detail_digest:
        return "变更明细与登记的校验值不符"
    if not all(_is_intact(change) for change in changes):
        return "变更明细被改动"
    return None


def _is_intact(change: Any) -> bool:
    """As it was noted, or emptied on purpose: all that is personal, and the salt, are gone."""
    if change.salt:
        return canonical.digest(*change[: len(DIGESTED_FIELDS)]) == change.digest
    return change.before is None and change.after is None


def _wrong_end(walk: _Walk) -> Fault | None:
    chain = walk.chain
    if (chain.size, chain.head) != (walk.sequence, walk.head):
        return walk.fault("链尾与登记的长度或校验值不符，末尾可能被截断")
    if Entry.objects.filter(chain=chain, sequence__gt=F("chain__size")).exists():
        return walk.fault("链尾之后还有没登记的记录")
    if missing := [size for size in walk.anchored if size > chain.size]:
        return walk.fault(f"存根记到第{max(missing)}条，链只剩{chain.size}条，末尾被截断")
    return None


class _Details:
    """The changes of one chain, handed out entry by entry."""

    def __init__(self, chain: Chain, rows_at_a_time: int) -> None:
        rows = (
            Change.objects.filter(entry__chain=chain, entry__sequence__lte=chain.size)
            .order_by("entry__sequence", "position")
            .values_list(*_CHANGE_COLUMNS, named=True)
        )
        self._groups = groupby(rows.iterator(chunk_size=rows_at_a_time), key=_ENTRY_ID)
        self._next = self._advance()

    def of(self, entry_id: int) -> list[Any]:
        if self._next is None or self._next[0] != entry_id:
            return []
        changes = self._next[1]
        self._next = self._advance()
        return changes

    def _advance(self) -> tuple[int, list[Any]] | None:
        found = next(self._groups, None)
        return None if found is None else (found[0], list(found[1]))
