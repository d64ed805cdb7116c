"""Forms of the ledger. They check shape; what may happen is checked by the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.queries import departments_of, people_of, team_of
from bihuan.domain.rectification.enums import DueKind, OwnerRole, Progress, Source
from bihuan.domain.rectification.models import Item, Problem, Statement
from bihuan.domain.rectification.people import names_in
from bihuan.web.people.picking import pick_field
from bihuan.web.people.picks import PersonPicks
from bihuan.web.templatetags.numbers import plain

COMPARATORS = (
    ("", "—"),
    ("≥", "不少于"),
    ("=", "等于"),
    ("≤", "不超过"),
    ("range", "从…到…"),
    ("increase", "增加"),
    ("decrease", "减少"),
)
WORDING = forms.Textarea(attrs={"rows": 6})


class StatementForm(forms.Form):
    """Wording of a problem, cause or measure."""

    title = forms.CharField(label="标题", max_length=200)
    aspect = forms.ModelChoiceField(
        label="所属方面", queryset=None, required=False, to_field_name="key", empty_label="（未归入方面）"
    )
    source = forms.ChoiceField(label="来源", choices=Source.choices)
    text = forms.CharField(label="具体内容", max_length=20_000, widget=WORDING)
    example = forms.CharField(
        label="事例", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, model: type[Statement], cycle: Cycle, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["aspect"].queryset = cycle.aspects.order_by("position")
        if model is not Problem:
            del self.fields["source"], self.fields["example"]

    @classmethod
    def of(cls, statement: Statement, data: Any = None) -> StatementForm:
        names = ("title", "text", "source", "example")
        initial = {name: getattr(statement, name) for name in names if hasattr(statement, name)}
        initial["aspect"] = statement.aspect.key if statement.aspect else None
        return cls(data, initial=initial, model=type(statement), cycle=statement.cycle)


class AddForm(forms.Form):
    title = forms.CharField(label="标题", max_length=200, required=False, help_text="不填时取内容的开头。")
    text = forms.CharField(label="具体内容", max_length=20_000, widget=WORDING)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class NamesField(forms.CharField):
    """Several names in one line, separated by 、."""

    def to_python(self, value: Any) -> list[str]:
        return names_in(super().to_python(value))


class PlanForm(forms.Form):
    """Who answers for an item, by when, and to what end."""

    responsible_leader = forms.ModelChoiceField(
        label="责任领导", queryset=None, required=False, to_field_name="key", empty_label="（未定）"
    )
    leads = NamesField(label="牵头", max_length=200, required=False, help_text="科室或人员，多个用“、”隔开。")
    supports = NamesField(label="配合", max_length=200, required=False)
    due_kind = forms.ChoiceField(label="时限类型", choices=DueKind.choices, required=False)
    due_date = forms.DateField(
        label="完成日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    due_text = forms.CharField(label="时限原文", max_length=60, required=False)
    target_comparator = forms.ChoiceField(label="目标", choices=COMPARATORS, required=False)
    target_value = forms.DecimalField(
        label="数量", required=False, min_value=0, max_digits=12, decimal_places=4
    )
    target_high = forms.DecimalField(
        label="上限", required=False, min_value=0, max_digits=12, decimal_places=4
    )
    target_unit = forms.CharField(label="单位", max_length=20, required=False)
    target_period = forms.CharField(label="周期", max_length=30, required=False)
    end_state = forms.CharField(
        label="可检验的结果", max_length=300, required=False, help_text="没有数量时，写明看到什么就算做到。"
    )

    def __init__(self, *arguments: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["responsible_leader"].queryset = team_of(unit)
        self.fields["contact"] = _contact_field(unit)
        self.owner_names = [str(each) for each in departments_of(unit)]
        for name in ("leads", "supports"):
            self.fields[name].widget.attrs["list"] = "owner-names"

    @classmethod
    def of(cls, item: Item, data: Any = None) -> PlanForm:
        names = [name for name in (*cls.base_fields, "contact") if hasattr(item, name)]
        initial = {name: getattr(item, name) for name in names}
        for name in ("target_value", "target_high"):
            initial[name] = plain(initial[name])
        leader = item.responsible_leader
        initial["responsible_leader"] = leader.key if leader else None
        owners = list(item.owners.standing().order_by("pk"))
        for name, role in (("leads", OwnerRole.LEAD), ("supports", OwnerRole.SUPPORT)):
            initial[name] = "、".join(owner.name for owner in owners if owner.role == role)
        return cls(data, initial=initial, unit=item.unit)


def _contact_field(unit: Unit) -> forms.Field:
    """Whoever works in the unit: chosen from a list, or found by what is typed where they are many."""
    people = people_of(unit)
    find_url = f"{reverse('person-find')}?unit={unit.key}"
    return pick_field(
        PersonPicks(people), people, find_url=find_url, what="人员", label="责任人", required=False
    )


class ProgressForm(forms.Form):
    """How far an item is."""

    progress = forms.ChoiceField(label="进展", choices=Progress.choices)
    outcome = forms.CharField(
        label="做了什么、结果如何", max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence_note = forms.CharField(
        label="佐证", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="文号、链接、存放处或联系人均可，不必拍照。",
    )  # fmt: skip
    shortfall_reason = forms.CharField(
        label="没有做到的原因", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @classmethod
    def of(cls, item: Item, data: Any = None) -> ProgressForm:
        return cls(data, initial={name: getattr(item, name) for name in cls.base_fields})
