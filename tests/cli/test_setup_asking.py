"""``bihuan setup`` at the keyboard: asked on a terminal of its own, question by question."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.installations import ROOT, Installation, migrated

SECONDS = 60
GIVE_UP = "\x03"
NOTHING_MADE = "什么也没有建立。请再运行一次 bihuan setup。"
TOLD = """
from bihuan.domain.accounts.models import User
for user in User.objects.order_by("pk"):
    print(user.username, user.check_password("Qinghe-2026-shui"), user.password_is_temporary)
"""


@pytest.fixture
def fresh(tmp_path) -> Installation:
    return migrated(tmp_path / "home", demo=False, database="sqlite")


def talked(installation: Installation, *talk: tuple[str, str]) -> tuple[int, str]:
    """Answer each question when it is asked; the exit code and all that stood on the screen.

    Ctrl+C is heard even if whatever started the tests does not listen to it: programs inherit that. It is
    pressed again until it was heard: one that comes after the question, but before the program waits for
    the answer, is noticed only with the next key.
    """
    bihuan = str(Path(sys.executable).with_name("bihuan"))
    process, terminal = pty.fork()
    if process == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(ROOT)
        os.execve(bihuan, [bihuan, "setup"], installation.environment())
    screen = ""
    for question, answer in talk:
        screen += _read(terminal, until=question)
        os.write(terminal, answer.encode())
    screen += _read(terminal, until=None, gives_up=talk[-1][1] == GIVE_UP)
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), screen.replace("\r\n", "\n")


def _read(terminal: int, *, until: str | None, gives_up: bool = False) -> str:
    """What is written until the words come, or until the end."""
    found, deadline = b"", time.monotonic() + SECONDS
    while until is None or until.encode() not in found:
        assert time.monotonic() < deadline, found.decode(errors="replace")
        if select.select([terminal], [], [], 1)[0]:
            try:
                found += os.read(terminal, 4096)
            except OSError:
                break
        elif gives_up and NOTHING_MADE.encode() not in found:
            os.write(terminal, GIVE_UP.encode())
    return found.decode(errors="replace")


UNIT = (("单位名称：", "青禾县水务局\n"), ("单位简称", "\n"), ("党组、党委", "党组\n"))
FIRST = (("系统管理员姓名", "管一铭\n"), ("工号", "801\n"), ("登录用户名", "guanyiming\n"))
LATER = (("安全管理员姓名", "\n"), ("审计管理员姓名", "\n"))


def test_the_password_is_asked_twice_and_never_shown(fresh):
    code, screen = talked(
        fresh,
        *UNIT,
        *FIRST,
        ("密码（", "short\n"),
        ("密码（", "Qinghe-2026-shui\n"),
        ("再输一遍", "other\n"),
        ("密码（", "Qinghe-2026-shui\n"),
        ("再输一遍", "Qinghe-2026-shui\n"),
        *LATER,
    )

    assert (code, "已建立：青禾县水务局。" in screen) == (0, True)
    assert ("太短：至少要10个字符。" in screen, "两遍不一样。" in screen) == (True, True)
    assert "Qinghe-2026-shui" not in screen
    assert fresh.python(TOLD).out == "guanyiming True False\n"


def test_no_password_gives_a_temporary_one_and_a_wrong_answer_is_asked_again(fresh):
    code, screen = talked(
        fresh,
        ("单位名称：", "\n"),
        ("请填写单位名称。", "青禾县水务局\n"),
        *UNIT[1:],
        *FIRST,
        ("密码（", "\n"),
        ("安全管理员姓名", "安如山\n"),
        ("工号", "802\n"),
        ("登录用户名", "anrushan\n"),
        ("审计管理员姓名", "\n"),
    )

    assert code == 0
    assert re.findall(r"用户名 (\w+)　临时密码 \S+（只显示这一次", screen) == ["guanyiming", "anrushan"]
    assert fresh.python(TOLD).out == "guanyiming False True\nanrushan False True\n"


def test_giving_up_makes_nothing(fresh):
    code, screen = talked(fresh, *UNIT, ("系统管理员姓名", GIVE_UP))

    assert (code, NOTHING_MADE in screen) == (2, True)
    assert fresh.python(TOLD).out == ""
