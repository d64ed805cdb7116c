"""Chinese names of fields and values, for history pages and stale edits."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from bihuan.core.registry import privacy

from .record_words import list_words, own_words

LABELS = {
    "title": "标题",
    "text": "内容",
    "example": "事例",
    "source": "来源",
    "aspect": "所属方面",
    "ordinal": "序号",
    "responsible_leader": "责任领导",
    "contact": "责任人",
    "leads": "牵头",
    "supports": "配合",
    "due_kind": "时限类型",
    "due_text": "时限原文",
    "due_date": "完成日期",
    "due_precision": "时限精度",
    "target_comparator": "目标比较",
    "target_value": "目标数量",
    "target_high": "目标上限",
    "target_unit": "目标单位",
    "target_period": "目标周期",
    "end_state": "可检验的结果",
    "progress": "进展",
    "outcome": "做了什么、结果如何",
    "evidence_note": "佐证",
    "shortfall_reason": "没有做到的原因",
    "withdrawn_at": "撤回时间",
    "withdrawn_reason": "撤回理由",
    "reason": "理由",
    "state": "状态",
    "weak": "部分对应",
    "filled_value": "补填数字",
    "filled_note": "数字出处",
    "value": "数字",
    "note": "出处",
    "signed_in_from": "登录地点和方式",
}


def label_of(model: type[models.Model], name: str) -> str:
    name = name.removesuffix("_id")
    if name in LABELS:
        return LABELS[name]
    declared = privacy.models().get(model._meta.label_lower)
    return declared.fields[name].title if declared and name in declared.fields else name


def shown(model: type[models.Model], name: str, value: Any) -> str:
    """A stored value as a person reads it: the word of a choice, the name behind a number."""
    if value in (None, "", [], {}):
        return ""
    if name == "values" and isinstance(value, dict):
        return own_words(value)
    if isinstance(value, list) and (words := list_words(value)) is not None:
        return words
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        return str(field.related_model._default_manager.filter(pk=value).first() or "")
    return "是" if value is True else "否" if value is False else str(value)
