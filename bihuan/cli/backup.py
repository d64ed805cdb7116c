"""``bihuan backup``: everything in one file, while the product goes on running."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .acting import complain
from .archive.failures import ArchiveFailed
from .archive.manifest import Manifest
from .archive.progress import size_in_words
from .archive.writing import Written, write_backup

security_log = logging.getLogger("bihuan.security")

WITHOUT_KEYS = (
    "备份里没有密钥。换机器恢复时会用新的密钥：所有人须重新登录，第二重验证须重设（恢复码仍可用）；"
    "要一并备份密钥，加 --with-keys。"
)
WITH_KEYS = "备份里有密钥：拿到这个文件的人可以冒充任何用户，请按密钥保管。"

NO_KEY_FILES = "数据目录里没有密钥文件（密钥由 BIHUAN_SECRET_KEY 给出），备份里没有密钥，请另行保管。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, help="写到哪个文件（或目录）；默认写到数据目录的 backup/ 下")
    parser.add_argument("--with-keys", action="store_true", help="连密钥一起备份；这样的文件须按密钥保管")


def run(arguments: argparse.Namespace) -> int:
    now = timezone.now()
    try:
        written = write_backup(_target(arguments.to), with_keys=arguments.with_keys, now=now, say=_say)
    except ArchiveFailed as failure:
        return complain(failure)
    security_log.info("backup written sha256=%s os_uid=%s", written.seal, os.getuid())
    _tell(written)
    return 1 if written.manifest.findings else 0


def _target(given: Path | None) -> Path:
    name = f"bihuan-{timezone.localtime():%Y%m%d-%H%M%S}.zip"
    if given is None:
        return Path(settings.BIHUAN_HOME) / "backup" / name
    return given / name if given.is_dir() else given


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _about_keys(manifest: Manifest) -> str:
    if not manifest.with_keys:
        return WITHOUT_KEYS
    return WITH_KEYS if manifest.named("keys") else NO_KEY_FILES


def _tell(written: Written) -> None:
    manifest = written.manifest
    print(f"备份已写成，并逐字节核对过：{written.path}（{size_in_words(written.size)}）")
    print(
        f"内容：数据{manifest.row_count}行，文件{len(manifest.named('files'))}份，"
        f"留痕{len(manifest.chains)}条链、{manifest.entry_count}条记录。"
    )
    print(f"校验值（请另处记下）：{written.seal}")
    print(_about_keys(manifest))
    for finding in manifest.findings:
        print(f"注意：{finding}")
