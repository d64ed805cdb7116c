"""``bihuan paper``: the papers of the pages, from the command line."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
import pytest

from bihuan.cli.main import main
from bihuan.domain.trail.models import Entry


def run(paper: str, out, *more: str, user: str = "clerk", year: str = "2025") -> int:
    return main(["paper", paper, "--unit", "水务局", "--year", year, "--as", user, "--out", str(out), *more])


def test_a_docx_says_what_is_not_done(clerk_user, item, tmp_path, capsys):
    out = tmp_path / "下一年.docx"

    assert run("last-year", out) == 0

    text = "\n".join(each.text for each in docx.Document(BytesIO(out.read_bytes())).paragraphs)
    assert "问题1" in text
    assert "未开展" in text
    assert capsys.readouterr().out == f"已写出：{out}\n"


def test_a_pdf_names_the_fonts_that_stand_in(clerk_user, item, tmp_path, capsys):
    out = tmp_path / "报告.pdf"

    assert run("report", out, "--to", "县委组织部", "--date", "2026-01-20") == 0

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out.read_bytes()))
    assert "县委组织部" in text
    assert "2026年1月20日" in text
    assert "已写出" in capsys.readouterr().out


def test_handing_out_is_noted_with_its_door(clerk_user, item, tmp_path):
    run("problems", tmp_path / "清单.docx")

    assert Entry.objects.get(action="compilations.paper.export").via == "cli"


@pytest.mark.parametrize(
    ("options", "words"),
    [({"year": "2019"}, "还没有2019年度的台账"), ({"user": "nobody"}, "没有名为“nobody”的用户")],
)
def test_what_cannot_be_written_is_said(clerk_user, item, tmp_path, capsys, options, words):
    assert run("report", tmp_path / "x.docx", **options) == 2

    assert words in capsys.readouterr().err
    assert list(tmp_path.glob("*.docx")) == []


@pytest.mark.parametrize("name", ["x.doc", "x", "x.txt"])
def test_another_form_is_refused(clerk_user, item, tmp_path, capsys, name):
    assert run("report", tmp_path / name) == 2

    assert ".docx 或 .pdf" in capsys.readouterr().err
