"""Write a backup: one moment of the database, the files it names, and on request the keys."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, models

from bihuan import VERSION

from . import rows, schema, snapshot, space, stored
from .container import Writer, checked
from .failures import ArchiveFailed, disk_failures_as_sentences
from .manifest import ChainHead, Manifest, Table
from .progress import Progress, Say, announce
from .target import is_demo
from .workspace import workspace

EXISTS = "“{target}”已经存在，没有覆盖。请换一个文件名。"
NO_DATABASE = "这里还没有建库，没有可备份的数据。"
#: Bytes of a database that take more than a second to copy and check.
LARGE = 100_000_000
NOTHING_LEFT = "没有写成备份，也没有留下半截文件。"
MISSING = "库里登记的文件在磁盘上找不到：{name}"
CHANGED = "磁盘上的文件与登记的校验值不符：{name}"


@dataclass(frozen=True, slots=True)
class Written:
    path: Path
    size: int
    seal: str
    manifest: Manifest


def write_backup(target: Path, *, with_keys: bool, now: datetime.datetime, say: Say) -> Written:
    """Write everything into ``target``, read it back, and only then let it appear under its name.

    :raises ArchiveFailed: if it cannot be written; then nothing is left behind.
    """
    if target.exists():
        raise ArchiveFailed(EXISTS.format(target=target))
    migrations = schema.applied()
    if not migrations:
        raise ArchiveFailed(NO_DATABASE)
    schema.refuse_newer(migrations, "数据库")
    with disk_failures_as_sentences(target.parent, NOTHING_LEFT):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with workspace(target.parent) as own:
            part = own / "part"
            seal = _Backup(Path(settings.BIHUAN_HOME), own, say).write(part, with_keys=with_keys, now=now)
            with checked(part, say) as archive:
                manifest = archive.manifest
            os.replace(part, target)
            stored.sync(target.parent)
    return Written(target, target.stat().st_size, seal, manifest)


class _Backup:
    """One backup under way."""

    def __init__(self, home: Path, own: Path, say: Say) -> None:
        self._home, self._own, self._say = home, own, say
        self._findings: list[str] = []

    def write(self, part: Path, *, with_keys: bool, now: datetime.datetime) -> str:
        files = stored.size_of(self._home, stored.stored_files(self._home))
        space.refuse_if_short(self._own, space.needed_for_backup(files))
        announce("取数据库在这一刻的样子", space.database_size(), long_from=LARGE, say=self._say)
        with _private(part) as file, Writer(file) as writer:
            with snapshot.frozen(self._own) as alias:
                self._findings += snapshot.faults()
                migrations = schema.applied(alias)
                at_version = schema.models_at(migrations)
                tables = tuple(self._table(writer, model, alias) for model in at_version)
                chains = tuple(_chains(at_version, alias))
                expected = set(_named_files(at_version, alias))
            self._files(writer, expected)
            if with_keys:
                self._keys(writer)
            manifest = Manifest(
                made_at=now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
                product=VERSION,
                database=connection.vendor,
                demo=is_demo(self._home),
                with_keys=with_keys,
                migrations=tuple(sorted(migrations)),
                tables=tables,
                chains=chains,
                members=tuple(writer.members),
                findings=tuple(self._findings),
            )
            return writer.seal(manifest)

    def _table(self, writer: Writer, model: type[models.Model], alias: str) -> Table:
        label = model._meta.label_lower
        progress = Progress(f"写出数据 {label}", "行", self._say)
        table = Table(label, rows.columns_of(model), 0)
        writer.add(table.member, _counted(rows.lines_of(model, alias), progress), compress=True)
        return Table(table.label, table.columns, progress.done)

    def _files(self, writer: Writer, expected: set[str]) -> None:
        """All files in the store: also those that came in since the frozen moment, which do no harm."""
        progress = Progress("写出文件", "份", self._say)
        found = stored.stored_files(self._home)
        for name in found:
            with contextlib.suppress(FileNotFoundError), (self._home / name).open("rb") as source:
                member = writer.add(name, stored.blocks_of(source), compress=False)
                if not stored.matches_its_name(name, member.sha256, source):
                    self._findings.append(CHANGED.format(name=name))
            progress.advance()
        self._findings += [MISSING.format(name=name) for name in sorted(expected - set(found))]

    def _keys(self, writer: Writer) -> None:
        for name in stored.keys(self._home):
            with (self._home / name).open("rb") as source:
                writer.add(name, stored.blocks_of(source), compress=False)


def _private(part: Path) -> BinaryIO:
    return os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _counted(lines: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    for line in lines:
        progress.advance()
        yield line


def _chains(at_version: list[type[models.Model]], alias: str) -> Iterator[ChainHead]:
    for model in at_version:
        if model._meta.label_lower == "trail.chain":
            found = model._base_manager.using(alias).order_by("name").values_list("name", "size", "head")
            yield from (ChainHead(*head) for head in found)


def _named_files(at_version: list[type[models.Model]], alias: str) -> Iterator[str]:
    """The stored files that the rows name."""
    for model in at_version:
        if model._meta.label_lower == "documents.storedfile":
            named = model._base_manager.using(alias).values_list("unit__key", "algorithm", "digest")
            for tenant, algorithm, digest in named:
                yield f"files/{tenant}/{algorithm}/{digest[:2]}/{digest}"
