"""The page of mechanisms: what each records, whom it binds, and the sentences it completes."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.core.registry.mechanisms import Mechanism, groups, mechanisms
from bihuan.core.registry.procedures import procedures
from bihuan.core.registry.shapes import Shape, shapes
from bihuan.domain.organizations.enums import UnitKind

KIND_NAMES = {
    "text": "文字",
    "long_text": "长文字",
    "number": "数字",
    "date": "日期",
    "yes_no": "是否",
    "choice": "单选",
    "person": "人员",
    "unit": "单位",
    "document": "文件",
    "time": "时间",
    "documents": "文件清单",
    "votes": "选项与票数",
}

MEASURE_NAMES = {
    "count": "条数",
    "sum": "合计",
    "persons": "出席人次",
    "share": "百分比",
    "days": "天数",
    "distinct": "不同的个数",
}


def page() -> Iterator[str]:
    """The shapes, an overview by group, then each mechanism in full."""
    yield "# 机制一览\n\n"
    yield "每个机制是`bihuan/registry/mechanisms`里的一个文件；怎样增加，见 [机制](../mechanisms.md)。\n"
    yield "\n## 七种形态\n\n| 形态 | 是什么 | 可以启用 |\n|---|---|---|\n"
    for shape in shapes().values():
        yield f"| {shape.name} `{shape.code}` | {shape.purpose} | {'、'.join(shape.parts.values())} |\n"
    for code, name in groups().items():
        yield f"\n## {name}\n"
        for mechanism in mechanisms().values():
            if mechanism.group == code:
                yield from _about(mechanism, shapes()[mechanism.shape])


def _about(mechanism: Mechanism, shape: Shape) -> Iterator[str]:
    bound = "、".join(str(UnitKind(kind).label) for kind in mechanism.binds)
    yield f"\n### {mechanism.name} `{mechanism.code}`\n\n{mechanism.purpose}\n\n"
    yield f"- 形态：{shape.name}\n- 谁记：{bound}。{mechanism.binds_why}\n"
    if mechanism.switched_on:
        yield f"- 启用：{'、'.join(shape.parts[part] for part in mechanism.switched_on)}\n"
    yield from (f"- 自己的栏：{text}\n" for text in _fields(mechanism))
    if mechanism.also:
        yield f"- 同一条记录还可计入：{'、'.join(mechanisms()[code].name for code in mechanism.also)}\n"
    if mechanism.norms:
        yield f"- 规范：{'、'.join(f'`{norm}`' for norm in mechanism.norms)}\n"
    if mechanism.procedures:
        names = "、".join(f"{procedures()[code].name}`{code}`" for code in mechanism.procedures)
        yield f"- 办理期限：{names}\n"
    yield from _facts(mechanism)


def _fields(mechanism: Mechanism) -> Iterator[str]:
    for field in mechanism.fields.values():
        traits = [KIND_NAMES[field.kind], *(["必填"] if field.required else [])]
        answers = f"：{'／'.join(field.choices.values())}" if field.choices else ""
        hint = f"。{field.hint}" if field.hint else ""
        yield f"{field.name}（{'，'.join(traits)}）{answers}{hint}"


def _facts(mechanism: Mechanism) -> Iterator[str]:
    yield "\n| 数据 | 怎样数 | 报告里的话 |\n|---|---|---|\n"
    for code, fact in mechanism.facts.items():
        yield f"| {fact.name} `{code}` | {MEASURE_NAMES[fact.measure]} | {fact.told('〔数〕')} |\n"
