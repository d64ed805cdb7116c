"""Form fields for what a shape holds and for what a mechanism adds, made from their descriptions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from bihuan.core.registry.mechanisms import Mechanism, OwnField
from bihuan.core.registry.shapes import ShapeField, shapes
from bihuan.domain.organizations.models import Person, Unit
from bihuan.web.days import DayField
from bihuan.web.people.picking import pick_field
from bihuan.web.people.picks import PersonPicks

from .documents_field import DocumentsField

#: What every form of a record has by itself.
COMMON = ("on", "title", "note")


class LinesField(forms.CharField):
    """One line of text each; the value is a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said: what nobody answered is not a no."""

    def __init__(self, **options: Any) -> None:
        choices = [("", "（未填）"), ("yes", "是"), ("no", "否")]
        super().__init__(choices=choices, coerce=lambda value: value == "yes", empty_value=None, **options)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class VotesField(forms.CharField):
    """Options of a poll, one a line: label and votes. The value is a list of mappings."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{row['label']} {row['votes']}" for row in value)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        return [self._option(line) for line in super().clean(value).splitlines() if line.strip()]

    def _option(self, line: str) -> dict[str, Any]:
        label, _, votes = line.strip().rpartition(" ")
        if not label.strip() or not votes.isdecimal():
            raise forms.ValidationError(f"“{line.strip()[:30]}”请写成“满意 32”这样：选项、空格、票数。")
        return {"label": label.strip(), "votes": int(votes)}


def detail_fields(
    mechanism: Mechanism, model: Any, people: QuerySet[Person], find_url: str, units: QuerySet[Unit]
) -> dict[str, forms.Field]:
    """Fields for the shape's details that the mechanism uses, in the order of the shape."""
    shape = shapes()[mechanism.shape]
    used = [name for name in model.details if mechanism.asks(name)]
    asked = {name: replace(shape.fields[name], name=mechanism.name_of(name)) for name in used}
    return {name: _field(field, people, find_url, units) for name, field in asked.items()}


def own_fields(
    mechanism: Mechanism, people: QuerySet[Person], find_url: str, units: QuerySet[Unit]
) -> dict[str, forms.Field]:
    """Fields that the mechanism adds, by ``<mechanism>.<field>``."""
    return {
        f"{mechanism.code}.{field.code}": _field(field, people, find_url, units)
        for field in mechanism.fields.values()
    }


def _field(field: ShapeField | OwnField, people: Any, find_url: str, units: Any) -> forms.Field:
    options = {
        "label": field.name,
        "required": getattr(field, "required", False),
        "help_text": getattr(field, "hint", ""),
    }
    if field.kind == "choice":
        answers = [("", "（请选择）"), *field.choices.items()]
        return forms.ChoiceField(choices=answers, **options)
    if field.kind == "person":
        return pick_field(PersonPicks(people), people, find_url=find_url, what="人员", **_picked(options))
    if field.kind == "unit":
        return forms.ModelChoiceField(units, to_field_name="key", empty_label="（未定）", **options)
    if field.kind == "long_text" and field.code in ("topics",):
        return LinesField(**options)
    return _PLAIN[field.kind](options)


def _picked(options: dict[str, Any]) -> dict[str, Any]:
    """Without an empty hint, so that the field says itself how it is filled in."""
    return {name: value for name, value in options.items() if value or name != "help_text"}


_PLAIN: dict[str, Any] = {
    "text": lambda options: forms.CharField(max_length=200, **options),
    "document": lambda options: forms.CharField(max_length=200, **options),
    "long_text": lambda options: forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **options),
    "number": lambda options: forms.DecimalField(min_value=0, max_digits=16, decimal_places=4, **options),
    "date": lambda options: DayField(**options),
    "time": lambda options: forms.TimeField(
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options
    ),
    "yes_no": lambda options: YesNoField(**options),
    "votes": lambda options: VotesField(**options | {"help_text": "一行一个选项，如“满意 32”。"}),
    "documents": lambda options: DocumentsField(
        **options | {"help_text": "标题、文号、发布日期。学过的文件从下拉里选，文号和日期自动带出。"}
    ),
}
