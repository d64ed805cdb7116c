"""Norm packs: what a text asks for, with clause, dates, authority and strength.

A norm is named by its pack and its own code, such as ``branch-rules-2018.theme-day-monthly``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar

from .files import codes, read_toml
from .tables import Table
from .unit_kinds import kinds

_FOLDER = "norms"
_SHARE = re.compile(r"[1-9]\d*/[1-9]\d*")
_Word = TypeVar("_Word", bound=StrEnum)
#: Any leap year, so that 02-29 can be written.
_LEAP_YEAR = 2000


class Level(StrEnum):
    """Whose word it is; the words are what readers see."""

    LAW = "law"
    CENTRAL = "central"
    MINISTRY = "ministry"
    PROVINCE = "province"
    CITY = "city"
    UNIT = "unit"
    PRACTICE = "practice"


class Strength(StrEnum):
    """How binding a norm is. Only a mandatory one can be missed; the others are pointed out."""

    MANDATORY = "mandatory"
    USUAL = "usual"
    RECOMMENDED = "recommended"
    LOCAL = "local"


class Per(StrEnum):
    """How often a norm asks."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


#: What records answer in own fields of their mechanism, by the field.
Answers = tuple[tuple[str, str | bool], ...]


@dataclass(frozen=True, slots=True)
class CountRule:
    """So many records in every period: of those that answer as ``where`` says, called ``what``."""

    at_least: int
    per: Per
    where: Answers = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class ByDayRule:
    """So many records from the year's first day to the named one, which counts."""

    at_least: int
    month: int
    day: int
    where: Answers = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class EveryRule:
    """Every record that answers as ``where`` says, called ``what``, answers also as ``holds`` says."""

    holds: Answers
    per: Per
    where: Answers = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class HoursRule:
    """So many hours for every member who belonged to the unit all the year.

    ``also`` are further mechanisms whose records count; a record counts where it was first entered.
    """

    at_least: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """At every record that share of the members is present, or more than that share."""

    share: Fraction
    more_than: bool
    per: Per


Rule = CountRule | ByDayRule | HoursRule | QuorumRule | EveryRule


@dataclass(frozen=True, slots=True)
class Norm:
    """One demand. ``since`` and ``until`` are the days from and until which it is in force.

    ``binds`` are kinds of unit; empty: all that keep the mechanism. ``adopted``: it holds unless a unit says
    otherwise; the others hold only where a unit takes them over. ``exempt`` are the reasons offered for
    being excused. ``verified``: somebody compared the clause with the text.
    """

    code: str
    pack: str
    title: str
    level: Level
    edition: str
    mechanism: str
    clause: str
    wording: str
    strength: Strength
    rule: Rule
    since: datetime.date
    until: datetime.date | None
    verified: bool
    adopted: bool
    binds: frozenset[str]
    exempt: tuple[str, ...]

    @property
    def counts(self) -> str:
        """Where its records are found: the mechanism's ledger, or a part of it under a name of its own."""
        where = "".join(f"?{field}={wanted}" for field, wanted in getattr(self.rule, "where", ()))
        holds = "".join(f"!{field}={wanted}" for field, wanted in getattr(self.rule, "holds", ()))
        return f"{self.mechanism}{where}{holds}"


@dataclass(frozen=True, slots=True)
class Pack:
    """The norms of one text in one edition."""

    code: str
    title: str
    level: Level
    source: str
    since: datetime.date
    until: datetime.date | None
    edition: str
    verified: bool
    note: str
    norms: Mapping[str, Norm]


@cache
def packs() -> dict[str, Pack]:
    """Every pack by its code.

    :raises ValueError: if a file is faulty; names the file and the key.
    """
    return {code: pack_of(code, read_toml(_FOLDER, code)) for code in codes(_FOLDER)}


@cache
def norms() -> dict[str, Norm]:
    """Every norm by its full code."""
    return {norm.code: norm for pack in packs().values() for norm in pack.norms.values()}


def norms_of(mechanism: str) -> tuple[Norm, ...]:
    """The norms that speak of a mechanism."""
    return tuple(norm for norm in norms().values() if norm.mechanism == mechanism)


def pack_of(code: str, values: Mapping[str, Any]) -> Pack:
    """A pack from the content of its file."""
    table = Table(f"{_FOLDER}/{code}.toml", values)
    pack = Pack(
        code=code,
        title=table.text("title"),
        level=_word(Level, table, "level"),
        source=table.text("source"),
        since=_day(table, "since"),
        until=table.day("until"),
        edition=table.text("edition"),
        verified=table.yes_no("verified"),
        note=table.text("note", default=""),
        norms={},
    )
    norms = table.by_code("norm", (_norm(pack, row) for row in table.tables("norm")))
    table.done()
    return replace(pack, norms=norms)


def _norm(pack: Pack, table: Table) -> Norm:
    """What the norm does not say itself, its pack says."""
    norm = Norm(
        code=f"{pack.code}.{table.text('code')}",
        pack=pack.code,
        title=pack.title,
        level=pack.level,
        edition=pack.edition,
        mechanism=table.text("mechanism"),
        clause=table.text("clause", default=""),
        wording=table.text("wording"),
        strength=_word(Strength, table, "strength"),
        rule=_rule(Table(f"{table.place}：rule", table.mapping("rule"))),
        since=table.day("since") or pack.since,
        until=table.day("until") or pack.until,
        verified=table.yes_no("verified", default=pack.verified),
        adopted=table.yes_no("adopted", default=True),
        binds=frozenset(table.known("binds", kind, kinds()) for kind in table.texts("binds", default=[])),
        exempt=table.texts("exempt", default=[]),
    )
    if norm.until is not None and norm.until <= norm.since:
        table.refuse("until", "应晚于since")
    table.done()
    return norm


def _rule(table: Table) -> Rule:
    rule = _READERS[table.known("kind", table.text("kind"), _READERS)](table)
    table.done()
    return rule


def _count(table: Table) -> CountRule:
    return CountRule(_at_least(table), _word(Per, table, "per"), *_subset(table))


def _by_day(table: Table) -> ByDayRule:
    try:
        day = datetime.date.fromisoformat(f"{_LEAP_YEAR}-{table.text('by')}")
    except ValueError:
        table.refuse("by", "应写成“01-31”这样的月日")
    return ByDayRule(_at_least(table), day.month, day.day, *_subset(table))


def _hours(table: Table) -> HoursRule:
    return HoursRule(_at_least(table), table.texts("also", default=[]))


def _quorum(table: Table) -> QuorumRule:
    written = table.text("share")
    share = Fraction(written) if _SHARE.fullmatch(written) else Fraction(0)
    if not 0 < share <= 1:
        table.refuse("share", "应写成“2/3”这样的分数")
    return QuorumRule(share, table.yes_no("more_than", default=False), _word(Per, table, "per"))


def _every(table: Table) -> EveryRule:
    holds = _answers(table, "holds")
    if not holds:
        table.refuse("holds", "要写明每一次都应当怎样")
    return EveryRule(holds, _word(Per, table, "per"), *_subset(table))


def _subset(table: Table) -> tuple[Answers, str]:
    where, what = _answers(table, "where"), table.text("what", default="", longest=10)
    if where and not what:
        table.refuse("what", "只数其中一部分时，要写明叫什么")
    return where, what


def _answers(table: Table, key: str) -> Answers:
    return tuple(sorted(table.mapping(key).items()))


_READERS: dict[str, Callable[[Table], Rule]] = {
    "count": _count,
    "by_day": _by_day,
    "hours": _hours,
    "quorum": _quorum,
    "every": _every,
}


def _at_least(table: Table) -> int:
    found = table.whole("at_least")
    if found < 1:
        table.refuse("at_least", "应为正整数")
    return found


def _word(words: type[_Word], table: Table, key: str) -> _Word:
    return words(table.known(key, table.text(key), [word.value for word in words]))


def _day(table: Table, key: str) -> datetime.date:
    found = table.day(key)
    if found is None:
        table.refuse(key, "没有填写")
    return found
