"""The mark of a home whose restore was begun and not finished. It names the backup by its digest."""

from __future__ import annotations

from pathlib import Path

from . import stored

NAME = "restore-unfinished"
REFUSAL = (
    "“{home}”上一次恢复没有做完，数据不全，不能使用。"
    "请用同一份备份再运行一次 bihuan restore；或清空这个目录（和数据库）后重来。"
)


def of(home: Path) -> str | None:
    """The digest of the backup whose restore is unfinished here."""
    try:
        return (home / NAME).read_text("ascii")
    except FileNotFoundError:
        return None


def put(home: Path, seal: str) -> None:
    stored.place(home, NAME, [seal.encode("ascii")])


def clear(home: Path) -> None:
    (home / NAME).unlink(missing_ok=True)
    stored.sync(home)


def refusal(home: Path) -> str | None:
    """Why the home may not be used, if a restore is unfinished there."""
    return REFUSAL.format(home=home) if of(home) else None
