"""The file that records come in with."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from bihuan.core.document.gate import FileRefused, limits
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.ledgers.sheet.failures import AccusationTold, NoTable, PointsRefused
from bihuan.domain.ledgers.sheet.reading import ReadTable, read_records

from .deed_forms import DayField


class UploadForm(forms.Form):
    """A valid form carries what was read in ``table``."""

    file = forms.FileField(
        label="表格文件",
        error_messages={
            "required": "请选择一个xlsx文件。",
            "empty": "这个文件是空的（0字节），请确认选对了文件，或者重新导出后再试。",
        },
    )
    on = DayField(label="没有写日期的行记在", required=False, help_text="表里有日期列的不用填。")

    table: ReadTable
    content: bytes

    def __init__(self, data: Any, files: Any, *, mechanism: Mechanism, what: str) -> None:
        self.mechanism, self.what = mechanism, what
        super().__init__(data, files)

    @property
    def day(self) -> datetime.date | None:
        return self.cleaned_data["on"]

    def clean_file(self) -> object:
        upload = self.cleaned_data["file"]
        try:
            limits.refuse_if_too_large(upload.size)
            self.content = upload.read()
            self.table = read_records(self.mechanism, self.what, upload.name, self.content)
        except (FileRefused, NoTable, PointsRefused, AccusationTold) as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return upload
