"""A bureau whose every list has a given number of rows, made through the operations of real life."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle as around

from openpyxl import Workbook

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents import intake
from bihuan.domain.documents import operations as documents
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.rectification.enums import DueKind
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.operations.imports import preview_import
from bihuan.domain.rectification.operations.items import plan_item
from bihuan.domain.rectification.operations.links import make_link
from bihuan.domain.rectification.sheet.reading import read_table
from bihuan.domain.trail.actor import SYSTEM, Actor

YEAR = 2024
DUE = datetime.date(2025, 6, 30)
USERNAME, PASSWORD = "clerk", "only-for-counting"
GROUP = 50
ORDINALS = "一二三四五六"
ASPECTS = ("理论武装", "政治建设", "担当作为", "联系群众", "纪律作风", "基层党建")
DRAFT_ROWS = 3


@dataclass(frozen=True, slots=True)
class Bureau:
    """The unit with its people: one leader and one section for each row, and the clerk who does it all."""

    unit: Unit
    clerk: Actor
    leaders: list[Person]
    sections: list[str]


def fill(rows: int) -> Cycle:
    """Everything a list can show, ``rows`` times; the year that holds it."""
    bureau = _bureau(rows)
    _import(rows, bureau)
    draft = _brought_in(bureau, report(rows))
    cycle = confirm_draft(draft=draft, actor=bureau.clerk, seen=draft.version)
    _require(rows, cycle)
    _link(cycle, bureau)
    _plan(cycle, bureau)
    for number in range(rows):
        _brought_in(bureau, report(DRAFT_ROWS, draft=number + 1))
    return cycle


def report(rows: int, draft: int = 0) -> str:
    """A report with that many promises of the year before, problems, causes and new promises."""
    return "\n".join(
        [
            f"{YEAR}年度民主生活会情况报告" + (f"（第{draft}稿）" if draft else ""),
            "一、上年度民主生活会整改措施落实情况",
            *_grouped(rows, "整改", "推进第{0}项整改。全年召开协调会**次，第{0}项任务已经办结。"),
            "二、查摆出的主要问题",
            *_grouped(rows, "", "第{0}项工作推进不够有力。全年只召开调度会**次，效果不明显。"),
            "三、问题产生的原因分析",
            *_grouped(rows, "原因", "学习研究不深。对第{0}项工作的规律研究不够，凭经验办事。"),
            "四、下一步努力方向",
            *_grouped(rows, "努力", "改进第{0}项工作。每季度开展调研不少于2次，逐条销号。"),
            "",
        ]
    )


def _grouped(rows: int, what: str, sentence: str) -> Iterator[str]:
    """Numbered paragraphs under as many headings as they need: nobody numbers to three hundred."""
    for group, start in enumerate(range(0, rows, GROUP)):
        yield f"（{ORDINALS[group]}）{ASPECTS[group]}{what}方面"
        for place, number in enumerate(range(start, min(start + GROUP, rows)), start=1):
            yield f"{place}.{sentence.format(number + 1)}"


def _numbers(rows: int) -> range:
    return range(1, rows + 1)


def _bureau(rows: int) -> Bureau:
    unit = create_unit(
        parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局", short_name="水务局"
    )
    sections = [f"第{number}科" for number in _numbers(rows)]
    for number, name in enumerate(sections):
        create_unit(parent=unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=name, position=number)
    leaders = [
        create_person(
            unit=unit, actor=SYSTEM, staff_number=f"{n:04}", name=f"沈知远{n}", post="副局长", team_order=n
        )
        for n in _numbers(rows)
    ]
    user = create_user(person=leaders[0], actor=SYSTEM, username=USERNAME, password=PASSWORD)
    grant_role(unit=unit, user=user, actor=SYSTEM, role="clerk")
    return Bureau(unit, actor_of(user), leaders, sections)


def _import(rows: int, bureau: Bureau) -> None:
    """Spreadsheets of one line that were uploaded and wait for a decision."""
    content = _spreadsheet()
    table = read_table(read_workbook("ledger.xlsx", content))
    for number in _numbers(rows):
        preview_import(
            unit=bureau.unit,
            actor=bureau.clerk,
            table=table,
            file_name=f"整改台账{number}.xlsx",
            content=content,
            year=YEAR,
        )


def _spreadsheet() -> bytes:
    workbook, saved = Workbook(), io.BytesIO()
    workbook.active.append(["序号", "问题", "整改措施", "责任领导", "完成时限"])
    workbook.active.append([1, "调度不够及时", "每季度开展调研不少于2次", "沈知远1", "2025年6月底前"])
    workbook.save(saved)
    return saved.getvalue()


def _brought_in(bureau: Bureau, text: str) -> documents.Draft:
    incoming = intake.take_text(text)
    return documents.bring_in(unit=bureau.unit, actor=bureau.clerk, incoming=incoming, year=YEAR)


def _require(rows: int, cycle: Cycle) -> None:
    """Fewer rows than were asked for would make every page look good."""
    for model in (Problem, Cause, Measure, Item):
        if (count := model.objects.filter(cycle=cycle).count()) != rows:
            raise RuntimeError(f"{count} {model.__name__} rows where {rows} were to be made")


def _link(cycle: Cycle, bureau: Bureau) -> None:
    problems = Problem.objects.filter(cycle=cycle).order_by("position")
    for model in (Cause, Measure):
        for problem, target in zip(problems, model.objects.filter(cycle=cycle), strict=True):
            make_link(problem=problem, target=target, actor=bureau.clerk)


def _plan(cycle: Cycle, bureau: Bureau) -> None:
    for item, leader, section in zip(
        Item.objects.filter(cycle=cycle), around(bureau.leaders), around(bureau.sections), strict=False
    ):
        plan_item(
            item=item,
            actor=bureau.clerk,
            seen=item.version,
            responsible_leader=leader,
            leads=[section],
            due_kind=DueKind.DATED,
            due_date=DUE,
            end_state="问题全部办结",
        )
