"""The attendance of an activity in one form: everybody on the list, what became of them, and a guest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bihuan.domain.ledgers import permissions
from bihuan.domain.ledgers.enums import AttendanceState
from bihuan.domain.ledgers.models import Activity
from bihuan.domain.ledgers.operations.attendance import Answer, set_attendance
from bihuan.domain.ledgers.queries import people_around, workplace_around
from bihuan.web.forms import new_request_key
from bihuan.web.methods import page_with_form
from bihuan.web.people.picking import pick_field
from bihuan.web.people.picks import PersonPicks
from bihuan.web.refusals import refusals_as_messages, require

from .changing import done
from .deed_forms import DayField
from .records import counting, record_or_404
from .turnout import Line, lines_of

STATES = [("", "（不记）"), *AttendanceState.choices]


class AttendanceForm(forms.Form):
    """A state, a reason and a day of making up for everybody on the list."""

    def __init__(self, data: Any, *, activity: Activity, lines: list[Line]) -> None:
        super().__init__(data)
        self.lines = lines
        fresh = activity.due_count is None
        for line in lines:
            self._add(line, fresh=fresh)
        listed = [line.person.pk for line in lines]
        people = people_around(activity.unit).exclude(pk__in=listed).select_related("unit", "department")
        url = f"{reverse('person-find')}?{urlencode({'unit': workplace_around(activity.unit).key})}"
        self.fields["guest"] = pick_field(
            PersonPicks(people),
            people,
            find_url=url,
            what="人员",
            label="还有别的人参加",
            required=False,
        )

    def rows(self) -> Iterator[tuple[Line, Any, Any, Any]]:
        """Each line with its three fields."""
        for line in self.lines:
            yield line, *(self[f"{name}-{line.person.key}"] for name in ("state", "reason", "made_up_on"))

    def answers(self) -> list[Answer]:
        """What was filled in; whoever is not to be written down is left out, or taken off the list."""
        found = [self._answer(line) for line in self.lines]
        guest = self.cleaned_data["guest"]
        extra = [Answer(guest.key, AttendanceState.PRESENT)] if guest else []
        return [answer for answer in found if answer] + extra

    def _answer(self, line: Line) -> Answer | None:
        values = {
            name: self.cleaned_data[f"{name}-{line.person.key}"] for name in ("state", "reason", "made_up_on")
        }
        if not values["state"] and line.row is None:
            return None
        values["state"] = values["state"] or AttendanceState.NOT_DUE
        return Answer(line.person.key, **values)

    def _add(self, line: Line, *, fresh: bool) -> None:
        key, name, row = line.person.key, line.person.name, line.row
        state = row.state if row else AttendanceState.PRESENT if fresh and line.due else ""
        labelled = {"aria-label": f"{name}的出席情况", "class": "input"}
        self.fields[f"state-{key}"] = forms.ChoiceField(
            choices=STATES, required=False, initial=state, widget=forms.Select(attrs=labelled)
        )
        self.fields[f"reason-{key}"] = forms.CharField(
            max_length=100,
            required=False,
            initial=row.reason if row else "",
            widget=forms.TextInput(
                attrs={"aria-label": f"{name}的理由", "placeholder": "请假或缺席的理由", "class": "input"}
            ),
        )
        day = DayField(required=False, initial=row.made_up_on if row else None)
        day.widget.attrs |= {"aria-label": f"{name}的补学日期", "class": "input"}
        self.fields[f"made_up_on-{key}"] = day


@page_with_form
def record_attendance(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    """Everybody is there unless something else is chosen; ``everybody`` in the form means just that."""
    if shape != Activity.shape:
        raise Http404
    activity = record_or_404(request, shape, key)
    require(permissions.can_keep_records, request, activity)
    counts_in = counting(activity)
    lines = lines_of(activity, counts_in)
    if "everybody" in request.POST:
        answers = [Answer(line.person.key, AttendanceState.PRESENT) for line in lines if line.due]
        with refusals_as_messages(request):
            return _done(request, activity, answers)
    form = AttendanceForm(request.POST or None, activity=activity, lines=lines)
    if form.is_valid():
        with refusals_as_messages(request):
            return _done(request, activity, form.answers())
    context = {"record": activity, "first": counts_in[0], "form": form}
    context["request_key"] = new_request_key()
    return render(
        request, "mechanisms/attendance.html", context, status=422 if request.method == "POST" else 200
    )


def _done(request: HttpRequest, activity: Activity, answers: list[Answer]) -> HttpResponse:
    # The page names the activity a record, as all pages of records do; the operation takes an activity.
    def write(*, record: Activity, **arguments: Any) -> Activity:
        return set_attendance(activity=record, **arguments)

    return done(request, activity, write, "已记下出席情况。", answers=answers)
