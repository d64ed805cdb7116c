"""What the page asks for before a deed is done. Each form knows the record and the part it is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from bihuan.domain.ledgers.enums import CriterionState
from bihuan.domain.ledgers.queries import people_around
from bihuan.domain.organizations.models import Person, Unit
from bihuan.web.days import DayField


class DeedForm(forms.Form):
    """``record`` and, if the deed is about one, ``part`` as they stand."""

    def __init__(self, data: Any, *, record: Any, part: Any) -> None:
        self.record, self.part = record, part
        super().__init__(data, initial=self.first_values())
        self.prepare()

    def first_values(self) -> dict[str, Any]:
        """What stands in the fields before anybody types."""
        return {}

    def prepare(self) -> None:
        """Make the fields that depend on the record."""


class ReasonForm(DeedForm):
    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class MilestoneForm(DeedForm):
    text = forms.CharField(label="里程碑", max_length=200, help_text="看得见的一步，例如“方案经党组会审定”。")
    due_on = DayField(label="完成时限", required=False)


class FinishForm(DeedForm):
    on = DayField(label="完成日期")
    proof = forms.CharField(
        label="凭什么说完成了", max_length=300, help_text="文号、链接、会议纪要或可以问的人都行，不必拍照。"
    )

    def first_values(self) -> dict[str, Any]:
        return {"on": self.part.done_on or timezone.localdate(), "proof": self.part.proof}


class ReviewForm(DeedForm):
    on = DayField(label="核对日期")
    finding = forms.CharField(label="核对情况", max_length=300, required=False)
    review_on = DayField(label="下次核对", required=False, help_text="不定期的可以不填。")

    def first_values(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class NominateForm(DeedForm):
    """A person or a unit; which of the two, the mechanism's category says."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label="推荐的人", to_field_name="key", required=False
    )
    nominee_unit = forms.ModelChoiceField(
        Unit.objects.none(), label="推荐的单位", to_field_name="key", required=False
    )
    grounds = forms.CharField(label="推荐理由", max_length=300, required=False)

    def prepare(self) -> None:
        self.fields["person"].empty_label = "（不是个人）"
        self.fields["person"].queryset = people_around(self.record.unit)
        units = Unit.objects.within([self.record.unit.path]).standing()
        self.fields["nominee_unit"].empty_label = "（不是单位）"
        self.fields["nominee_unit"].queryset = units.order_by("path")


class CriteriaForm(DeedForm):
    texts = forms.CharField(
        label="条目",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一条，照上级的标准写；已有的不会重复加。",
    )

    def clean_texts(self) -> list[str]:
        return self.cleaned_data["texts"].splitlines()


class JudgeForm(DeedForm):
    state = forms.ChoiceField(label="达到没有", choices=CriterionState.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(label="凭据", max_length=300, required=False, help_text="达到的，写明凭什么。")
    gap = forms.CharField(
        label="差距与补法", max_length=300, required=False, help_text="未达到的，写明差在哪里、怎么补。"
    )

    def first_values(self) -> dict[str, Any]:
        return {"state": self.part.state, "evidence": self.part.evidence, "gap": self.part.gap}
