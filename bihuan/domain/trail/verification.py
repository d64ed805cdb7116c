"""Check a trail: nothing changed, missing, inserted, swapped or forked.

All entries and all changes pass through once, side by side and chain after chain: a fixed number of queries
and flat memory, however many chains there are and however long they get.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.db import DataError
from django.db.models import F

from . import canonical
from .anchors import Anchored
from .models import CHAINED_FIELDS, DIGESTED_FIELDS, FORMAT, START, Chain, Change, Entry

ROWS_AT_A_TIME = 2_000

# Rows come as tuples, not as models: a third of the time. What a digest covers comes first, in its order.
_ENTRY_COLUMNS = (*CHAINED_FIELDS, "hash", "chain_id", "pk")
_CHANGE_COLUMNS = (*DIGESTED_FIELDS, "digest", "entry_id")
_DIGEST, _ENTRY_ID = itemgetter(len(DIGESTED_FIELDS)), itemgetter(len(DIGESTED_FIELDS) + 1)
_UNREADABLE = (ValueError, TypeError, AttributeError, DataError)


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


@dataclass(frozen=True, slots=True)
class Part:
    """What was looked at of one chain: the entries after ``beyond`` up to and with ``reached``.

    ``finished``: nothing is left to look at, since the chain ended there or is broken.
    """

    beyond: int
    reached: int
    size: int
    erased: int
    fault: Fault | None
    finished: bool


@dataclass(slots=True)
class _Walk:
    """How far a chain was followed, and the first fault on the way."""

    chain: Chain
    anchored: Mapping[int, frozenset[str]]
    sequence: int = 0
    head: str = START
    erased: int = 0
    fault: Fault | None = None

    def stop(self, reason: str) -> None:
        """The row after the last good one is bad."""
        self.fault = Fault(self.chain.name, self.sequence + 1, reason)

    def step(self, entry: Any, changes: list[Any]) -> None:
        if reason := _wrong(entry, self) or _wrong_detail(entry, changes):
            self.stop(reason)
            return
        self.sequence, self.head = entry.sequence, entry.hash
        self.erased += sum(not change.salt for change in changes)

    def finish(self) -> None:
        chain = self.chain
        if (chain.size, chain.head) != (self.sequence, self.head):
            self.stop("链尾与登记的长度或校验值不符，末尾可能被截断")
        elif missing := [size for size in self.anchored if size > chain.size]:
            self.stop(f"存根记到第{max(missing)}条，链只剩{chain.size}条，末尾被截断")


def verify(anchored: Anchored | None = None) -> Verified:
    """Check every chain, and with ``anchored`` compare it with its checkpoints.

    Without checkpoints a chain that was cut or wholly recomputed together with its registered head passes.
    Chains may grow meanwhile: each is checked up to the length it had in the beginning.
    """
    anchored = anchored or {}
    walks = _followed(list(Chain.objects.order_by("pk")), anchored)
    _stop_at_unregistered(walks)
    names = {walk.chain.name for walk in walks}
    gone = [Fault(name, 1, "存根里有，数据库里没有这条链") for name in anchored.keys() - names]
    return Verified(
        chains=len(walks),
        entries=sum(walk.chain.size for walk in walks),
        faults=tuple(sorted([*gone, *(walk.fault for walk in walks if walk.fault)], key=attrgetter("chain"))),
        erased=sum(walk.erased for walk in walks),
        anchors=sum(len(heads) for heads in anchored.values()),
        unanchored=len(names - anchored.keys()),
    )


def verify_part(chain: Chain, *, beyond: int, limit: int, anchored: Anchored | None = None) -> Part:
    """Check up to ``limit`` entries of one chain after an entry that was found good before.

    Parts that follow on each other until one is ``finished`` say of the chain what `verify` says.
    """
    walk = _walk(chain, anchored or {})
    upto = min(beyond + limit, chain.size)
    if beyond and not _take_up(walk, beyond):
        walk.stop("这一条不在链上，记录被删除")
    else:
        _follow_part(walk, beyond, upto)
    if not walk.fault and upto == chain.size:
        walk.finish()
        _stop_at_unregistered([walk])
    finished = walk.fault is not None or upto == chain.size
    return Part(beyond, walk.sequence, chain.size, walk.erased, walk.fault, finished)


def _take_up(walk: _Walk, sequence: int) -> bool:
    """Go on behind an entry, as if everything up to it had been followed."""
    head = Entry.objects.filter(chain=walk.chain, sequence=sequence).values_list("hash", flat=True).first()
    walk.sequence, walk.head = (sequence, head) if head else (sequence - 1, "")
    return head is not None


def _follow_part(walk: _Walk, beyond: int, upto: int) -> None:
    """Step through a part of a chain; if a value there cannot be read, row by row up to it."""
    head = walk.head
    try:
        _stream({walk.chain.pk: walk}, ROWS_AT_A_TIME, sequence__gt=beyond, sequence__lte=upto)
    except _UNREADABLE:
        walk.sequence, walk.head, walk.erased = beyond, head, 0
        try:
            _stream({walk.chain.pk: walk}, 1, sequence__gt=beyond, sequence__lte=upto)
        except _UNREADABLE:
            walk.stop("内容读不出来，记录被改动")


def _followed(chains: Sequence[Chain], anchored: Anchored) -> list[_Walk]:
    """Follow chains to their ends or first faults.

    A value that the database cannot even read ends the stream: the chains are halved until its chain is
    alone, which is then read row by row.
    """
    try:
        return _streamed(chains, anchored)
    except _UNREADABLE:
        if len(chains) == 1:
            return [_followed_row_by_row(chains[0], anchored)]
    middle = len(chains) // 2
    return [*_followed(chains[:middle], anchored), *_followed(chains[middle:], anchored)]


def _followed_row_by_row(chain: Chain, anchored: Anchored) -> _Walk:
    walk = _walk(chain, anchored)
    try:
        _stream({chain.pk: walk}, rows_at_a_time=1)
        _finish(walk)
    except _UNREADABLE:
        walk.stop("内容读不出来，记录被改动")
    return walk


def _streamed(chains: Sequence[Chain], anchored: Anchored) -> list[_Walk]:
    walks = {chain.pk: _walk(chain, anchored) for chain in chains}
    if walks:
        _stream(walks, ROWS_AT_A_TIME)
    for walk in walks.values():
        _finish(walk)
    return list(walks.values())


def _finish(walk: _Walk) -> None:
    if not walk.fault:
        walk.finish()


def _walk(chain: Chain, anchored: Anchored) -> _Walk:
    return _Walk(chain, anchored.get(chain.name, {}))


def _stream(walks: Mapping[int, _Walk], rows_at_a_time: int, **part: int) -> None:
    """Step through the entries of the chains, all or a part of them.

    Changes are asked for first: entries may come in between, and changes that no entry stands for would hold
    up the rest.
    """
    first, last = min(walks), max(walks)
    details = _Details(first, last, rows_at_a_time, **part)
    entries = (
        Entry.objects.filter(chain_id__gte=first, chain_id__lte=last, **part)
        .order_by("chain_id", "sequence")
        .values_list(*_ENTRY_COLUMNS, named=True)
    )
    for entry in entries.iterator(chunk_size=rows_at_a_time):
        changes = details.of(entry.pk)
        walk = walks.get(entry.chain_id)
        if walk and not walk.fault and entry.sequence <= walk.chain.size:
            walk.step(entry, changes)


def _stop_at_unregistered(walks: Sequence[_Walk]) -> None:
    """Entries beyond the length that their chain has at this moment."""
    beyond = set(Entry.objects.filter(sequence__gt=F("chain__size")).values_list("chain_id", flat=True))
    for walk in walks:
        if walk.chain.pk in beyond and not walk.fault:
            walk.stop("链尾之后还有没登记的记录")


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


class _Details:
    """The changes of a range of chains, handed out entry by entry."""

    def __init__(self, first: int, last: int, rows_at_a_time: int, **part: int) -> None:
        within = {f"entry__{name}": value for name, value in part.items()}
        rows = (
            Change.objects.filter(entry__chain_id__gte=first, entry__chain_id__lte=last, **within)
            .order_by("entry__chain_id", "entry__sequence", "position")
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
