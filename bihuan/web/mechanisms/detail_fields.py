"""Form fields for what a shape holds and for what a mechanism adds, made from their descriptions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from bihuan.core.registry.mechanisms import Mechanism, OwnField
from bihuan.core.registry.shapes import ShapeField, shapes
from bihuan.domain.organizations.models import Person, Unit

DAY = {"type": "date"}
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


class DocumentsField(forms.CharField):
    """Studied documents, one a line: title｜number｜day of issue. The value is a list of mappings."""

    PARTS = ("title", "number", "issued_on")

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join("｜".join(row.get(part, "") for part in self.PARTS).rstrip("｜") for row in value)

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self._document(line) for line in lines]

    def _document(self, line: str) -> dict[str, str]:
        parts = [part.strip() for part in line.replace("|", "｜").split("｜")][:3]
        title, number, day = parts + [""] * (3 - len(parts))
        if day:
            day = (
                forms.DateField(error_messages={"invalid": f"“{line[:30]}”的发布日期请写成2026-05-01这样。"})
                .clean(day)
                .isoformat()
            )
        return {"title": title, "number": number, "issued_on": day}


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
    mechanism: Mechanism, model: Any, people: QuerySet[Person], units: QuerySet[Unit]
) -> dict[str, forms.Field]:
    """Fields for the shape's details that the mechanism uses, in the order of the shape."""
    shape = shapes()[mechanism.shape]
    used = [name for name in model.details if name not in shape.parts or name in mechanism.switched_on]
    return {name: _field(shape.fields[name], people, units) for name in used}


def own_fields(
    mechanism: Mechanism, people: QuerySet[Person], units: QuerySet[Unit]
) -> dict[str, forms.Field]:
    """Fields that the mechanism adds, by ``<mechanism>.<field>``."""
    return {
        f"{mechanism.code}.{field.code}": _field(field, people, units) for field in mechanism.fields.values()
    }


def _field(field: ShapeField | OwnField, people: Any, units: Any = None) -> forms.Field:
    options = {
        "label": field.name,
        "required": getattr(field, "required", False),
        "help_text": getattr(field, "hint", ""),
    }
    if field.kind == "choice":
        answers = [("", "（请选择）"), *field.choices.items()]
        return forms.ChoiceField(choices=answers, **options)
    if field.kind in ("person", "unit"):
        rows = people if field.kind == "person" else units
        return forms.ModelChoiceField(rows, to_field_name="key", empty_label="（未定）", **options)
    if field.kind == "long_text" and field.code in ("topics",):
        return LinesField(**options)
    return _PLAIN[field.kind](options)


_PLAIN: dict[str, Any] = {
    "text": lambda options: forms.CharField(max_length=200, **options),
    "document": lambda options: forms.CharField(max_length=200, **options),
    "long_text": lambda options: forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **options),
    "number": lambda options: forms.DecimalField(min_value=0, max_digits=16, decimal_places=4, **options),
    "date": lambda options: forms.DateField(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **options),
    "time": lambda options: forms.TimeField(
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options
    ),
    "yes_no": lambda options: forms.BooleanField(**options | {"required": False}),
    "votes": lambda options: VotesField(**options | {"help_text": "一行一个选项，如“满意 32”。"}),
    "documents": lambda options: DocumentsField(
        **options
        | {"help_text": "一行一份：标题｜文号｜发布日期，如“关于开展……的通知｜安发〔2026〕3号｜2026-03-01”。"}
    ),
}
