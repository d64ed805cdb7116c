"""No list and no file that leaves shows a whole phone or identity number of a citizen."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pypdfium2
import pytest
from django.urls import reverse

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.models import Item, Measure, Problem
from bihuan.domain.rectification.operations import imports, items, wording
from bihuan.domain.rectification.sheet.export import ledger_workbook
from bihuan.domain.rectification.sheet.reading import read_table
from tests.ledgers import add_promise, open_cycle, planned

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CASES = 200


def phone(number: int) -> str:
    return f"138001{number:05}"


def identity(number: int) -> str:
    """A number of somebody born in 1880, with its check digit."""
    digits = f"33010018880606{number:03}"
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


NUMBERS = [kind(number) for number in range(CASES // 2) for kind in (phone, identity)]


def whole_numbers(text: str) -> list[str]:
    """Runs of eleven or eighteen digits, however they are wrapped."""
    return re.findall(r"(?<![0-9a-f-])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9X])(?![0-9a-f-])", text)


@pytest.fixture
def cycle(bureau, clerk):
    """A ledger of 200 cases: every problem names some numbers in title and text, every item in its words."""
    cycle = open_cycle(bureau.unit)
    for number, row in enumerate(NUMBERS[start : start + 20] for start in range(0, CASES, 20)):
        item = planned(add_promise(cycle, number), bureau)
        _tell(item, row, clerk)
    return cycle


def _tell(item: Item, numbers: list[str], clerk) -> None:
    measure = item.measure
    problem = measure.problem_links.get().problem
    cause = problem.cause_links.get().cause
    first, rest = numbers[0], "、".join(numbers[1:])
    for statement in (problem, cause, measure):
        title, text = f"回访{first}的群众", f"回访{first}的群众：{rest}。"
        wording.edit_statement(
            statement=statement, actor=clerk, seen=statement.version, title=title, text=text
        )
    item = items.plan_item(item=item, actor=clerk, seen=item.version, end_state=f"答复{first}", leads=[first])
    items.report_progress(item=item, actor=clerk, seen=item.version, progress="in_progress", outcome=rest)


@pytest.fixture
def batch(bureau, cycle, clerk):
    """A table that brings the same numbers in."""
    content = ledger_workbook(cycle, demo=False)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "回访" in cell.value:
                cell.value = f"改：回访{NUMBERS[0]}、{NUMBERS[1]}"
    changed = io.BytesIO()
    book.save(changed)
    table = read_table(read_workbook("台账.xlsx", changed.getvalue()))
    return imports.preview_import(
        unit=Unit.objects.get(pk=bureau.unit.pk),
        actor=clerk,
        table=table,
        file_name=f"{NUMBERS[0]}.xlsx",
        content=changed.getvalue(),
        year=2025,
    )


def test_the_seeded_cases_would_be_found(cycle):
    text = "".join(Problem.objects.values_list("text", flat=True))

    assert sorted(whole_numbers(text)) == sorted(NUMBERS)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("today", ()),
        ("ledger-year", ("cycle",)),
        ("item-list", ("cycle",)),
        ("coverage", ()),
        ("papers", ()),
        ("exchange", ()),
        ("exchange-batch", ("batch",)),
    ],
)
def test_no_list_shows_a_whole_number(clerk_client, cycle, batch, name, arguments):
    keys = {"cycle": cycle.key, "batch": batch.key}

    page = clerk_client.get(reverse(name, args=[keys[argument] for argument in arguments])).content.decode()

    assert whole_numbers(page) == []
    assert "138****" in page


@pytest.mark.parametrize("paper", ["report", "last-year", "ledger", "problems"])
def test_no_preview_of_a_paper_shows_a_whole_number(clerk_client, cycle, paper):
    page = clerk_client.get(reverse("papers"), {"paper": paper}).content.decode()

    assert whole_numbers(page) == []


@pytest.mark.parametrize("paper", ["report", "last-year", "ledger", "problems"])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_no_paper_carries_a_whole_number(clerk_client, cycle, paper, form):
    content = clerk_client.post(reverse("paper-export", args=[cycle.key, paper, form])).content

    text = docx_text(content) if form == "docx" else pdf_text(content)
    assert whole_numbers(text) == []
    assert "****" in text


def test_no_spreadsheet_carries_a_whole_number(clerk_client, cycle):
    content = clerk_client.post(reverse("ledger-export", args=[cycle.key])).content

    book = openpyxl.load_workbook(io.BytesIO(content))
    text = "\n".join(str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value)
    assert whole_numbers(text) == []
    assert text.count("****") >= CASES


def test_the_page_of_one_record_shows_what_is_needed_to_call_back(clerk_client, cycle):
    measure = Measure.objects.order_by("position").first()

    page = clerk_client.get(reverse("statement-detail", args=["measure", measure.key])).content.decode()

    assert NUMBERS[0] in page


def docx_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join("".join(page.get_textpage().get_text_range().split()) for page in document)
