"""Ten thousand rows with errors in the middle, and the limit on rows."""

from __future__ import annotations

import pytest

from bihuan.core.document.gate import FileRefused
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.sheet.reading import MAX_ROWS, read_people

from . import books

COUNT, WRONG = 10_000, range(4_990, 5_010)


@pytest.mark.slow
def test_ten_thousand_rows_with_errors_in_the_middle(upload, apply):
    batch = upload(*books.many(COUNT, wrong=WRONG))

    wrong = [row for row in batch.rows if row["what"] == "wrong"]
    assert [row["line"] for row in wrong] == [position + 2 for position in WRONG]
    assert wrong[0]["errors"] == [["E4992", "since", "没有2024年2月30日这一天，请核对。"]]
    assert {row["what"] for row in batch.rows if row not in wrong} == {"new"}

    apply(batch, only_good=True)

    assert Person.objects.filter(staff_number__startswith="N").count() == COUNT - len(WRONG)


def test_the_limit_on_rows_is_said():
    content = books.register(("101", "林溪"), *([None] for _ in range(MAX_ROWS - 1)), ("102", "何田"))

    with pytest.raises(FileRefused) as caught:
        read_people("名册.xlsx", content)

    assert str(caught.value) == (
        "第20,002行还有内容，上限是20,000行。请确认下方没有多余的内容，或者拆成几份后再试。"
    )
