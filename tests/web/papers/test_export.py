"""Downloads opened again: the text is that of the paper, the page that of the norm, the export noted."""

from __future__ import annotations

import hashlib
import io
import re

import docx
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.compilations.catalogue import KINDS
from bihuan.domain.compilations.composition import Frame
from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.operations import items
from bihuan.domain.rectification.view import ledger_of
from bihuan.domain.trail import journal
from bihuan.domain.trail.models import Change, Entry
from tests.domain.compilations.reading_back import lines_of

MILLIMETRE = 72 / 25.4


def export(client, cycle, code: str, form: str, **values: str):
    return client.post(reverse("paper-export", args=[cycle.key, code, form]), values)


def expected(cycle, code: str = "report", *, demo: bool = False) -> list[str]:
    frame = Frame(timezone.localdate(), "县委组织部", demo=demo)
    return lines_of(KINDS[code].compose(ledger_of(cycle), frame))


def docx_lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs if paragraph.text]


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


@pytest.fixture
def late_item(cycle, clerk):
    """One item done, one begun with a reason why it is not finished."""
    for title, progress, words in (
        ("狠抓作风建设", Progress.DONE, {"outcome": "精简会议12个。"}),
        ("坚守廉洁底线", Progress.IN_PROGRESS, {"shortfall_reason": "家访未完成"}),
    ):
        item = Item.objects.get(cycle=cycle, measure__title=title)
        items.report_progress(item=item, actor=clerk, seen=item.version, progress=progress, **words)


def test_the_docx_says_what_the_paper_says_and_no_more(clerk_client, cycle, late_item):
    content = export(clerk_client, cycle, "report", "docx", to="县委组织部").content

    assert docx_lines(content) == [
        "2023年度民主生活会情况报告",
        "县委组织部：",
        *expected(cycle),
        "青禾县水务局",
        "（成文日期在签发时填写）",
    ]


def test_what_is_not_done_stands_there_in_words(clerk_client, cycle, late_item):
    text = "\n".join(docx_lines(export(clerk_client, cycle, "report", "docx").content))

    assert "落实情况：正在整改。未填写进展。未完成的原因：家访未完成。" in text
    assert "落实情况：已完成。精简会议12个。" in text
    assert "该问题没有对应的整改措施。" in text
    assert text.count("落实情况：未开展。未填写原因。") == 5
    assert "不少于＊＊次" in text


def test_the_pdf_says_the_same(clerk_client, cycle, late_item):
    content = export(clerk_client, cycle, "report", "pdf", to="县委组织部").content

    written = [
        "2023年度民主生活会情况报告",
        "县委组织部：",
        *expected(cycle),
        "青禾县水务局",
        "（成文日期在签发时填写）",
    ]
    assert re.sub(r"—\d+—", "", pdf_text(content)) == "".join("".join(written).split())


@pytest.mark.parametrize(("code", "size"), [("report", (210, 297)), ("ledger", (420, 297))])
def test_the_page_is_that_of_the_norm(clerk_client, cycle, code, size):
    document = pypdfium2.PdfDocument(export(clerk_client, cycle, code, "pdf").content)

    assert {tuple(round(side / MILLIMETRE) for side in page.get_size()) for page in document} == {size}
    section = docx.Document(io.BytesIO(export(clerk_client, cycle, code, "docx").content)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    if code == "report":
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]


def test_the_table_comes_back_with_its_cells(clerk_client, cycle):
    content = export(clerk_client, cycle, "problems", "docx").content

    table = docx.Document(io.BytesIO(content)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号", "对应方面", "问题", "具体表现", "来源", "原因", "整改措施",
    ]  # fmt: skip
    titles = [problem.title for problem in ledger_of(cycle).problems]
    titles[9] += "（现有措施只是部分对应）"
    assert [row.cells[2].text for row in table.rows[1:]] == titles


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
    ],
)
def test_the_export_is_noted_with_the_digest_of_what_was_sent(leader_client, leader, cycle, form, media_type):
    response = export(leader_client, cycle, "last-year", form)

    entry = Entry.objects.latest("pk")
    noted = journal.value_of(Change.objects.get(entry=entry).after)
    assert (entry.action, entry.actor_key) == ("compilations.paper.export", leader.user_key)
    assert noted == {
        "paper": "last-year",
        "form": form,
        "digest": f"sha256:{hashlib.sha256(response.content).hexdigest()}",
    }
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''2022%E5%B9%B4")


@pytest.mark.parametrize(("role", "expected_status"), [("clerk", 200), ("leader", 200), ("stranger", 404)])
def test_who_may_download(request, cycle, role, expected_status):
    before = Entry.objects.filter(action="compilations.paper.export").count()

    response = export(request.getfixturevalue(f"{role}_client"), cycle, "report", "docx")

    assert response.status_code == expected_status
    after = Entry.objects.filter(action="compilations.paper.export").count()
    assert after - before == (expected_status == 200)


def test_signed_out_nothing_is_sent(client, cycle):
    assert export(client, cycle, "report", "docx").status_code == 302


def test_a_get_is_not_a_download(clerk_client, cycle):
    assert clerk_client.get(reverse("paper-export", args=[cycle.key, "report", "docx"])).status_code == 405


@pytest.mark.parametrize(("code", "form"), [("report", "odt"), ("eulogy", "docx")])
def test_unknown_papers_and_forms_do_not_exist(clerk_client, cycle, code, form):
    assert export(clerk_client, cycle, code, form).status_code == 404


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_papers_of_the_demo_say_so(clerk_client, cycle, settings, form):
    settings.BIHUAN_DEMO = True

    response = export(clerk_client, cycle, "report", form)

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%BC%94%E7%A4%BA-2023")
    if form == "pdf":
        assert "演示文稿，不作公文使用" in pdf_text(response.content)
    else:
        headers = docx.Document(io.BytesIO(response.content)).sections[0].header.paragraphs
        assert [paragraph.text for paragraph in headers] == ["演示文稿，不作公文使用"]
