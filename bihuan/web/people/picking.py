"""The field to pick a person or a unit: a list to choose from where they are few, else typed and found.

Typed text works without a script: a label, a name that only one has, a number. With one, what is found is
offered while somebody types (static/js/pick.js).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from bihuan.domain.organizations.models import Person, Unit

from .picks import PersonPicks, Picks

#: So many stand in a list to choose from; of more, some are found by what is typed.
LISTED = 50


class TypedPick(forms.CharField):
    """A row named by what somebody typed."""

    def __init__(self, *, picks: Picks, find_url: str, what: str, **options: Any) -> None:
        attributes = {"data-pick": find_url, "autocomplete": "off", "spellcheck": "false"}
        options.setdefault("help_text", f"输入{what}的名称、拼音或首字母，从下面选一个。")
        super().__init__(max_length=300, widget=forms.TextInput(attrs=attributes), **options)
        self._picks, self._what = picks, what

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        named = self._picks.named(text)
        if len(named) == 1:
            return named[0].row
        raise forms.ValidationError(self._why(text, [pick.label for pick in named]))

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self._picks.label_of(value)

    def _why(self, text: str, labels: list[str]) -> str:
        if not labels:
            return f"没有找到“{text[:30]}”，请核对{self._what}的名称；已离开或已停用的不能选。"
        return f"“{text[:30]}”不止一个，请写明是哪一个：{'；'.join(labels[:5])}。"


class ListedPick(forms.ModelChoiceField):
    """A row from a short list."""

    def __init__(self, *, picks: Picks, rows: QuerySet, **options: Any) -> None:
        self._picks = picks
        empty = "（请选择）" if options.get("required", True) else "（未定）"
        super().__init__(queryset=rows, to_field_name="key", empty_label=empty, **options)

    def label_from_instance(self, row: Any) -> str:
        return self._picks.label_of(row)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(getattr(value, "key", value))


def pick_field(picks: Picks, rows: QuerySet, *, find_url: str, what: str, **options: Any) -> forms.Field:
    """A list to choose from where there are few rows, else a field to type in."""
    if len(rows[: LISTED + 1]) <= LISTED:
        return ListedPick(picks=picks, rows=rows, **options)
    return TypedPick(picks=picks, find_url=find_url, what=what, **options)


class PickForm(forms.Form):
    """One person of a unit."""

    def __init__(self, data: Any, *, people: QuerySet[Person], unit: Unit) -> None:
        super().__init__(data)
        url = f"{reverse('person-find')}?{urlencode({'unit': unit.key})}"
        self.fields["who"] = pick_field(
            PersonPicks(people), people, find_url=url, what="人员", label="请谁进班子"
        )
