"""A file that is handed out is saved under its name, whatever letters that has."""

from __future__ import annotations

import pytest

from bihuan.web.downloads import XLSX, file_answer


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.xlsx", 'attachment; filename="a.xlsx"'),
        ("名册.xlsx", "attachment; filename*=utf-8''%E5%90%8D%E5%86%8C.xlsx"),
    ],
)
def test_the_name_is_kept(name, said):
    answer = file_answer(b"PK", name)

    assert (answer["Content-Type"], answer["Content-Disposition"]) == (XLSX, said)
    assert answer.content == b"PK"


def test_another_kind_of_file_says_so():
    assert file_answer(b"a,b", "a.csv", media_type="text/csv")["Content-Type"] == "text/csv"
