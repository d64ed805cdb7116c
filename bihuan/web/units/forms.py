"""Forms of units. They check shape; what may happen is checked by the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from bihuan.core.registry.unit_kinds import has_leading_body, kinds_below
from bihuan.core.text.names import clean_name
from bihuan.domain.organizations.enums import LeadingBody, UnitKind
from bihuan.domain.organizations.models import Unit
from bihuan.web.days import PastDayField

NO_BODY = [("", "没有"), *LeadingBody.choices]


class NameField(forms.CharField):
    """A name as it is kept; what is hidden in it is refused with its place."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return clean_name(text) if text else ""
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from None


class UnitForm(forms.Form):
    """Names, leading body and day of founding of a unit that stands already."""

    name = NameField(label="名称", max_length=100, strip=False)
    short_name = NameField(
        label="简称", max_length=30, required=False, strip=False, help_text="填了简称的，列表里显示简称。"
    )
    leading_body = forms.ChoiceField(label="党组或党委", choices=NO_BODY, required=False)
    founded_on = PastDayField(
        label="设立日期",
        required=False,
        help_text="这一天以前的工作不要求它开展；不清楚的空着，当作早已设立。",
    )

    @classmethod
    def of(cls, unit: Unit, data: Any = None) -> UnitForm:
        form = cls(data, initial={name: getattr(unit, name) for name in cls.base_fields})
        if not has_leading_body(unit.kind):
            del form.fields["leading_body"]
        return form


class NewUnitForm(UnitForm):
    """A unit to be made below another, of a kind that stands there."""

    kind = forms.ChoiceField(label="类别", help_text="类别建好后不能改；选错了，停用后另设一个。")
    field_order = ("kind", "name", "short_name", "leading_body", "founded_on")

    def __init__(self, *arguments: Any, parent: Unit, **options: Any) -> None:
        super().__init__(*arguments, **options)
        below = kinds_below(parent.kind)
        self.fields["kind"].choices = [(code, UnitKind(code).label) for code in below]
        if not any(has_leading_body(code) for code in below):
            del self.fields["leading_body"]

    def clean(self) -> dict[str, Any]:
        kind, body = self.cleaned_data.get("kind"), self.cleaned_data.get("leading_body")
        if kind and body and not has_leading_body(kind):
            self.add_error("leading_body", f"{UnitKind(kind).label}不设党组或党委，请选“没有”。")
        return self.cleaned_data


class ClosingForm(forms.Form):
    closed_on = PastDayField(label="停用日期", help_text="从这一天起，这里的内容只能看，不能改。")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.initial.setdefault("closed_on", timezone.localdate())
