"""The tables that verdicts on many units are drawn from: names and types, the same on every engine.

A snapshot holds what a tenant's database knows, a question what is asked of it, from the norms alone.
Units, persons, records and windows are small numbers here: millions of rows are joined by them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bihuan.core.registry.norms import ByDayRule, CountRule, EveryRule, HoursRule, QuorumRule, Rule, Strength

from .demands import Window

Cell = str | int | bool | datetime.date | Decimal | None
Row = tuple[Cell, ...]

#: Columns and their types by table, in words that DuckDB and Spark both know. A unit's ``body`` is its
#: leading body of the Party, or its kind again; ``meetings`` are records of mechanisms that ask for a quorum.
#: Norms on a part of a ledger find its records once more under a mechanism of their own (``Norm.counts``);
#: where every record must answer in some way, each is a meeting of one, who is there if it does.
SNAPSHOT = {
    "units": {"unit": "int", "kind": "string", "body": "string", "founded": "date", "closed": "date"},
    "members": {"unit": "int", "person": "int", "joined": "date", "left_on": "date"},
    "keepings": {"unit": "int", "mechanism": "string", "kept_since": "date"},
    "excuses": {"unit": "int", "mechanism": "string", "excused_from": "date", "excused_to": "date"},
    "settings": {"unit": "int", "norm": "string", "own_adopted": "boolean", "own_at_least": "int"},
    "records": {"unit": "int", "mechanism": "string", "day": "date"},
    "meetings": {"unit": "int", "mechanism": "string", "day": "date", "due": "int", "present": "int"},
    "hours": {
        "unit": "int", "mechanism": "string", "person": "int", "record": "int", "day": "date",
        "hours": "decimal(9,2)",
    },
}  # fmt: skip
QUESTION = {
    "windows": {
        "window_id": "int", "norm": "string", "mechanism": "string", "starts": "date", "ends": "date",
        "rule": "string", "adopted": "boolean", "mandatory": "boolean", "in_force": "boolean",
        "retired": "boolean", "running": "boolean", "at_least": "int",
    },
    "binds": {"window_id": "int", "kind": "string"},
    "days": {
        "window_id": "int", "mechanism": "string", "day": "date", "rule": "string",
        "share_of": "int", "share": "int", "more_than": "boolean",
    },
}  # fmt: skip

_RULES: dict[type[Rule], str] = {
    CountRule: "count",
    ByDayRule: "count",
    HoursRule: "hours",
    QuorumRule: "quorum",
    EveryRule: "quorum",
}


def question(windows: Sequence[Window], *, today: datetime.date) -> dict[str, list[Row]]:
    """The rows of the last three tables. Days after today are left out: they have not happened."""
    numbered = list(enumerate(windows))
    return {
        "windows": [_window(number, window, today) for number, window in numbered],
        "binds": [(number, kind) for number, window in numbered for kind in sorted(window.binds)],
        "days": [row for number, window in numbered for row in _days(number, window, today)],
    }


def _window(number: int, window: Window, today: datetime.date) -> Row:
    norm, rule = window.norm, window.norm.rule
    return (
        number,
        norm.code,
        norm.mechanism,
        window.period.since,
        window.period.until,
        _RULES[type(rule)],
        norm.adopted,
        norm.strength is Strength.MANDATORY,
        window.in_force,
        window.retired,
        window.runs(today),
        0 if isinstance(rule, QuorumRule | EveryRule) else rule.at_least,
    )


def _days(number: int, window: Window, today: datetime.date) -> Iterator[Row]:
    rule, mechanisms = window.norm.rule, [window.norm.counts]
    share: Row = (1, 1, False) if isinstance(rule, EveryRule) else (None, None, None)
    if isinstance(rule, QuorumRule):
        share = (rule.share.denominator, rule.share.numerator, rule.more_than)
    if isinstance(rule, HoursRule):
        mechanisms += rule.also
    day = window.period.since
    while day < window.period.until and day <= today:
        yield from ((number, mechanism, day, _RULES[type(rule)], *share) for mechanism in mechanisms)
        day += datetime.timedelta(days=1)
