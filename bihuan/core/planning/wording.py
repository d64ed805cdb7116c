"""How days and counts are told in Chinese."""

from __future__ import annotations

import datetime

from bihuan.core.registry.procedures import UNITS, Procedure, Step

from .counting import Count
from .events import Event
from .workdays import MissingCalendar, Workdays


def day_words(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def basis(procedure: Procedure, step: Step) -> str:
    """What the rule says, and where."""
    place = f"“{step.clause}”" if procedure.strength == "local" else step.clause
    doubt = "" if step.verified else "（条文待核）"
    return f"{step.law}{place}：{step.wording}{doubt}。"


def counted(step: Step, start: Event, name: str, count: Count, extra: int, workdays: Workdays) -> str:
    """How the days were counted, from the event to the last day."""
    return _path(step, start, name, count, extra) + _last_day(step, count, workdays)


def _path(step: Step, start: Event, name: str, count: Count, extra: int) -> str:
    unit, begun, end = UNITS[step.unit], f"{day_words(start.on)}{name}", day_words(count.nominal)
    if step.before:
        return f"{begun}，往前推{step.days}日，最迟{end}。"
    if step.unit == "year":
        short = count.nominal.day != start.on.day
        why = "（没有对应日，取月末日，《民法典》第二百零二条）" if short else ""
        return f"{begun}，{step.days}年的对应日为{end}{why}。"
    if not step.days + extra:
        return f"{name}的日期是{end}。"
    amount = f"{step.days}{unit}" + (f"加延长{extra}{unit}" if extra else "")
    return f"{begun}，当日不计入，满{amount}为{end}{_left_out(count)}。"


def _left_out(count: Count) -> str:
    parts = [
        f"休息日{count.off}天不计" if count.off else "",
        f"调休上班{count.made_up}天计入" if count.made_up else "",
        f"暂停{count.paused}天不计" if count.paused else "",
    ]
    told = "、".join(part for part in parts if part)
    return f"（{told}）" if told else ""


def _last_day(step: Step, count: Count, workdays: Workdays) -> str:
    told = ""
    if count.moved:
        told = f"这一天{_is(count.moved)}，顺延到{day_words(count.last)}（{step.rolls}）。"
    elif step.unit == "calendar" and not step.rolls and not step.before:
        off = _day_off(count.last, workdays)
        told = f"这一天{_is(off)}，{step.law}没有写顺延，仍以当天为限。" if off else ""
    if count.unsettled:
        told += f"{count.last.year + 1}年元旦的放假安排还没有登记，12月底的工作日可能变动。"
    return told


def _day_off(day: datetime.date, workdays: Workdays) -> str:
    """Why the last day is no working day, if that is known: here it changes nothing but the sentence."""
    try:
        return workdays.day_off(day)
    except MissingCalendar:
        return ""


def _is(day_off: str) -> str:
    return day_off if day_off.endswith("放假") else f"是{day_off}"
