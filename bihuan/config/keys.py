"""The keys of one installation: made once, kept in ``keys/`` with mode 0600."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from bihuan.core.seal import Keys, id_of, new_key

SEALING = "sealing-"
#: A key on its way to its name.
ARRIVING = "new-"
FOR_OTHERS = 0o077


def secret_key(folder: Path) -> str:
    """Read the key, or make it. ``BIHUAN_SECRET_KEY`` goes before the file."""
    given = os.environ.get("BIHUAN_SECRET_KEY")
    return given or _kept(folder / "secret", secrets.token_urlsafe(64))


def sealing_keys(folder: Path) -> Keys:
    """Read the keys that secrets are sealed with, or make the first: ``sealing-1``, hexadecimal.

    The highest number seals, all of them open. A further key is a further file.
    """
    files = sorted(folder.glob(f"{SEALING}*"), key=lambda file: int(file.name.removeprefix(SEALING)))
    found = [bytes.fromhex(_kept(file, new_key().hex())) for file in files or [folder / f"{SEALING}1"]]
    return Keys({id_of(key): key for key in found}, id_of(found[-1]))


def refuse_open(folder: Path) -> None:
    """Whoever else can read a key can pass for any user: better no start.

    :raises ImproperlyConfigured: if a file in the folder can be read or written by other accounts.
    """
    for file in sorted(folder.glob("*")):
        if not file.name.startswith(ARRIVING) and file.stat().st_mode & FOR_OTHERS:
            raise ImproperlyConfigured(
                f"密钥文件“{file}”别的系统账号也能读写，程序不能这样启动。请运行 chmod 600 {file} 后再启动。"
            )


def _kept(file: Path, otherwise: str) -> str:
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        return _made(file, otherwise)


def _made(file: Path, text: str) -> str:
    """Written aside and then linked: whoever starts at the same moment finds a whole key or none."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_name(f"{ARRIVING}{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(text)
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return file.read_text(encoding="ascii")
