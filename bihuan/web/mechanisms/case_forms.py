"""What the page of a case asks for before something is noted of it."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from bihuan.core.planning import State
from bihuan.core.registry.procedures import UNITS
from bihuan.domain.ledgers.deadlines import event_words, procedure_of, timeline_of
from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.models.case import PROGRESS

from .deed_forms import DayField, DeedForm

#: What happens to an accusation.
TRANSFER = "passed_on"


def likely_next(case: Case) -> str:
    """What most likely happens next: what completes the duty of ours that ends first, or begins one."""
    told = timeline_of(case, timezone.localdate())
    if told is None or case.confined:
        return TRANSFER if case.confined else PROGRESS
    steps, there = told.matter.procedure.steps, {event.kind for event in told.matter.events}
    ours = [step for step in told.applicable if step.done_on is None and not steps[step.step].theirs]
    due = sorted(ours, key=lambda step: (steps[step.step].lapses, step.due or datetime.date.max))
    for step in due:
        for kind in (
            steps[step.step].starts[:1] if step.state is State.NOT_STARTED else steps[step.step].done[:1]
        ):
            if kind not in there:
                return kind
    return PROGRESS


class EventForm(DeedForm):
    kind = forms.ChoiceField(label="什么事")
    on = DayField(label="日期")
    number = forms.CharField(label="文号", max_length=100, required=False)
    note = forms.CharField(label="说明", max_length=300, required=False)

    def first_values(self) -> dict[str, Any]:
        return {"kind": likely_next(self.record), "on": timezone.localdate()}

    def prepare(self) -> None:
        procedure = procedure_of(self.record)
        known = event_words(procedure)
        if planned := [known[kind] for kind in procedure.planned] if procedure else []:
            self.fields["on"].help_text = f"“{'”“'.join(planned)}”可以填以后的日子。"
        if self.record.confined:
            del self.fields["note"]
            del known[PROGRESS]
        self.fields["kind"].choices = list(known.items())


class StopForm(DeedForm):
    kind = forms.ChoiceField(label="为什么暂停")
    since = DayField(label="暂停的第一天")
    until = DayField(
        label="暂停的最后一天", required=False, help_text="还没有结束的不填。首尾两天都不计入期限。"
    )
    note = forms.CharField(label="说明", max_length=300, required=False)

    def first_values(self) -> dict[str, Any]:
        return {"since": timezone.localdate()}

    def prepare(self) -> None:
        procedure = procedure_of(self.record)
        self.fields["kind"].choices = list(procedure.stops.items()) if procedure else []


class EndStopForm(DeedForm):
    until = DayField(label="暂停的最后一天")

    def first_values(self) -> dict[str, Any]:
        return {"until": self.part.until or timezone.localdate()}


class ExtensionForm(DeedForm):
    step = forms.ChoiceField(label="哪一步")
    days = forms.IntegerField(
        label="延长的天数", min_value=1, error_messages={"min_value": "延长的天数应大于0。"}
    )
    reason = forms.CharField(label="延期理由", max_length=200, help_text="批准以后要告知对方，照告知的话写。")

    def prepare(self) -> None:
        procedure = procedure_of(self.record)
        steps = procedure.steps.values() if procedure else ()
        self.fields["step"].choices = [
            (step.code, f"{step.name}（{_cap(step)}，由{step.extension.approver}批准）")
            for step in steps
            if step.extension
        ]


class ApproveForm(DeedForm):
    on = DayField(label="批准日期", help_text="在纸上签批的，写签批的那一天。期限届满以后才批准的不算数。")

    def first_values(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class TellForm(DeedForm):
    on = DayField(label="告知日期")

    def first_values(self) -> dict[str, Any]:
        return {"on": self.part.told_on or timezone.localdate()}


class PersonForm(DeedForm):
    """Never filled in with what is kept: that would show it without a trace."""

    name = forms.CharField(label="姓名", max_length=50, required=False)
    phone = forms.CharField(label="电话", max_length=30, required=False)
    address = forms.CharField(
        label="住址",
        max_length=200,
        required=False,
        help_text="加密保存，页面上遮盖。保存会换掉原来登记的；全部留空就是清除。",
    )


def _cap(step: Any) -> str:
    return f"最多{step.extension.days}{UNITS[step.unit]}" if step.extension.days else "没有写上限"
