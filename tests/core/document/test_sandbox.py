"""Files are read in a child process that cannot do harm, take too long, or take the caller with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.document import readers, sandbox
from bihuan.core.document.gate import FileRefused
from bihuan.core.document.model import Block, BlockKind, Document, Note, Place
from bihuan.core.document.readers import wire
from tests.core.document.build import docx, numbered, p, tbl, tc, tr
from tests.core.document.build_pdf import pdf, set_lines

ROOT = Path(__file__).resolve().parents[3]
WORD = docx(p("情况报告"), p("正文说明。"), tbl(tr(tc("甲"), tc("乙"))))
PORTABLE = pdf(set_lines("情况报告", "正文说明文字。"))


@pytest.fixture
def reader_that(monkeypatch):
    """Make the reading process run this instead of a reader, with one second of each limit."""

    def install(body: str) -> None:
        script = (
            "import os, socket, sys, time\n"
            "from bihuan.core.document import readers\n"
            "from bihuan.core.document.readers import wire, zygote\n"
            "zygote.CPU_SECONDS = zygote.WALL_SECONDS = 1\n"
            f"def read(document_format, content):\n    {body}\n"
            "readers.read = read\n"
            "zygote.main()\n"
        )
        sandbox.stop()
        monkeypatch.setattr(sandbox, "_COMMAND", [sys.executable, "-P", "-c", script])

    yield install
    sandbox.stop()


def refusal_of(name: str, content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as refusal:
        sandbox.read_bytes(name, content)
    return refusal.value


@pytest.mark.parametrize(("name", "content"), [("报告.docx", WORD), ("报告.pdf", PORTABLE)])
def test_child_reads_what_the_reader_reads(name, content):
    assert sandbox.read_bytes(name, content) == readers.read(name.rpartition(".")[2], content)


def test_refusal_of_the_child_arrives_as_it_was():
    with pytest.raises(FileRefused) as direct:
        readers.read("docx", docx(p()))

    assert (refusal_of("a.docx", docx(p())).code, direct.value.code) == ("blank", "blank")
    assert refusal_of("a.docx", docx(p())).message == direct.value.message


def test_pasted_text_is_read_with_its_line_ends_made_one():
    document = sandbox.read_text("\ufeff情况报告\r\n\r\n正文。\r")

    assert document.text == "情况报告\n\n正文。\n"
    assert [block.start for block in document.blocks] == [0, 6]


PASTED = [("秘密★1年\n报告", "classified"), (" \n", "blank"), ("段\n" * 20_001, "too_long")]


@pytest.mark.parametrize(("text", "code"), PASTED)
def test_pasted_text_is_refused_like_a_file(text, code):
    with pytest.raises(FileRefused) as refusal:
        sandbox.read_text(text)

    assert refusal.value.code == code


def test_many_threads_read_at_once():
    words = [docx(p(f"第{number}份报告"), p("正文。")) for number in range(40)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda content: sandbox.read_bytes("a.docx", content).blocks[0].text, words))

    assert found == [f"第{number}份报告" for number in range(40)]


def test_dead_reading_process_is_replaced():
    sandbox.read_bytes("a.docx", WORD)
    first = sandbox._reader.start().process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()

    assert sandbox.read_bytes("a.docx", WORD).text == "情况报告\n正文说明。\n甲\t乙"
    assert sandbox._reader.start().process.pid != first.pid


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("while True: pass", "limits"),
        ("time.sleep(60)", "limits"),
        ("return bytearray(600 << 20)", "limits"),
        ("os._exit(1)", "limits"),
        ("os.kill(os.getpid(), 11)", "limits"),
        ("raise RuntimeError('text of the file')", "damaged"),
        ("return sys.setrecursionlimit(10**9) or read(document_format, content)", "limits"),
        ("return 'no document'", "damaged"),
        ("return open('/etc/hostname').read()", "damaged"),
        ("return open('left-behind', 'w')", "damaged"),
        ("return socket.socket()", "damaged"),
        ("return os.pipe()", "damaged"),
        ("return os.open('/', 0)", "damaged"),
    ],
)
def test_child_cannot_leave_its_bounds(reader_that, body, code):
    reader_that(body)
    begun = time.monotonic()

    assert refusal_of("a.docx", WORD).code == code
    assert time.monotonic() - begun < 5


def test_child_may_not_write_to_a_file_that_was_open(reader_that, tmp_path):
    target = tmp_path / "open"
    target.touch()
    reader_that("return os.write(held, b'x')")
    script = f"import os\nheld = os.open({str(target)!r}, os.O_WRONLY)\n"
    sandbox._COMMAND[-1] = script + sandbox._COMMAND[-1]

    assert refusal_of("a.docx", WORD).code == "damaged"
    assert target.read_bytes() == b""


@pytest.mark.parametrize(
    "answer",
    [
        "b'no json'",
        "b'[]'",
        "b'{}'",
        "b'[' * 100000",
        """b'{"refused": 1}'""",
        """b'{"refused": ["a"]}'""",
        """b'{"text": "a", "blocks": [["paragraph", 5, 9, "", "", null, 0, 0, 0, 0, 0, 1, 1]]}'""",
        """b'{"text": "a", "blocks": [["paragraph", -1, 1, "", "", null, 0, 0, 0, 0, 0, 1, 1]]}'""",
        """b'{"text": "a", "blocks": [["script", 0, 1, "", "", null, 0, 0, 0, 0, 0, 1, 1]]}'""",
    ],
)
def test_answer_that_is_none_is_a_refusal(reader_that, answer):
    reader_that(f"pass\nzygote._answer = lambda document_format, content: {answer}")

    assert refusal_of("a.docx", WORD).code == "limits"


def test_caller_goes_on_after_a_crash(reader_that):
    reader_that("os._exit(1)")
    assert refusal_of("a.docx", WORD).code == "limits"
    process = sandbox._reader.start().process

    assert refusal_of("a.docx", WORD).code == "limits"
    assert sandbox._reader.start().process is process


def test_reading_process_that_hangs_is_given_up(reader_that, monkeypatch):
    reader_that("pass")
    monkeypatch.setattr(sandbox, "_COMMAND", [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(sandbox, "_READY_SECONDS", 0.3)

    assert refusal_of("a.docx", WORD).code == "limits"
    assert sandbox._reader._process is None


LEFT_AT_ONCE = """
import os, sys
from bihuan.core.document import sandbox
sandbox.read_bytes("a.docx", open(sys.argv[1], "rb").read())
print(sandbox._reader.start().process.pid, flush=True)
os._exit(0)
"""

FORKED = """
import os, sys
from bihuan.core.document import sandbox
content = open(sys.argv[1], "rb").read()
first = sandbox.read_bytes("a.docx", content)
child = os.fork()
if child == 0:
    same = sandbox.read_bytes("a.docx", content) == first
    sandbox.stop()
    os._exit(0 if same else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), sandbox.read_bytes("a.docx", content) == first)
"""


def run_script(script: str, content: bytes, folder: Path) -> str:
    path = folder / "a.docx"
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_reading_process_ends_with_a_caller_that_just_vanishes(tmp_path):
    process = int(run_script(LEFT_AT_ONCE, WORD, tmp_path))

    deadline = time.monotonic() + 5
    while is_running(process) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert not is_running(process)


def test_forked_copy_of_the_caller_reads_for_itself(tmp_path):
    assert run_script(FORKED, WORD, tmp_path) == "0 True"


NUMBERS = st.integers(0, 2**31)
PERHAPS = st.none() | NUMBERS
PLACES = st.builds(Place, NUMBERS, PERHAPS, PERHAPS, PERHAPS, PERHAPS, NUMBERS, NUMBERS)
WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)
DRAFTS = st.tuples(st.sampled_from(BlockKind), WORDS, WORDS, WORDS, st.none() | st.integers(1, 9), PLACES)


NOTES = st.builds(Note, WORDS, NUMBERS)


@given(st.lists(DRAFTS, max_size=5), st.lists(NOTES, max_size=3), st.lists(WORDS, max_size=2))
def test_answer_gives_the_document_back(drafts, notes, warnings):
    blocks = []
    text = ""
    for kind, number, words, style, level, place in drafts:
        blocks.append(Block(kind, words, len(text), place, number, style, level))
        text += number + words + "\n"
    document = Document(text, tuple(blocks), tuple(notes), "docx", tuple(warnings))

    assert wire.document_in(wire.answer_of(document)) == document


def test_time_grows_with_length():
    def seconds(times: int) -> float:
        words = "".join(numbered(f"{number}措施" * 20) for number in range(50 * times))
        content = docx(p("题目"), words)
        begun = time.process_time()
        readers.read("docx", content)
        return time.process_time() - begun

    seconds(1)
    short = min(seconds(4) for _ in range(5))
    long = min(seconds(64) for _ in range(3))

    assert long <= 20 * short
