"""``bihuan read`` as a person calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.document.build import abstract, docx, lvl, num, numbered, p

ROOT = Path(__file__).resolve().parents[2]
LIST = abstract(0, lvl(0, "chineseCounting", "%1、")) + num(1, 0)
REPORT = docx(
    p("关于2025年度民主生活会召开情况的报告"),
    numbered("存在问题"),
    p("1.理论学习不够深入。如集体学习次数偏少。"),
    p("2.联系群众不够紧密。下基层调研次数不多。"),
    numbered("整改措施"),
    p("1.加强理论学习。全年集体学习不少于12次，责任领导：张某，2026年6月底前完成。"),
    numbering=LIST,
)
TEXT = (
    "关于2025年度民主生活会召开情况的报告\n一、存在问题\n1.理论学习不够深入。如集体学习次数偏少。\n"
    "2.联系群众不够紧密。下基层调研次数不多。\n二、整改措施\n"
    "1.加强理论学习。全年集体学习不少于12次，责任领导：张某，2026年6月底前完成。\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    path.write_bytes(REPORT)
    return path


def bihuan(*arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "import sys; from bihuan.cli.main import main; sys.exit(main())"]
    words = [str(argument) for argument in arguments]
    return subprocess.run([*command, "read", *words], input=given, capture_output=True, cwd=ROOT, check=False)


def test_text_is_printed_as_the_document_has_it(report):
    done = bihuan(report, "--text")

    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, TEXT, b"")


@pytest.mark.parametrize(
    "text", ["情况报告\n\n　　正文。", "情况报告\n\n　　正文。\n", "情况报告\n正文。\n\n"]
)
def test_text_file_is_printed_with_one_line_end_at_the_end(tmp_path, text):
    path = tmp_path / "报告.txt"
    path.write_text(text, encoding="utf-8")

    assert bihuan(path, "--text").stdout.decode() == (text if text.endswith("\n") else text + "\n")


def test_pasted_text_comes_from_standard_input():
    done = bihuan("-", "--text", given="情况报告\r\n正文。".encode("gb18030"))

    assert (done.returncode, done.stdout.decode()) == (0, "情况报告\n正文。\n")


def test_json_has_the_reading(report):
    found = json.loads(bihuan(report, "--json").stdout)

    assert found["title"] == "关于2025年度民主生活会召开情况的报告"
    assert [(item["type"], item["ordinal"]) for item in found["items"]] == [
        ("problem", "1."),
        ("problem", "2."),
        ("measure", "1."),
    ]
    headings = [(heading["number"], heading["char_start"]) for heading in found["outline"]]
    assert ("一、", TEXT.index("一、")) in headings
    assert ("二、", TEXT.index("二、")) in headings
    assert "file" not in found


def test_several_files_give_a_line_each(report):
    done = bihuan(report, report, "--json")

    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [line["file"] for line in found] == [str(report), str(report)]


def test_summary_is_for_people(report):
    shown = bihuan(report).stdout.decode().splitlines()

    assert shown[:3] == [
        f"文件：{report}",
        "题目：关于2025年度民主生活会召开情况的报告",
        "文种：情况报告，检查年度2025",
    ]
    assert "  一、存在问题" in shown
    assert "条目：问题2条，措施1条" in shown


def test_refused_file_is_told_on_the_other_stream_and_the_rest_is_read(report, tmp_path):
    empty = tmp_path / "空.docx"
    empty.touch()

    done = bihuan(empty, report, "--text")

    assert (done.returncode, done.stdout.decode()) == (2, TEXT)
    assert done.stderr.decode() == (
        f"{empty}：这个文件是空的（0字节），请确认选对了文件，或者重新导出后再试。\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [("没有.docx", "没有这个文件，请检查路径。"), ("", "这是文件夹，请给出其中的文件。")],
)
def test_path_that_cannot_be_opened(tmp_path, name, message):
    done = bihuan(tmp_path / name)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"{tmp_path / name}：{message}\n"


def test_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "大.docx"
    with path.open("wb") as opened:
        opened.truncate(40 << 20)

    assert (
        bihuan(path).stderr.decode()
        == f"{path}：这个文件有40.0 MB，上限是20 MB，请删去图片或拆成几份后再试。\n"
    )


def test_classified_paper_leaves_no_word_of_itself(tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(docx(p("机密★5年"), p("独有的题目字样")))

    done = bihuan(path, "--json")

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"{path}：本系统不得处理涉密信息：这份文件标有密级，没有读取，也没有留存任何内容。\n"
    )


LOADED = """
import sys
from bihuan.cli.main import main
main(["read", sys.argv[1], "--json"])
print(sorted({"django", "docx", "pypdfium2", "lxml"} & set(sys.modules)), file=sys.stderr)
"""


def test_neither_django_nor_a_parser_is_loaded_by_the_caller(report):
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(report)], capture_output=True, cwd=ROOT, check=True
    )

    assert done.stderr.decode() == "[]\n"
