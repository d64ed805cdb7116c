"""Restore a backup: check every byte, then files, rows, newest version, and the trail."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from bihuan.domain.trail.models import Chain
from bihuan.domain.trail.verification import Verified, verify

from . import loading, marker, schema, stored, target
from .container import Archive, checked
from .failures import ArchiveFailed, disk_failures_as_sentences
from .manifest import ChainHead, Manifest
from .progress import Progress, Say, announce
from .workspace import locked

NO_WAY_BACK = "目标数据库的版本高于备份，又退不回去。请换一个空的数据库再恢复。"
UNFINISHED = "恢复没有做完；如已开始写入，数据目录已标为不可用，用同一份备份再运行一次即可接着做。"

#: Entries of a trail that take more than a second to verify.
MANY = 15_000


@dataclass(frozen=True, slots=True)
class Restored:
    """``moved`` names the chains whose head is not the one that the backup noted."""

    manifest: Manifest
    trail: Verified
    moved: tuple[str, ...]


def restore(path: Path, *, say: Say) -> Restored:
    """Restore into the empty home and database of the settings, or go on where this restore was cut off.

    :raises ArchiveFailed: if the file is damaged, the target not empty, or the disk full.
    :raises OSError: if the file cannot be read.
    """
    home = Path(settings.BIHUAN_HOME)
    with checked(path, say) as archive:
        with disk_failures_as_sentences(home, UNFINISHED), _held(home):
            target.refuse(home, archive)
            _write(archive, home, say)
        return _proof(archive.manifest, say)


def check(path: Path, *, say: Say) -> tuple[Manifest, str]:
    """Check every byte of a backup and write nothing; what it holds, and its digest.

    :raises ArchiveFailed: if it is damaged or newer than the program.
    """
    with checked(path, say) as archive:
        schema.refuse_newer(archive.manifest.migrations, "备份")
        return archive.manifest, archive.seal


def _held(home: Path) -> AbstractContextManager[None]:
    home.mkdir(parents=True, exist_ok=True)
    return locked(home)


def _write(archive: Archive, home: Path, say: Say) -> None:
    marker.put(home, archive.seal)
    _place_files(archive, home, say)
    if not target.holds_rows():
        _fill_database(archive, say)
    call_command("migrate", verbosity=0, interactive=False)
    if archive.manifest.demo:
        target.mark_demo(home)
    marker.clear(home)


def _fill_database(archive: Archive, say: Say) -> None:
    """Tables, rows and newest version in one transaction: a kill leaves the database as it was.

    Django alone would note some migrations only after they were committed, and stumble over them next time.
    """
    version = frozenset(archive.manifest.migrations)
    with connection.constraint_checks_disabled(), transaction.atomic():
        _move_to(schema.leaves(version))
        there = schema.models_at(version)
        loading.refuse_other_tables(archive, there)
        _check_references("DEFERRED")
        loading.load(archive, there, say)
        _check_references("IMMEDIATE")
        _move_to(MigrationLoader(None).graph.leaf_nodes())


def _check_references(when: str) -> None:
    """PostgreSQL takes rows in any order only with deferred checks, and alters tables only without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _place_files(archive: Archive, home: Path, say: Say) -> None:
    progress = Progress("写入文件", "份", say)
    for member in (*archive.manifest.named("files"), *archive.manifest.named("keys")):
        stored.place(home, member.name, archive.blocks(member.name))
        progress.advance()


def _move_to(migrations: list[schema.Migration]) -> None:
    """Bring the tables to a version, forward or back."""
    try:
        MigrationExecutor(connection).migrate(migrations)
    except IrreversibleError as failure:
        raise ArchiveFailed(NO_WAY_BACK) from failure


def _proof(manifest: Manifest, say: Say) -> Restored:
    announce("核验留痕", manifest.entry_count, long_from=MANY, say=say)
    now = {ChainHead(*head) for head in Chain.objects.values_list("name", "size", "head")}
    moved = tuple(chain.name for chain in manifest.chains if chain not in now)
    return Restored(manifest, verify(), moved)
