"""Forms of people. They check shape; what may happen is checked by the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.organizations.enums import SeatKind, UnitKind
from bihuan.domain.organizations.models import BranchMembership, Dated, Person, Post, TeamSeat, Unit
from bihuan.domain.organizations.queries import units_visible_to
from bihuan.domain.trail.actor import Actor
from bihuan.web.days import PastDayField

from .picking import pick_field
from .picks import UnitPicks
from .places import places_for
from .wanted import key_in


class StepForm(forms.Form):
    """The form of one thing that is done to a person; ``row``: what the person holds, if it is about that."""

    def __init__(
        self, data: Any, *, person: Person | None, row: Dated | None, actor: Actor, hints: Any
    ) -> None:
        self.person, self.row, self.actor, self.hints = person, row, actor, hints
        super().__init__(data, initial=self.first_values())
        self.prepare()

    def first_values(self) -> dict[str, Any]:
        """What stands in the fields before anybody types."""
        return {}

    def prepare(self) -> None:
        """Make the fields that depend on the person."""

    def offer_places(self, name: str, use: str, label: str, *, what: str = "单位", **options: Any) -> None:
        """A field to pick a unit for a use."""
        tenant_path = self.person.unit.tenant_path if self.person else "/"
        places = places_for(self.actor, use, tenant_path=tenant_path)
        places = places if places is not None else Unit.objects.none()
        picks = UnitPicks(places, visible=units_visible_to(self.actor))
        url = f"{reverse('place-find')}?for={use}"
        self.fields[name] = pick_field(picks, places, find_url=url, what=what, label=label, **options)


class PersonForm(StepForm):
    """Name and staff number."""

    name = forms.CharField(label="姓名", max_length=50, strip=False)
    staff_number = forms.CharField(
        label="工号", max_length=40, help_text="在本系统里不能重复，用来区分同名的人。"
    )

    def first_values(self) -> dict[str, Any]:
        return {"name": self.person.name, "staff_number": self.person.staff_number} if self.person else {}


class NewPersonForm(PersonForm):
    """Somebody new, with the place of work, and the main post and branch if they are known."""

    title = forms.CharField(label="职务", max_length=50, required=False)
    since = PastDayField(label="任职日期", required=False, help_text="不知道的可以不填。")
    field_order = ("name", "staff_number", "place", "title", "since", "branch")

    def prepare(self) -> None:
        self.offer_places("place", "work", "单位或内设机构")
        self.offer_places("branch", "branch", "党支部", what="支部", required=False)
        self.fields["place"].initial = self._hinted()
        self.order_fields(self.field_order)

    def _hinted(self) -> Unit | None:
        """The place that the address names, else the highest."""
        places = places_for(self.actor, "work")
        key = key_in(self.hints, "unit")
        return (places.filter(key=key).first() if key else None) or places.first()


class LeavingForm(StepForm):
    on = PastDayField(label="离开日期", help_text="从这一天起不在本单位；职务、支部和班子席位同时结束。")

    def first_values(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class PlaceForm(StepForm):
    """A main post in another place from a day on."""

    title = forms.CharField(label="职务", max_length=50)
    on = PastDayField(label="从哪一天起")
    field_order = ("unit", "title", "on")

    def first_values(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def prepare(self) -> None:
        self.offer_places("unit", "work", "单位或内设机构")
        self.order_fields(self.field_order)


class PostForm(StepForm):
    title = forms.CharField(label="职务", max_length=50)
    since = PastDayField(label="任职日期", required=False, help_text="不知道的可以不填。")
    is_main = forms.BooleanField(
        label="主要职务", required=False, help_text="人员在主要职务所在的单位工作；一个人同一时间只有一个。"
    )
    field_order = ("unit", "title", "since", "is_main")

    def first_values(self) -> dict[str, Any]:
        return {"is_main": not self.person.posts.open().filter(is_main=True).exists()}

    def prepare(self) -> None:
        self.offer_places("unit", "post", "任职单位")
        self.fields["unit"].initial = self.person.department or self.person.unit
        self.order_fields(self.field_order)


class EndForm(StepForm):
    on = PastDayField(label="结束日期", help_text="从这一天起不再算。")

    def first_values(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}


class DaysForm(StepForm):
    """The days of a row; the end only of one that has ended."""

    since = PastDayField(label="开始日期", required=False, help_text="不知道的可以不填。")
    until = PastDayField(label="结束日期", help_text="从这一天起不再算。")

    def first_values(self) -> dict[str, Any]:
        names = [name for name in type(self).base_fields if hasattr(self.row, name)]
        return {name: getattr(self.row, name) for name in names}

    def prepare(self) -> None:
        if self.row.until is None:
            del self.fields["until"]


class PostCorrectionForm(DaysForm):
    title = forms.CharField(label="职务", max_length=50)
    is_main = forms.BooleanField(label="主要职务", required=False)
    field_order = ("title", "since", "until", "is_main")


class BranchForm(StepForm):
    """The branch to join, or to change to."""

    since = PastDayField(label="从哪一天起", required=False, help_text="不知道的可以不填。")
    field_order = ("branch", "since")

    def prepare(self) -> None:
        self.offer_places("branch", "branch", "党支部", what="支部")
        self.order_fields(self.field_order)


class BranchChangeForm(StepForm):
    on = PastDayField(label="从哪一天起", help_text="从这一天起在新的支部，原来的支部关系同时结束。")
    field_order = ("branch", "on")

    def first_values(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def prepare(self) -> None:
        self.offer_places("branch", "branch", "转到哪个支部", what="支部")
        self.order_fields(self.field_order)


class SeatForm(StepForm):
    """A seat in a team: how, in charge of what, since when."""

    kind = forms.ChoiceField(label="身份", choices=SeatKind.choices, initial=SeatKind.MEMBER)
    portfolio = forms.CharField(label="分管", max_length=200, required=False)
    since = PastDayField(label="从哪一天起", required=False, help_text="不知道的可以不填。")
    field_order = ("unit", "kind", "portfolio", "since")

    def prepare(self) -> None:
        """In the team of the unit where the person works, or of the one that a 下属单位 belongs to."""
        work = self.person.unit
        parent = work.parent_id if work.kind == UnitKind.SUBORDINATE else None
        teams = Unit.objects.filter(Q(pk=work.pk) | Q(pk=parent)).order_by("path")
        seen = teams.within(self.actor.paths_for("people.change"))
        self.fields["unit"] = forms.ModelChoiceField(
            queryset=seen, label="哪个单位的班子", to_field_name="key", empty_label=None
        )
        self.fields["unit"].initial = key_in(self.hints, "unit") or work.key
        self.order_fields(self.field_order)


class SeatChangeForm(DaysForm):
    kind = forms.ChoiceField(label="身份", choices=SeatKind.choices)
    portfolio = forms.CharField(label="分管", max_length=200, required=False)
    field_order = ("kind", "portfolio", "since", "until")


#: What each kind of row is called as an argument of its operations, and to readers.
ROWS: dict[type[Dated], tuple[str, str]] = {
    Post: ("post", "职务"),
    BranchMembership: ("membership", "支部"),
    TeamSeat: ("seat", "班子席位"),
}
