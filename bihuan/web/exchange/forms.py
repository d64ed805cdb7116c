from __future__ import annotations

from django import forms
from django.utils import timezone

from bihuan.core.document.gate import FileRefused, limits
from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.documents.enums import CycleKind
from bihuan.domain.rectification.sheet.reading import ReadTable, read_table
from bihuan.domain.rectification.sheet.recognition import NoTable


class UploadForm(forms.Form):
    """A spreadsheet and the year it belongs to. A valid form carries what was read in ``table``."""

    file = forms.FileField(
        label="台账文件",
        error_messages={
            "required": "请选择一个xlsx文件。",
            "empty": "这个文件是空的（0字节），请确认选对了文件，或者重新导出后再试。",
        },
    )
    year = forms.IntegerField(
        label="检视年度",
        min_value=2000,
        max_value=2100,
        help_text="台账里的问题是哪一年度查摆的，就填哪一年。",
    )
    cycle_kind = forms.ChoiceField(label="会议类别", choices=CycleKind.choices)

    table: ReadTable
    content: bytes

    def __init__(self, *arguments: object, year: int | None = None, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.initial = {"year": year or timezone.localdate().year - 1, "cycle_kind": CycleKind.ANNUAL}

    def clean_file(self) -> object:
        upload = self.cleaned_data["file"]
        try:
            limits.refuse_if_too_large(upload.size)
            self.content = upload.read()
            self.table = read_table(read_workbook(upload.name, self.content))
        except (FileRefused, NoTable) as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return upload
