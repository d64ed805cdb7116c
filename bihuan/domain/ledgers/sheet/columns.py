"""The columns of a sheet: from the shape, from the mechanism's own fields, and those of attendance."""

from __future__ import annotations

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.core.registry.shapes import shapes
from bihuan.domain.exchange.heads import Heads, bare

from ..enums import AttendanceState, Shape
from ..shapes import MODELS
from . import case_columns
from .column import SheetColumn

#: What a sheet may hold.
RECORDS, ATTENDANCE = "records", "attendance"
LONGEST_HEAD = 20
#: How a cell of a kind is filled in, where the field says nothing itself.
HOW = {
    "date": "如2026-05-01",
    "time": "如14:30",
    "number": "数，不小于0",
    "yes_no": "是或否",
    "person": "工号或姓名",
    "unit": "单位的全称或简称",
    "lines": "一行一个，或用；分开",
    "documents": "一行一份：标题｜文号｜发布日期",
}
#: Fields that one cell cannot hold.
LEFT_OUT = frozenset({"options"})


_DAY = SheetColumn("on", "日期", "date", True, ("时间", "开展日期", "学习日期"), how=HOW["date"])
_UNIT = SheetColumn(
    "unit", "单位", "unit", heads=("支部", "党支部", "所在支部"), how="不写就记入上传时选的单位"
)
_STAFF = SheetColumn("staff", "工号", "person", heads=("人员编号",), how="名册里的工号")
_NAME = SheetColumn("name", "姓名", "person", heads=("参加人",), how="没有重名时可以只写姓名")


def columns_of(mechanism: Mechanism, what: str) -> tuple[SheetColumn, ...]:
    """The columns of a sheet of the mechanism's records, or of the attendance of its activities."""
    return _of_attendance() if what == ATTENDANCE else _of_records(mechanism)


def offered(columns: tuple[SheetColumn, ...]) -> tuple[SheetColumn, ...]:
    """Those that an empty sheet has: the others are understood where somebody has them."""
    return tuple(each for each in columns if each.offered)


def heads_of(columns: tuple[SheetColumn, ...]) -> Heads:
    named = [(bare(head), each.code) for each in columns for head in (each.label, *each.heads)]
    return Heads.of(named, longest=LONGEST_HEAD, whole=case_columns.whole(columns))


def _of_records(mechanism: Mechanism) -> tuple[SheetColumn, ...]:
    fields, is_case = shapes()[mechanism.shape].fields, mechanism.shape == Shape.CASE
    heads = (fields["on"].name, _DAY.label, *(case_columns.RECEIVED if is_case else _DAY.heads))
    day = SheetColumn("on", mechanism.name_of("on"), "date", True, heads, how=HOW["date"])
    hint, heads = f"如{mechanism.title_hint}", (fields["title"].name, "标题", "名称", "主题")
    title = SheetColumn("title", mechanism.name_of("title"), "text", heads=heads, how=hint)
    attending = (_STAFF, _NAME) if "attendance" in mechanism.switched_on else ()
    notes = (SheetColumn("note", "备注", "text"),) if mechanism.notes else ()
    found = (day, title, _UNIT, *attending, *_details(mechanism), *_own(mechanism), *notes)
    return case_columns.with_course(mechanism, found) if is_case else found


def _details(mechanism: Mechanism) -> list[SheetColumn]:
    shape, model = shapes()[mechanism.shape], MODELS[mechanism.shape]
    used = [name for name in model.details if mechanism.asks(name)]
    fields = [shape.fields[name] for name in used if name not in LEFT_OUT]
    return [
        SheetColumn(
            each.code, mechanism.name_of(each.code), kind, choices=dict(each.choices), how=HOW.get(kind, "")
        )
        for each in fields
        for kind in [_kind(each.code, each.kind)]
    ]


def _kind(code: str, kind: str) -> str:
    return "lines" if code == "topics" else kind


def _own(mechanism: Mechanism) -> list[SheetColumn]:
    return [
        SheetColumn(
            f"{mechanism.code}.{each.code}",
            each.name,
            each.kind,
            each.required,
            choices=dict(each.choices),
            how=each.hint or HOW.get(each.kind, ""),
        )
        for each in mechanism.fields.values()
    ]


def _of_attendance() -> tuple[SheetColumn, ...]:
    states = dict(AttendanceState.choices)
    return (
        _DAY,
        SheetColumn("title", "标题", "text", heads=("活动", "会议"), how="当天只有一次的可以不写"),
        _UNIT,
        _STAFF,
        _NAME,
        SheetColumn("state", "出席情况", "choice", True, ("出席", "状态", "考勤"), states),
        SheetColumn("reason", "理由", "text", heads=("原因", "请假理由")),
        SheetColumn("made_up_on", "补学日期", "date"),
    )
