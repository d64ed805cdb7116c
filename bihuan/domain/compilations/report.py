"""The next report, as far as the record can write it: structure and facts, no ghost-written prose."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.core.registry import themes
from bihuan.core.registry.themes import Theme
from bihuan.domain.rectification.view import Ledger

from .composition import Composition, Frame, Passage, composed, heading, left_open, paragraph
from .sections import last_year

NO_ADDRESSEE = "（主送机关）"
DATE_LATER = "成文日期在签发时填写"


def next_report(ledger: Ledger, frame: Frame) -> Composition:
    """The report on the meeting of the year after the ledger's, with its section on last year's promises."""
    year = ledger.cycle.year + 1
    passages = [
        left_open("会议时间、主持人、参加人员和上级到会情况，会前准备情况"),
        heading(1, "上年度民主生活会整改措施落实情况"),
        *last_year.section(ledger, today=frame.today),
        heading(1, "检视查摆的主要问题"),
        *problems_to_write(year, themes.theme(year)),
        heading(1, "产生问题的原因剖析"),
        left_open(),
        heading(1, "努力方向和整改措施"),
        left_open("逐项写明责任领导、牵头部门、完成时限和可以检验的目标"),
    ]
    return composed(f"{year}年度民主生活会情况报告", passages, frame=frame, **_around(ledger, frame))


def last_year_alone(ledger: Ledger, frame: Frame) -> Composition:
    """The section on last year's promises as a paper of its own."""
    title = f"{ledger.cycle.year}年度民主生活会整改措施落实情况"
    passages = last_year.section(ledger, today=frame.today, level=1)
    return composed(title, passages, frame=frame, **_around(ledger, frame))


def problems_to_write(year: int, theme: Theme | None) -> Iterator[Passage]:
    """The year's aspects as headings, each with a place for the team."""
    if theme is None or not theme.aspects:
        yield paragraph(f"（{year}年度民主生活会的主题和查摆方面还没有收录，请按上级通知列出各方面。）")
        yield left_open()
        return
    if not theme.verified:
        yield paragraph(f"（收录的{year}年度查摆方面未经核实，请与上级通知核对。）")
    for aspect in theme.aspects:
        yield heading(2, f"{aspect.short}方面")
        yield left_open()


def _around(ledger: Ledger, frame: Frame) -> dict[str, object]:
    return {
        "addressees": (frame.addressee or NO_ADDRESSEE,),
        "organ": ledger.cycle.unit.name,
        "date": frame.date,
        "notes": () if frame.date else (DATE_LATER,),
    }
