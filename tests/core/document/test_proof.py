"""What may be attached to a record, and what is kept of it."""

from __future__ import annotations

import pytest

from bihuan.core.document import proof
from bihuan.core.document.gate import FileRefused, limits
from tests import ledger_books, pictures

TABLE = [["序号", "内容"], [1, "渠道管护"]]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("现场.jpg", pictures.jpeg(), "jpg"),
        ("IMG_1.JPEG", pictures.jpeg(), "jpg"),
        ("截图.png", pictures.png(), "png"),
        ("签到表.xlsx", ledger_books.book(TABLE), "xlsx"),
    ],
)
def test_kinds_that_are_kept(name, content, kind):
    kept = proof.admitted(name, content)

    assert (kept.name, kept.kind) == (name, kind)
    assert pictures.PLACE not in kept.content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.jpg", b"", "empty"),
        ("太大.png", b"\x89PNG\r\n\x1a\n" + bytes(limits.MAX_BYTES), "too_large"),
        ("程序.exe", b"MZ\x00", "unsupported"),
        ("说明.txt", "文字".encode(), "unsupported"),
        ("网页.svg", b"<svg/>", "unsupported"),
        ("没有后缀", pictures.png(), "unsupported"),
        ("假的.jpg", pictures.png(), "mismatch"),
        ("假的.png", pictures.jpeg(), "mismatch"),
        ("假的.pdf", pictures.jpeg(), "mismatch"),
        ("假的.docx", b"PK\x03\x04", "damaged"),
        ("机密★1年.jpg", pictures.jpeg(), "classified"),
        ("表.xlsx", ledger_books.book([["机密★3年"], ["序号", "内容"], [1, "甲"]]), "classified"),
    ],
)
def test_what_is_refused(name, content, code):
    with pytest.raises(FileRefused) as refusal:
        proof.admitted(name, content)

    assert refusal.value.code == code
