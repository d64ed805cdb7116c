"""The form of a record: what is common, what the shape holds, what the mechanisms add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.ledgers.models import Record
from bihuan.domain.ledgers.queries import people_around
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.models import Unit, UnitQuerySet

from .detail_fields import DAY, detail_fields, own_fields


class RecordForm(forms.Form):
    """``mechanisms`` are those in which the record counts, the one where it is entered first.

    ``record`` and then ``first`` say what stands in the fields before anybody types.
    """

    on = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": "日期请写成2026-05-01这样。"},
    )
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
        first, people = mechanisms[0], people_around(unit)
        self.fields["title"].help_text = f"例如：{first.title_hint}"
        units = Unit.objects.within([unit.tenant_path]).standing()
        self._details = detail_fields(first, MODELS[first.shape], people, units)
        self.fields |= self._details
        self._own = _own_fields(unit, mechanisms)
        self.fields |= self._own
        self.fields["note"] = forms.CharField(
            label="备注", required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    def arguments(self) -> dict[str, Any]:
        """What the operations take."""
        filled = self.cleaned_data
        return {
            "on": filled["on"],
            "title": filled["title"],
            "note": filled["note"],
            "details": {name: filled[name] for name in self._details},
            "values": {name: filled[name] for name in self._own},
        }


class OwnFieldsForm(forms.Form):
    """Only what the mechanisms add; ``mechanisms`` are those that are asked about."""

    def __init__(self, data: Any, mechanisms: Sequence[Mechanism], *, unit: Unit) -> None:
        self.mechanisms = mechanisms
        super().__init__(data)
        self.fields |= _own_fields(unit, mechanisms)


def _own_fields(unit: Unit, mechanisms: Sequence[Mechanism]) -> dict[str, forms.Field]:
    people, units = people_around(unit), Unit.objects.within([unit.tenant_path]).standing()
    return {name: field for each in mechanisms for name, field in own_fields(each, people, units).items()}


class UnitForm(forms.Form):
    """Whose record it is, where there is a choice."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", to_field_name="key", empty_label=None)

    def __init__(self, data: Any, units: UnitQuerySet) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units


def _initial(record: Record) -> dict[str, Any]:
    """What stands in the record now; rows are named by key, as the fields know them."""
    stored = {name: getattr(record, name) for name in ("on", "title", "note", *record.details)}
    return {name: getattr(value, "key", value) for name, value in (stored | record.values).items()}
