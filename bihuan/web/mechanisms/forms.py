"""The form of a record: what is common, what the shape holds, what the mechanisms add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.core.registry.mechanisms import mechanisms as registered
from bihuan.domain.ledgers.models import Record
from bihuan.domain.ledgers.queries import documents_of, people_around, workplace_around
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.models import Person, Unit, UnitQuerySet
from bihuan.web.days import DayField

from .detail_fields import detail_fields, own_fields

#: Widgets that take little room, and how many of them stand in a row.
SHORT = (forms.DateInput, forms.TimeInput, forms.NumberInput, forms.Select)
BESIDE = 3


class RecordForm(forms.Form):
    """``mechanisms`` are those in which the record counts, the one where it is entered first.

    ``record`` and then ``first`` say what stands in the fields before anybody types.
    """

    on = DayField(label="日期")
    title = forms.CharField(label="标题", max_length=200, strip=False)

    def __init__(
        self,
        data: Any,
        *,
        unit: Unit,
        mechanisms: Sequence[Mechanism],
        record: Record | None = None,
        first: Mapping[str, Any] | None = None,
    ) -> None:
        self.unit, self.mechanisms = unit, mechanisms
        stored = _initial(record) if record else {"on": timezone.localdate()}
        super().__init__(data, initial=stored | dict(first or {}))
        entered, people = mechanisms[0], _people(unit, record)
        for name in ("on", "title"):
            self.fields[name].label = entered.name_of(name)
        self.fields["title"].help_text = f"例如：{entered.title_hint}"
        self._details = detail_fields(entered, MODELS[entered.shape], people, _find_url(unit), _units(unit))
        self.fields |= self._details
        self._own = _own_fields(unit, mechanisms, people)
        self.fields |= self._own
        if entered.shape == "case":
            self.order_fields(["on", "title", "route", *self._own])
        if documents := self.fields.get("documents"):
            documents.offer(documents_of(unit))
        if entered.notes:
            self.fields["note"] = forms.CharField(
                label="备注", required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand on the page: neighbours that take little room beside each other."""
        rows: list[list[forms.BoundField]] = []
        for field in self:
            short = isinstance(field.field.widget, SHORT)
            if short and rows and len(rows[-1]) < BESIDE and isinstance(rows[-1][0].field.widget, SHORT):
                rows[-1].append(field)
            else:
                rows.append([field])
        return rows

    def arguments(self) -> dict[str, Any]:
        """What the operations take."""
        filled = self.cleaned_data
        return {
            "on": filled["on"],
            "title": filled["title"],
            "note": filled.get("note", ""),
            "details": {name: filled[name] for name in self._details},
            "values": {name: filled[name] for name in self._own},
        }


class OwnFieldsForm(forms.Form):
    """Only what the mechanisms add; ``mechanisms`` are those that are asked about."""

    def __init__(self, data: Any, mechanisms: Sequence[Mechanism], *, unit: Unit) -> None:
        self.mechanisms = mechanisms
        super().__init__(data)
        self.fields |= _own_fields(unit, mechanisms, _people(unit, None))


def _own_fields(
    unit: Unit, mechanisms: Sequence[Mechanism], people: QuerySet[Person]
) -> dict[str, forms.Field]:
    units, url = _units(unit), _find_url(unit)
    return {
        name: field for each in mechanisms for name, field in own_fields(each, people, url, units).items()
    }


def _people(unit: Unit, record: Record | None) -> QuerySet[Person]:
    """Who may be named: whoever is here, and whoever the record names already, even if they left."""
    people = people_around(unit)
    if record is not None:
        named = [value.pk for value in vars_of(record).values() if isinstance(value, Person)]
        people = people | Person.objects.filter(pk__in=named)
    return people.select_related("unit", "department")


def _units(unit: Unit) -> UnitQuerySet:
    """Which may be named: all that stand in the tenant."""
    return Unit.objects.within([unit.tenant_path]).standing()


def _find_url(unit: Unit) -> str:
    return f"{reverse('person-find')}?{urlencode({'unit': workplace_around(unit).key})}"


class UnitForm(forms.Form):
    """Whose record it is, where there is a choice."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", to_field_name="key", empty_label=None)

    def __init__(self, data: Any, units: UnitQuerySet) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units


def _initial(record: Record) -> dict[str, Any]:
    """What stands in the record now, people and units as rows."""
    return {name: getattr(record, name) for name in ("on", "title", "note")} | vars_of(record)


def vars_of(record: Record) -> dict[str, Any]:
    """The fields of the shape and those of the mechanisms; a person that these name by key as a row."""
    fields = {
        f"{each.code}.{field.code}": field for each in registered().values() for field in each.fields.values()
    }
    named = {
        name: key for name, key in record.values.items() if name in fields and fields[name].kind == "person"
    }
    found = Person.objects.filter(key__in=named.values()) if named else ()
    people = {str(person.key): person for person in found}
    own = record.values | {name: people.get(key) for name, key in named.items()}
    return {name: getattr(record, name) for name in record.details} | own
