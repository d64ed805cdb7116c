"""The documents that were studied, a row each, offered from what the unit studied before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

PARTS = ("title", "number", "issued_on")
LABELS = {"title": "文件标题", "number": "文号", "issued_on": "发布日期"}
#: So many empty rows stand ready.
SPARE = 3
Documents = list[dict[str, str]]


class DocumentsWidget(forms.Widget):
    """Rows of a title, a number and a day; without a script, and as many as are filled and some more."""

    template_name = "mechanisms/_documents_widget.html"
    use_fieldset = True
    offered: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = list(value or []) + [dict.fromkeys(PARTS, "")] * SPARE
        context = super().get_context(name, value, attrs)
        context["rows"] = [
            [(f"{name}-{part}", f"第{place}份的{LABELS[part]}", part, row.get(part, "")) for part in PARTS]
            for place, row in enumerate(rows, start=1)
        ]
        return context | {"list": f"{name}-offered", "offered": self.offered, "labels": LABELS}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Documents:
        columns = [data.getlist(f"{name}-{part}") for part in PARTS]
        rows = [dict(zip(PARTS, map(str.strip, cells), strict=True)) for cells in zip(*columns, strict=False)]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-title" not in data


class DocumentsField(forms.Field):
    """The value is a list of mappings, the day as ISO text or empty."""

    widget = DocumentsWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._earlier: dict[str, dict[str, str]] = {}

    def offer(self, earlier: Iterable[Mapping[str, str]]) -> None:
        """Documents to choose from: chosen by title, number and day come with it."""
        self._earlier = {row["title"]: dict(row) for row in reversed(list(earlier))}
        self.widget.offered = tuple(self._earlier)

    def clean(self, value: Documents) -> Documents:
        return [self._one(row) for row in super().clean(value) or []]

    def _one(self, row: dict[str, str]) -> dict[str, str]:
        if not row["title"]:
            raise forms.ValidationError("有一份文件没有写标题，请补上，或者清空这一行。")
        if not row["number"] and not row["issued_on"] and row["title"] in self._earlier:
            return {part: self._earlier[row["title"]].get(part, "") for part in PARTS}
        if row["issued_on"]:
            wrong = {
                "invalid": f"“{row['title'][:30]}”的发布日期没有这一天，或写法不对；请写成2026-05-01这样。"
            }
            row["issued_on"] = forms.DateField(error_messages=wrong).clean(row["issued_on"]).isoformat()
        return row
