"""The columns that only cases have: who came, what happened on which day, pauses, a wish for more days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.core.registry.procedures import Procedure, procedures
from bihuan.domain.exchange.heads import bare

from ..models.case import PROGRESS
from .column import SheetColumn

#: What a code begins with, by what it is about.
PERSON, EVENT, STOP, EXTENSION, TOLD = "person.", "event.", "stop.", "extension.", "told."
COURSE = (PERSON, EVENT, STOP, EXTENSION, TOLD)
#: What lists of cases call the day of receipt.
RECEIVED = (
    "来访日期",
    "来信日期",
    "来电日期",
    "来件日期",
    "收件日期",
    "接件日期",
    "登记日期",
    "申请日期",
    "接到投诉日期",
)
_DAYS_HOW = "如2026-05-01；有几次的用；分开"
_SPAN_HOW = "起止日期，如2026-05-01～2026-05-08；没有结束的写2026-05-01～"
_PERSONS = (
    SheetColumn(
        f"{PERSON}name", "来人姓名", "text", heads=("姓名", "信访人", "来访人", "诉求人", "投诉人"),
        how="加密保存；遮盖过的（带*）不导入",
    ),
    SheetColumn(
        f"{PERSON}phone", "来人电话", "text", heads=("电话", "联系电话", "联系方式", "手机", "手机号码"),
        how="加密保存；遮盖过的（带*）不导入",
    ),
    SheetColumn(
        f"{PERSON}address", "来人住址", "text", heads=("住址", "地址", "家庭住址", "联系地址"),
        how="加密保存；遮盖过的（带*）不导入",
    ),
)  # fmt: skip
_WISH = (
    SheetColumn(
        f"{EXTENSION}days", "申请延期天数", "number", how="只是申请；导入后由另一位负责人在页面上批准"
    ),
    SheetColumn(f"{EXTENSION}reason", "延期理由", "text", how="写了天数就要写"),
)
#: What follows from the rest: it goes out to be read, and is not looked at when it comes in.
_TOLD = (
    SheetColumn(f"{TOLD}due_on", "推算的期限", "told", offered=False),
    SheetColumn(f"{TOLD}state", "推算的办理情况", "told", offered=False),
    SheetColumn(f"{TOLD}on_time", "推算的是否按期", "told", offered=False),
    SheetColumn(f"{TOLD}extended", "延期情况", "told", offered=False),
)


def with_course(mechanism: Mechanism, found: tuple[SheetColumn, ...]) -> tuple[SheetColumn, ...]:
    """The columns of a record with those of a case's course between them and the note."""
    known = [procedures()[code] for code in mechanism.procedures]
    people = _PERSONS if "person" in mechanism.switched_on else ()
    wish = _WISH if any(step.extension for each in known for step in each.steps.values()) else ()
    *first, note = found
    return (*first, *people, *_events(known), *_stops(known), *wish, note, *_TOLD)


def whole(columns: Iterable[SheetColumn]) -> frozenset[str]:
    """Names of a case's columns that stand for nothing within a longer head: short ones, and whoever came."""
    found = list(columns)
    if not any(each.code.startswith(TOLD) for each in found):
        return frozenset()
    named = [(each.code, bare(name)) for each in found for name in (each.label, *each.heads)]
    return frozenset(name for code, name in named if len(name) < 3 or code.startswith(PERSON))


def is_course(code: str) -> bool:
    return code.startswith(COURSE)


def _events(known: list[Procedure]) -> Iterator[SheetColumn]:
    """A column for each event, whatever the procedures call it; the day of receipt is there already."""
    kinds = dict.fromkeys(kind for each in known for kind in each.events if kind != each.begins)
    for kind in kinds:
        names = dict.fromkeys(each.events[kind] for each in known if kind in each.events)
        label, *others = names
        heads = (*others, *_dated(names), *_usual(kind, known))
        offered = any(kind in _central(each) for each in known)
        yield SheetColumn(f"{EVENT}{kind}", label, "days", False, heads, how=_DAYS_HOW, offered=offered)
    yield SheetColumn(
        f"{EVENT}{PROGRESS}", "其他进展", "course", how="一行一件：日期｜做了什么", offered=False
    )


def _dated(names: Iterable[str]) -> Iterator[str]:
    return (f"{name}{word}" for name in names for word in ("日期", "时间"))


def _usual(kind: str, known: list[Procedure]) -> Iterator[str]:
    """How lists call the event that accepts or closes a case, where all procedures mean the same one."""
    if {each.closes[0] for each in known if each.closes} == {kind}:
        yield from ("办结日期", "办结时间", "答复日期", "答复时间", "结案日期")
    if {each.accepts[0] for each in known if each.accepts} == {kind}:
        yield from ("受理日期", "受理时间", "立案日期", "立案时间")
    if {kind for each in known if not each.begins for kind in each.planned} == {kind}:
        yield from ("办结期限", "承诺期限", "完成期限", "报告时限")


def _central(procedure: Procedure) -> set[str]:
    """The events that most cases have: those that accept, close, and begin or end the main steps."""
    main = [procedure.steps[code] for code in procedure.main]
    ends = {kind for step in main for kind in (*step.starts, *step.done)}
    return ends | {*procedure.accepts, *procedure.closes, *procedure.closed_by}


def _stops(known: list[Procedure]) -> Iterator[SheetColumn]:
    kinds = {kind: name for each in known for kind, name in each.stops.items()}
    central = {kind for each in known for code in each.main for kind in each.steps[code].stops}
    for kind, name in kinds.items():
        yield SheetColumn(
            f"{STOP}{kind}", f"{name}（暂停）", "spans", heads=(name,), how=_SPAN_HOW, offered=kind in central
        )
