"""What the reader asks of the trail, from the address of the page."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils import timezone

from bihuan.core.registry.actions import areas, titles
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.browsing import Wanted
from bihuan.web.days import WRONG_DAY
from bihuan.web.templatetags.visible import visible

from . import people, places
from .scope import Scope

#: Up to so many units all stand in the list to choose from; of more, those around the chosen one.
ALL_UNITS = 200
VIA = {"page": "网页", "cli": "命令行", "job": "定时任务", "demo": "首次装入"}
DAY = forms.DateInput(attrs={"type": "date", "min": "2000-01-01", "max": "2099-12-31"}, format="%Y-%m-%d")
FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")


class TrailForm(forms.Form):
    """The filter. Nothing is required; what is wrong is said at its field."""

    unit = forms.ChoiceField(
        label="单位", required=False, error_messages={"invalid_choice": "没有这个单位，请重选。"}
    )
    since = forms.DateField(
        label="从", required=False, widget=DAY, input_formats=FORMATS, error_messages=WRONG_DAY
    )
    until = forms.DateField(
        label="到", required=False, widget=DAY, input_formats=FORMATS, error_messages=WRONG_DAY
    )
    who = forms.CharField(
        label="办理人",
        required=False,
        max_length=50,
        error_messages={"max_length": "最多写50个字。"},
        widget=forms.TextInput(attrs={"placeholder": "姓名、拼音或登录名", "autocomplete": "off"}),
    )
    action = forms.ChoiceField(
        label="做了什么", required=False, error_messages={"invalid_choice": "没有这种操作，请重选。"}
    )
    via = forms.ChoiceField(
        label="途径",
        required=False,
        choices=[("", "全部"), *VIA.items()],
        error_messages={"invalid_choice": "没有这种途径，请重选。"},
    )
    only = forms.BooleanField(label="不含下级单位", required=False)
    on_behalf = forms.BooleanField(label="只看代办", required=False)
    object = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    def __init__(self, data: Any, *, scope: Scope) -> None:
        super().__init__(data, auto_id="trail-%s", label_suffix="")
        self.scope = scope
        self.unit: Unit | None = None
        self.fields["unit"].choices = list(self._unit_choices(str(data.get("unit", ""))))
        self.fields["action"].choices = _action_choices()

    def clean_unit(self) -> Unit | None:
        key = self.cleaned_data["unit"]
        self.unit = self.scope.units.get(key=key) if key else None
        return self.unit

    def clean_object(self) -> UUID | None:
        """The object of the entry at a place, or the object of a key."""
        written = self.cleaned_data["object"]
        entry = places.entry_at(self.scope, written)
        key = entry.object_key if entry else places.as_key(written)
        if written and key is None:
            raise forms.ValidationError("没有这个对象，请从列表里点选。")
        return key

    def clean_since(self) -> datetime.date | None:
        return _sensible(self.cleaned_data["since"])

    def clean_until(self) -> datetime.date | None:
        return _sensible(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "止日早于起日，请调换。")
        return self.cleaned_data

    def wanted(self) -> Wanted:
        """What a valid form asks for. The last day counts whole."""
        asked = self.cleaned_data
        who = asked["who"].strip()
        return Wanted(
            since=_midnight(asked["since"]),
            until=_midnight(asked["until"] + datetime.timedelta(days=1)) if asked["until"] else None,
            actors=people.keys_named(who, self.scope.paths) if who else None,
            actions=_actions(asked["action"]),
            object_key=asked["object"],
            via=asked["via"],
            on_behalf=asked["on_behalf"],
        )

    def address(self, **changed: str | None) -> str:
        """The query string of this filter, with something changed."""
        values = {name: self.data.get(name, "") for name in self.fields} | changed
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def asked(self, wanted: Wanted) -> dict[str, Any]:
        """What was asked for, for the trail: as it was written, but people by key."""
        asked = {name: self.data[name] for name in self.fields if name != "who" and self.data.get(name)}
        return asked if wanted.actors is None else asked | {"actors": list(wanted.actors)}

    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def _unit_choices(self, chosen: str) -> Any:
        yield "", "全部单位"
        units = list(self.scope.units[: ALL_UNITS + 1])
        if len(units) > ALL_UNITS:
            units = _around(self.scope, chosen)
        top = min((unit.path.count("/") for unit in units), default=0)
        for unit in _as_a_tree(units):
            yield str(unit.key), "　" * (unit.path.count("/") - top) + visible(unit.name)


def _around(scope: Scope, chosen: str) -> list[Unit]:
    """The chosen unit with those above and those right below it; at first the highest ones."""
    found = list(scope.units.filter(key=places.as_key(chosen))) or [scope.home]
    steps = found[0].path.strip("/").split("/")
    above = [f"/{'/'.join(steps[:count])}/" for count in range(1, len(steps) + 1)]
    family = scope.units.filter(path__in=above) | scope.units.filter(parent=found[0])
    return list(family)


def _as_a_tree(units: list[Unit]) -> list[Unit]:
    """Each unit after the one above it, those beside each other in their order."""
    places = {unit.path: (unit.position, unit.pinyin, unit.path) for unit in units}

    def place(unit: Unit) -> list[tuple[Any, ...]]:
        steps = unit.path.strip("/").split("/")
        above = (f"/{'/'.join(steps[:count])}/" for count in range(1, len(steps) + 1))
        return [places[path] for path in above if path in places]

    return sorted(units, key=place)


def _action_choices() -> list[tuple[str, Any]]:
    grouped = [
        (area.name, [(f"{area.code}.", f"{area.name}：全部"), *area.actions.items()]) for area in areas()
    ]
    return [("", "全部"), *grouped]


def _actions(chosen: str) -> tuple[str, ...]:
    if not chosen or chosen in titles():
        return (chosen,) if chosen else ()
    return tuple(next(area for area in areas() if chosen == f"{area.code}.").actions)


def _sensible(day: datetime.date | None) -> datetime.date | None:
    if day and not 2000 <= day.year < 2100:
        raise forms.ValidationError("年份应在2000年到2099年之间。")
    return day


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min)) if day else None
