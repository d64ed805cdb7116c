"""The cases of cases.toml as objects: a window, what is known, today, and what must come out."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bihuan.core.norms import demands
from bihuan.core.norms.demands import Window
from bihuan.core.norms.known import Excused, Hours, Known, Ledger, Member, Record, Setting
from bihuan.core.registry.norms import Norm, pack_of

TODAY = datetime.date(2026, 11, 25)
KEPT = datetime.date(2020, 1, 1)
IN_FORCE = datetime.date(2018, 10, 28)
MONTHLY = {"kind": "count", "at_least": 1, "per": "month"}
MECHANISM = "theme-day"
BINDS = frozenset({"branch", "party_group"})
#: Members are letters in the cases and numbers in the tables.
PEOPLE = {"a": 1, "b": 2, "guest": 3}


@dataclass(frozen=True)
class Case:
    """``alone``: sets of verdicts leave such windows out, only a single question answers them."""

    name: str
    window: Window
    known: Known
    today: datetime.date
    silent: bool
    alone: bool
    expected: tuple[Any, ...]
    detail: str | None


def cases() -> list[Case]:
    text = (Path(__file__).parent / "cases.toml").read_text("utf-8")
    return [case(number, entry) for number, entry in enumerate(tomllib.loads(text)["case"])]


def case(number: int, entry: dict[str, Any]) -> Case:
    norm = _norm(number, entry)
    return Case(
        name=entry["name"],
        window=_window(norm, entry["period"], entry.get("ends")),
        known=_known(norm, entry),
        today=entry.get("today", TODAY),
        silent=entry.get("silent", False),
        alone=entry.get("alone", False),
        expected=(
            entry["state"],
            entry.get("why", ""),
            entry.get("count", 0),
            entry.get("wanted", norm.rule.at_least if hasattr(norm.rule, "at_least") else 0),
            entry.get("failed", 0),
            entry.get("doubtful", 0),
        ),
        detail=entry.get("detail"),
    )


def _norm(number: int, entry: dict[str, Any]) -> Norm:
    norm = {
        "code": f"case-{number}",
        "mechanism": MECHANISM,
        "clause": "第十六条",
        "wording": "每月相对固定1天开展主题党日",
        "strength": entry.get("strength", "usual"),
        "rule": entry.get("rule", MONTHLY),
        "adopted": entry.get("adopted", True),
        "binds": entry.get("norm_binds", []),
        "since": entry.get("norm_since", IN_FORCE),
    }
    if "norm_until" in entry:
        norm["until"] = entry["norm_until"]
    pack = {
        "title": "支部工作条例",
        "level": "central",
        "source": "自备",
        "since": IN_FORCE,
        "edition": "2018",
        "verified": True,
        "norm": [norm],
    }
    return next(iter(pack_of("cases", pack).norms.values()))


def _window(norm: Norm, period: str, ends: datetime.date | None) -> Window:
    found = demands.windows([(norm, BINDS)], int(period[:4]), ends={MECHANISM: ends} if ends else {})
    (window,) = (each for each in found if each.period.label == period)
    return window


def _known(norm: Norm, entry: dict[str, Any]) -> Known:
    kept = entry.get("kept", KEPT)
    ledger = Ledger(
        kept_since=None if kept == "never" else kept,
        records=[
            *(Record(day) for day in entry.get("records", [])),
            *(Record(*meeting) for meeting in entry.get("meetings", [])),
        ],
        hours=_hours(entry, MECHANISM),
        excused=[
            Excused(since, None if until == "open" else until, reason)
            for since, until, reason in entry.get("excused", [])
        ],
    )
    lectures = Ledger(kept_since=KEPT, hours=_hours(entry, "lecture"))
    part = Ledger(records=[Record(*record) for record in entry.get("part", [])])
    setting = entry.get("setting")
    return Known(
        kinds=frozenset(entry.get("kinds", ["branch"])),
        founded=entry.get("founded"),
        closed=entry.get("closed"),
        members=[Member(PEOPLE[name], *days) for name, *days in entry.get("members", [])],
        ledgers={norm.counts: part, MECHANISM: ledger, "lecture": lectures},
        settings={norm.code: Setting(**setting)} if setting else {},
    )


def _hours(entry: dict[str, Any], mechanism: str) -> list[Hours]:
    """Each entry is a record of its own that counts in the mechanisms named after it."""
    return [
        Hours(PEOPLE[name], number, day, Decimal(hours))
        for number, (name, day, hours, *where) in enumerate(entry.get("hours", []))
        if mechanism in (where or [MECHANISM])
    ]
