"""One of every object of a unit: standing, withdrawn, and closed. Every text holds the unit's own name."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import timezone

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.core.reading import corrections
from bihuan.domain.cycles import opening
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents import intake
from bihuan.domain.documents import operations as documents
from bihuan.domain.documents.models import Draft
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations import imports as people_imports
from bihuan.domain.organizations.sheet.reading import read_people
from bihuan.domain.rectification.enums import DueKind, LinkOrigin, LinkState, Progress
from bihuan.domain.rectification.models import Figure, Item, Problem, ProblemCause, ProblemMeasure
from bihuan.domain.rectification.operations import figures, imports, items, links, merge, wording
from bihuan.domain.rectification.sheet.reading import ReadTable, read_table
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.recorded import RecordedModel
from tests import ledger_books

Rows = dict[str, RecordedModel]

#: The examined year with a ledger, one without, and those of spreadsheets in every state.
YEAR, OPEN_YEAR = 2025, 2024
WAITING, APPLIED, UNDONE, DROPPED = 2019, 2020, 2021, 2022

PAPER = """{name}水务局{year}年度民主生活会情况报告
一、查摆出的主要问题
（一）联系群众方面
一是{name}深入一线不够。班子成员到项目现场偏少，对群众反映的取水难题了解不深。
二是{name}攻坚劲头不足。对历史遗留的渠道权属争议，存在等一等的想法。
二、原因剖析
一是{name}宗旨意识有所淡化。习惯于听汇报、看材料，对基层实际掌握不透。
三、整改措施
一是{name}建立现场办公制度。班子成员每季度到工程现场不少于2次，2026年6月底前形成问题清单。
"""


def book(name: str) -> bytes:
    """A spreadsheet with one row that an import would add."""
    return ledger_books.book(
        [
            ["序号", "问题内容", "整改措施", "整改时限", "责任人"],
            [1, f"{name}河道管护有盲区", f"{name}开展一次全面排查", "2026年6月底前", f"{name}办公室"],
        ]
    )


def register(name: str, number: str) -> bytes:
    """A spreadsheet with one person whom an import would add."""
    return ledger_books.book([["工号", "姓名", "职务"], [f"{name}-{number}", f"{name}新人", "科员"]])


class Office:
    """Fills the books of one unit."""

    def __init__(self, unit: Unit, name: str, answering: Person) -> None:
        self.unit, self.name, self.answering = unit, name, answering
        self._table: ReadTable = read_table(read_workbook("台账.xlsx", book(name)))
        with door.recorded("tests.cycle.open", actor=SYSTEM, subject=unit):
            self.cycle: Cycle = opening.opened(unit, YEAR)
            opening.aspects_by_title(self.cycle, [f"{name}理论武装方面"])

    def standing(self) -> Rows:
        """What everybody who may works on."""
        rows = self._promise("现行")
        wording.add_measure(
            cycle=self.cycle,
            actor=SYSTEM,
            title=f"{self.name}尚未对应的措施",
            text=f"{self.name}再开一次会。",
        )
        draft = self._draft(OPEN_YEAR)
        return {
            "cycle": self.cycle,
            **rows,
            "draft": documents.correct(
                draft=draft,
                actor=SYSTEM,
                seen=draft.version,
                change=corrections.Retitle(draft.reading["items"][0]["id"], f"{self.name}改过的标题"),
            ),
            "rival_draft": self._draft(YEAR),
            "batch": self._batch(WAITING),
            "applied_batch": self._applied(APPLIED),
            "people_batch": self._register("待"),
            "applied_people_batch": self._registered("入"),
        }

    def withdrawn(self) -> Rows:
        """What was taken out of the record, or put aside."""
        rows = self._promise("撤回")
        for kind in ("measure", "cause", "problem"):
            statement = rows[kind]
            rows[kind] = wording.withdraw_statement(
                statement=statement, actor=SYSTEM, seen=statement.version, reason="重复"
            )
        rows["item"].refresh_from_db()
        dropped = self._batch(DROPPED)
        dropped = imports.drop_import(unit=self.unit, batch=dropped, actor=SYSTEM, seen_batch=dropped.version)
        people = self._register("弃")
        people = people_imports.drop_people(unit=self.unit, batch=people, actor=SYSTEM, seen_batch=1)
        return {
            **rows,
            "draft": self._put_aside(self._draft(OPEN_YEAR)),
            "rival_draft": self._put_aside(self._draft(YEAR)),
            "batch": dropped,
            "applied_batch": dropped,
            "people_batch": people,
            "applied_people_batch": people,
        }

    def closed(self) -> Rows:
        """What is done, judged, filled in, confirmed, imported or taken back."""
        rows = self._promise("办结")
        item, figure = rows["item"], rows["figure"]
        item = items.report_progress(
            item=item, actor=SYSTEM, seen=item.version, progress=Progress.DONE, outcome="已办结"
        )
        figure = figures.fill_figure(
            figure=figure, actor=SYSTEM, seen=figure.version, value=Decimal(12), note="台账"
        )
        judged = {
            kind: links.decline_link(link=rows[kind], actor=SYSTEM, seen=rows[kind].version)
            for kind in ("cause_link", "measure_link")
        }
        undone = self._applied(UNDONE)
        people = self._registered("撤")
        people = people_imports.undo_people(unit=self.unit, batch=people, actor=SYSTEM, seen_batch=2)
        return {
            "people_batch": people,
            "applied_people_batch": people,
            "item": item,
            "figure": figure,
            **judged,
            "draft": self._merged(self._draft(YEAR)),
            "rival_draft": self._merged(self._draft(YEAR)),
            "batch": self._applied(WAITING - 1),
            "applied_batch": imports.undo_import(
                unit=self.unit, batch=undone, actor=SYSTEM, seen_batch=undone.version
            ),
        }

    def _promise(self, word: str) -> Rows:
        """A problem with a figure to be filled in, a cause, a measure and its item; the links wait."""
        titles = {kind: f"{self.name}{word}的{kind}" for kind in ("problem", "cause", "measure")}
        problem = wording.add_problem(
            cycle=self.cycle,
            actor=SYSTEM,
            title=titles["problem"],
            text=f"{self.name}全年下基层**次，{word}。",
            aspect=self.cycle.aspects.get(),
        )
        cause = wording.add_cause(cycle=self.cycle, actor=SYSTEM, title=titles["cause"], text="深层原因。")
        measure = wording.add_measure(
            cycle=self.cycle, actor=SYSTEM, title=titles["measure"], text=f"{self.name}每季度调研。"
        )
        waiting = {"unit": self.unit, "problem": problem, "state": LinkState.CANDIDATE}
        with door.recorded("tests.links.propose", actor=SYSTEM, subject=problem):
            cause_link = ProblemCause(cause=cause, origin=LinkOrigin.SCORED, score=Decimal("0.5"), **waiting)
            measure_link = ProblemMeasure(
                measure=measure, origin=LinkOrigin.SCORED, score=Decimal("0.5"), **waiting
            )
            figure = self._figure(problem)
            for row in (cause_link, measure_link, figure):
                row.save()
        return {
            "problem": problem,
            "cause": cause,
            "measure": measure,
            "item": self._planned(Item.objects.get(measure=measure)),
            "cause_link": cause_link,
            "measure_link": measure_link,
            "figure": figure,
        }

    def _figure(self, problem: Problem) -> Figure:
        return Figure(
            unit=self.unit,
            cycle=self.cycle,
            problem=problem,
            text="**次",
            start=problem.text.index("**次"),
            comparator="=",
            unit_word="次",
            masked=True,
        )

    def _planned(self, item: Item) -> Item:
        return items.plan_item(
            item=item,
            actor=SYSTEM,
            seen=item.version,
            responsible_leader=self.answering,
            leads=[f"{self.name}办公室"],
            due_kind=DueKind.DATED,
            due_date=timezone.localdate() + datetime.timedelta(days=10),
            end_state=f"{self.name}问题全部办结",
        )

    def _draft(self, year: int) -> Draft:
        incoming = intake.take_text(PAPER.format(name=self.name, year=year))
        return documents.bring_in(unit=self.unit, actor=SYSTEM, incoming=incoming, year=year)

    def _put_aside(self, draft: Draft) -> Draft:
        return documents.withdraw(draft=draft, actor=SYSTEM, seen=draft.version, reason="选错了文件")

    def _merged(self, draft: Draft) -> Draft:
        merge.merge_draft(draft=draft, actor=SYSTEM, seen=draft.version)
        draft.refresh_from_db()
        return draft

    def _batch(self, year: int) -> ImportBatch:
        return imports.preview_import(
            unit=self.unit,
            actor=SYSTEM,
            table=self._table,
            file_name=f"{self.name}{year}.xlsx",
            content=book(self.name),
            year=year,
        )

    def _applied(self, year: int) -> ImportBatch:
        batch = self._batch(year)
        return imports.apply_import(
            unit=self.unit,
            batch=batch,
            actor=SYSTEM,
            seen_batch=batch.version,
            lines=[row["line"] for row in batch.rows],
        )

    def _register(self, number: str) -> ImportBatch:
        content = register(self.name, number)
        table = people_imports.judged_table(self.unit, read_people("名册.xlsx", content))
        return people_imports.preview_people(
            unit=self.unit, actor=SYSTEM, table=table, file_name=f"{self.name}名册.xlsx", content=content
        )

    def _registered(self, number: str) -> ImportBatch:
        batch = self._register(number)
        return people_imports.apply_people(unit=self.unit, batch=batch, actor=SYSTEM, seen_batch=1)
