from __future__ import annotations

from django import forms

from bihuan.core.document.gate import FileRefused, limits
from bihuan.domain.organizations.sheet.failures import NoTable
from bihuan.domain.organizations.sheet.reading import ReadTable, read_people


class UploadForm(forms.Form):
    """A spreadsheet of people. A valid form carries what was read in ``table``."""

    file = forms.FileField(
        label="名册文件",
        error_messages={
            "required": "请选择一个xlsx文件。",
            "empty": "这个文件是空的（0字节），请确认选对了文件，或者重新导出后再试。",
        },
    )

    table: ReadTable
    content: bytes

    def clean_file(self) -> object:
        upload = self.cleaned_data["file"]
        try:
            limits.refuse_if_too_large(upload.size)
            self.content = upload.read()
            self.table = read_people(upload.name, self.content)
        except (FileRefused, NoTable) as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return upload
