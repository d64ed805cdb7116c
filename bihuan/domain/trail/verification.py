"""Check a trail: nothing changed, missing, inserted, swapped or forked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from . import canonical
from .models import FORMAT, START, Chain, Change, Entry


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad row of a chain and what is wrong with it."""

    chain: str
    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    chains: int
    entries: int
    faults: tuple[Fault, ...]


def verify() -> Verified:
    """Check every chain. Truncation and full recomputation show only against anchors kept elsewhere."""
    chains = list(Chain.objects.order_by("name"))
    faults = tuple(fault for chain in chains if (fault := _first_fault(chain)))
    return Verified(len(chains), sum(chain.size for chain in chains), faults)


def _first_fault(chain: Chain) -> Fault | None:
    previous, sequence = START, 0
    for entry in Entry.objects.filter(chain=chain).order_by("sequence").iterator(chunk_size=2000):
        sequence += 1
        if reason := _wrong(entry, chain.name, previous, sequence):
            return Fault(chain.name, sequence, reason)
        previous = entry.hash
    if (chain.size, chain.head) != (sequence, previous):
        return Fault(chain.name, sequence, "链尾与登记的长度或校验值不符，末尾可能被截断")
    return _first_changed_detail(chain)


def _wrong(entry: Entry, chain_name: str, previous: str, sequence: int) -> str | None:
    if entry.format != FORMAT:
        return "格式版本不认识"
    if entry.sequence != sequence:
        return "序号不连续，有记录被删除或插入"
    if entry.previous != previous:
        return "与上一条的校验值接不上"
    if entry.computed_hash(chain_name) != entry.hash:
        return "内容与校验值不符，记录被改动"
    return None


def _first_changed_detail(chain: Chain) -> Fault | None:
    changes = _changes_by_entry(chain)
    digests = (
        Entry.objects.filter(chain=chain).order_by("sequence").values_list("id", "sequence", "detail_digest")
    )
    pending = next(changes, None)
    for entry_id, sequence, detail_digest in digests.iterator(chunk_size=2000):
        rows: list[Change] = []
        if pending and pending[0] == entry_id:
            rows, pending = pending[1], next(changes, None)
        if canonical.digest(*(row.digest for row in rows)) != detail_digest:
            return Fault(chain.name, sequence, "变更明细与登记的校验值不符")
        if any(row.salt and row.computed_digest() != row.digest for row in rows):
            return Fault(chain.name, sequence, "变更明细被改动")
    return None


def _changes_by_entry(chain: Chain) -> Iterator[tuple[int, list[Change]]]:
    rows = (
        Change.objects.filter(entry__chain=chain)
        .order_by("entry__sequence", "position")
        .iterator(chunk_size=2000)
    )
    for entry_id, group in groupby(rows, key=lambda row: row.entry_id):
        yield entry_id, list(group)
