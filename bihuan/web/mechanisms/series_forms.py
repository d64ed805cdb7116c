"""The forms of a series. They check shape; whether the days can be right is checked by the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from bihuan.core.planning.series import NTHS, WEEKDAYS
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.ledgers.enums import Rhythm
from bihuan.domain.ledgers.models import Series
from bihuan.domain.ledgers.planned import others_of
from bihuan.web.days import DayField


class SeriesForm(forms.Form):
    title = forms.CharField(label="标题", max_length=200, help_text="每次的记录照此起名，到时可改。")
    rhythm = forms.ChoiceField(label="怎样排", choices=Rhythm.choices, initial=Rhythm.MONTH_WEEKDAY)
    every = forms.IntegerField(
        label="间隔", initial=1, min_value=1, max_value=12, help_text="1是每周或每月，2是隔周或隔月。"
    )
    nth = forms.TypedChoiceField(
        label="第几个",
        choices=[("", "（不选）"), *NTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label="星期几",
        choices=[("", "（不选）"), *((n, f"星期{word}") for n, word in enumerate(WEEKDAYS))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    day = forms.IntegerField(
        label="几号", required=False, min_value=1, max_value=31, help_text="当月没有这一天的，排在月末。"
    )
    since = DayField(label="从哪天起")
    until = DayField(label="到哪天止")
    starts = forms.TimeField(
        label="开始时间",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "时间请写成09:00这样。"},
    )
    place = forms.CharField(label="地点", max_length=100, required=False)
    alongside = forms.BooleanField(label="和已有的系列并行", required=False)

    @classmethod
    def new(cls, data: Any, mechanism: Mechanism) -> SeriesForm:
        today = timezone.localdate()
        year_end = today.replace(month=12, day=31)
        return cls(data, initial={"title": mechanism.name, "since": today, "until": year_end})

    @classmethod
    def of(cls, series: Series, data: Any) -> SeriesForm:
        """Since when it runs is not changed: the days before today stay as they were."""
        first = {name: getattr(series, name) for name in cls.base_fields if name != "alongside"}
        form = cls(data, initial=first | {"alongside": bool(others_of(series))})
        del form.fields["since"]
        return form
