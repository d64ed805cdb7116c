"""What people fill in: a file or pasted text, and the year it speaks of."""

from __future__ import annotations

from django import forms

from bihuan.domain.documents.enums import CycleKind
from bihuan.domain.documents.models import Draft

MOST_PASTED = 2_000_000


class IntakeForm(forms.Form):
    """A file or pasted text. The year may stay empty where the text says it."""

    file = forms.FileField(label="文件", required=False, allow_empty_file=True)
    text = forms.CharField(
        label="或者粘贴文字",
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="没有文件时，把全文粘贴在这里。",
    )
    year = forms.IntegerField(
        label="检视的年度",
        required=False,
        min_value=2012,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "留空则从文中读取"}),
        help_text="2025年度的会在2026年初召开，填2025。",
    )
    cycle_kind = forms.ChoiceField(label="会议类别", choices=CycleKind.choices, initial=CycleKind.ANNUAL)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        has_file, has_text = bool(cleaned.get("file")), bool((cleaned.get("text") or "").strip())
        if has_file and has_text:
            self.add_error("text", "文件和粘贴的文字只能二选一，请清空其中一个。")
        elif not has_file and not has_text and not self.errors:
            self.add_error("file", "请选择一个文件，或在下面粘贴文字。")
        return cleaned


class AgainForm(forms.Form):
    """The year and kind for which the same file is read once more."""

    year = IntakeForm.base_fields["year"]
    cycle_kind = forms.ChoiceField(choices=CycleKind.choices)

    def wanted(self, earlier: Draft) -> dict[str, object]:
        """What was asked for; what is missing is as in the earlier draft."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {"year": earlier.year, "cycle_kind": earlier.cycle_kind, **given}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="撤回的理由",
        max_length=200,
        error_messages={"required": "请写明撤回的理由，以便日后查考。"},
    )
