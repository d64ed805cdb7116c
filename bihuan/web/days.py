"""Days in forms, chosen or typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

WRONG_DAY = {"invalid": "没有这一天，或写法不对；日期请写成2026-05-01这样。"}


class DayField(forms.DateField):
    """Any day."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=WRONG_DAY, **options)


class PastDayField(DayField):
    """A day up to today."""

    def get_bound_field(self, form: forms.Form, name: str) -> forms.BoundField:
        self.widget.attrs["max"] = timezone.localdate().isoformat()
        return super().get_bound_field(form, name)
