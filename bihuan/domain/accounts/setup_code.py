"""The code that lets a browser set up an empty installation: made at the start, gone once used."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare

NAME = "setup-code"
#: Without letters and digits that look alike: about 99 bits.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 5, 4


def made() -> str:
    """The code of this installation; the first call makes it."""
    return found() or _made()


def found() -> str:
    """The code, or nothing where none waits."""
    try:
        return _file().read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def is_right(written: str) -> bool:
    """Whether somebody wrote the code that waits; case, spaces and dashes do not matter."""
    code = found()
    return bool(code) and constant_time_compare(_bare(written), _bare(code))


def forget() -> None:
    """Nobody sets up anything here any more."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return Path(settings.BIHUAN_HOME) / "keys" / NAME


def _made() -> str:
    """Written aside and moved: a start that is cut off leaves a whole code or none."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_name(f"new-{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(_new())
    os.replace(aside, file)
    return found()


def _new() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _bare(code: str) -> str:
    return "".join(each for each in code.upper() if each.isascii() and each.isalnum())
