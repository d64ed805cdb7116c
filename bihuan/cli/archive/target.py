"""Where a restore may go: an empty home and database, or the same restore that was cut off there."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection

from bihuan.cli.serve import MARK as DEMO_MARK

from . import marker, schema, space, stored
from .container import Archive
from .failures import ArchiveFailed
from .manifest import Manifest

NOT_EMPTY = (
    "恢复只能写进空的数据目录和空的数据库，这里已有数据（{what}），没有改动。"
    "请另设 BIHUAN_HOME（用 PostgreSQL 时另建一个库）后再恢复。"
)
OTHER_BACKUP = (
    "“{home}”上一次恢复没有做完，用的是另一份备份。请用那一份继续；或清空目录（和数据库）后再用这一份。"
)
DEMO_INTO_REAL = "这是演示环境的备份，只能恢复到演示环境：请设 BIHUAN_DEMO=1 和单独的 BIHUAN_HOME。"
REAL_INTO_DEMO = "这是正式数据的备份，不能恢复到演示环境：请去掉 BIHUAN_DEMO。"


def is_demo(home: Path) -> bool:
    return bool(settings.BIHUAN_DEMO) or (home / DEMO_MARK).exists()


def mark_demo(home: Path) -> None:
    (home / DEMO_MARK).touch()


def holds_rows() -> bool:
    """Whether any table of the product has a row, at whatever version the database is."""
    return any(model._base_manager.exists() for model in schema.models_at(schema.applied()))


def refuse(home: Path, archive: Archive) -> None:
    """:raises ArchiveFailed: if the backup may not be restored here; nothing was written yet."""
    _refuse_other_kind(home, archive.manifest)
    schema.refuse_newer(archive.manifest.migrations, "备份")
    schema.refuse_newer(schema.applied(), "目标数据库")
    begun = marker.of(home)
    what = _what_is_there(home)
    if begun is None and what:
        raise ArchiveFailed(NOT_EMPTY.format(what=what))
    if begun not in (None, archive.seal) and what:
        raise ArchiveFailed(OTHER_BACKUP.format(home=home))
    space.refuse_if_short(home, _needed(archive.manifest))


def _what_is_there(home: Path) -> str:
    found = {"库中有记录": holds_rows(), "files 目录中有文件": bool(stored.stored_files(home))}
    return "、".join(words for words, there in found.items() if there)


def _refuse_other_kind(home: Path, manifest: Manifest) -> None:
    if manifest.demo and not is_demo(home):
        raise ArchiveFailed(DEMO_INTO_REAL)
    if is_demo(home) and not manifest.demo:
        raise ArchiveFailed(REAL_INTO_DEMO)


def _needed(manifest: Manifest) -> int:
    """Files once; rows as table, index and journal. A database server keeps its rows elsewhere."""
    files = sum(member.size for member in (*manifest.named("files"), *manifest.named("keys")))
    if connection.vendor == "postgresql":
        return files
    return files + 3 * sum(member.size for member in manifest.named("rows"))
