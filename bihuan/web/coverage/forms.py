from __future__ import annotations

from collections.abc import Iterable

from django import forms

from bihuan.core.text.masking import masked
from bihuan.domain.rectification.models import Statement

VERDICTS = (("confirm", "确认"), ("weak", "部分对应"), ("decline", "不相关"))


class VerdictForm(forms.Form):
    """What a person says of a link."""

    verdict = forms.ChoiceField(choices=VERDICTS)


class PickForm(forms.Form):
    """Link a problem by hand with one of the causes or measures that are not linked yet."""

    target = forms.ChoiceField(label="从全部中选")
    weak = forms.BooleanField(label="只是部分对应", required=False)

    def __init__(self, rows: Iterable[Statement], *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.rows = {str(row.key): row for row in rows}
        self.fields["target"].choices = [("", "请选择……")] + [
            (key, masked(f"{row.ordinal} {row.title}".strip())) for key, row in self.rows.items()
        ]
        self.fields["target"].widget.attrs["class"] = "input"

    def chosen(self) -> Statement:
        return self.rows[self.cleaned_data["target"]]


class FillForm(forms.Form):
    """The number behind a mask, and where it comes from."""

    value = forms.DecimalField(label="数字", min_value=0, max_digits=12, decimal_places=2)
    note = forms.CharField(label="出处", max_length=200)
