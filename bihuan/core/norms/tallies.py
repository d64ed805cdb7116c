"""Counting what a window asks for: records, members with enough hours, records with a quorum."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bihuan.core.registry.norms import EveryRule, HoursRule, Per, QuorumRule

from .demands import Window
from .known import Hours, Known, Member, Record
from .periods import Period

#: A record of which every one must answer in some way is a meeting of one.
_ALL = QuorumRule(Fraction(1), False, Per.YEAR)


@dataclass(frozen=True, slots=True)
class Tally:
    """``count`` of ``wanted``. ``failed``: records beyond mending; ``doubtful``: records that do not say."""

    count: int
    wanted: int
    failed: int = 0
    doubtful: int = 0


def tally(window: Window, known: Known, *, wanted: int, today: datetime.date) -> Tally:
    """What the ledger holds of what is wanted. What lies after today has not happened."""
    ledger, period = known.ledger(window.norm.counts), window.period
    records = [record for record in ledger.records if record.on in period and record.on <= today]
    match window.norm.rule:
        case QuorumRule() as rule:
            return _quorums(records, rule)
        case EveryRule():
            return _quorums(records, _ALL)
        case HoursRule() as rule:
            sources = (known.ledger(code) for code in (window.norm.mechanism, *rule.also))
            entries = (entry for source in sources for entry in source.hours)
            return _members(entries, known.members, period, wanted, today)
        case _:
            return Tally(len(records), wanted)


def is_quorum(rule: QuorumRule, *, due: int, present: int) -> bool:
    """Whether enough are present, in whole numbers: shares are not rounded."""
    have, need = present * rule.share.denominator, due * rule.share.numerator
    return have > need if rule.more_than else have >= need


def _quorums(records: Iterable[Record], rule: QuorumRule) -> Tally:
    held = failed = doubtful = total = 0
    for record in records:
        total += 1
        if not record.due or record.present is None:
            doubtful += 1
        elif is_quorum(rule, due=record.due, present=record.present):
            held += 1
        else:
            failed += 1
    return Tally(held, total, failed, doubtful)


def _members(
    entries: Iterable[Hours], members: Iterable[Member], period: Period, hours: int, today: datetime.date
) -> Tally:
    """A record that counts in several mechanisms gives its hours once."""
    spent: dict[int, Decimal] = defaultdict(Decimal)
    counting = {
        (each.person, each.record): each for each in entries if each.on in period and each.on <= today
    }
    for entry in counting.values():
        spent[entry.person] += entry.hours
    there = {member.person for member in members if belongs(member, period)}
    return Tally(sum(spent[person] >= hours for person in there), len(there))


def belongs(member: Member, period: Period) -> bool:
    """Whether the member belongs to the unit through all of the period."""
    begun = member.since is None or member.since <= period.since
    return begun and (member.until is None or member.until >= period.until)
