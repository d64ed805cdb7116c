from __future__ import annotations

import datetime

from django import forms
from django.conf import settings
from django.utils import timezone

from bihuan.domain.compilations.composition import Frame


class FrameForm(forms.Form):
    """What the record cannot know about a paper."""

    to = forms.CharField(label="主送机关", max_length=100, required=False)
    date = forms.DateField(
        label="成文日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def frame(self) -> Frame:
        """The frame of the paper; what was not given, or given wrongly, stays open."""
        self.full_clean()
        date: datetime.date | None = self.cleaned_data.get("date")
        return Frame(
            today=timezone.localdate(),
            addressee=self.cleaned_data.get("to", "").strip().rstrip("：:"),
            date=date,
            demo=settings.BIHUAN_DEMO,
        )
