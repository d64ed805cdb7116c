"""Installations as people have them: a home, a database, and the command as a process of its own."""

from __future__ import annotations

import atexit
import dataclasses
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

from bihuan.cli.archive import manifest as manifests
from bihuan.cli.archive.container import Writer
from bihuan.cli.archive.manifest import Manifest

ROOT = Path(__file__).parents[2]
SECONDS = 240
MIGRATED = "from bihuan.cli import demo, migrate; migrate.bring_up_to_date()"
FURNISHED = f"{MIGRATED}; demo.fill_if_empty()"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> str:
        """What is wrong; lines of progress come and go with the load of the machine."""
        return "".join(line for line in self.err.splitlines(keepends=True) if not line.startswith("  "))


@dataclass(frozen=True, slots=True)
class Installation:
    """``address`` is empty for SQLite."""

    home: Path
    address: str
    demo: bool = True

    def bihuan(self, *arguments: object) -> Said:
        return self._run([str(Path(sys.executable).with_name("bihuan")), *map(str, arguments)])

    def python(self, code: str, **environment: str) -> Said:
        """Run some lines with Django ready, as an administrator could."""
        lines = f"from bihuan.cli import environment\nenvironment.ready()\n{textwrap.dedent(code)}"
        return self._run([sys.executable, "-c", lines], **environment)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What the database holds, read beside the command."""
        if not self.address:
            with closing(sqlite3.connect(self.home / "db" / "bihuan.sqlite3")) as database:
                return database.execute(sql).fetchall()
        import psycopg

        with psycopg.connect(self.address) as database:
            return database.execute(sql).fetchall()

    def _run(self, command: list[str], **environment: str) -> Said:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment() | environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        demo = "1" if self.demo else ""
        return kept | {
            "BIHUAN_HOME": str(self.home),
            "BIHUAN_DATABASE": self.address,
            "BIHUAN_DEMO": demo,
            "PYTHONPATH": str(ROOT),
        }


def empty(home: Path, *, database: str | None = None, demo: bool = True) -> Installation:
    """An installation where nothing was ever started, on the database that the suite runs on (or SQLite)."""
    on_sqlite = (database or _vendor()) == "sqlite"
    return Installation(home, "" if on_sqlite else _fresh_database(home), demo)


def migrated(home: Path, *, database: str | None = None, demo: bool = True) -> Installation:
    """An installation as ``bihuan migrate`` leaves it: a database of this version, and nothing in it."""
    return _copied(_built(database or _vendor(), MIGRATED), home, demo=demo)


def furnished(home: Path, *, database: str | None = None) -> Installation:
    """An installation with the demo bureau: units, people, users, a file, a ledger and their trail."""
    return _copied(_built(database or _vendor(), FURNISHED), home, demo=True)


@cache
def _built(database: str, code: str) -> Installation:
    """The installation that the others are copies of, made when first asked for."""
    folder = Path(tempfile.mkdtemp(prefix="bihuan-installation-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = empty(folder / "home", database=database)
    assert made.python(code) == Said(0, "", "")
    return made


def _copied(source: Installation, home: Path, *, demo: bool) -> Installation:
    shutil.copytree(source.home, home)
    address = _fresh_database(home, like=source.address) if source.address else ""
    return Installation(home, address, demo)


def _vendor() -> str:
    return settings.DATABASES["default"]["ENGINE"].rpartition(".")[2].removesuffix("3")


def _fresh_database(home: Path, *, like: str = "") -> str:
    """The address of a new database on the suite's server: empty, or a copy of one that nobody uses now."""
    import psycopg

    address = os.environ["BIHUAN_DATABASE"]
    name = "archive_" + hashlib.sha256(str(home).encode()).hexdigest()[:16]
    copied = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"{copied}')
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def backup_of(installation: Installation, target: Path) -> Path:
    """Where the backup that was made now lies."""
    said = installation.bihuan("backup", "--to", target)
    assert said.code == 0, said.err
    return target


@pytest.fixture(scope="module")
def furnished_home(tmp_path_factory) -> Installation:
    """The demo bureau, shared by the tests of a module: they only read it."""
    return furnished(tmp_path_factory.mktemp("source") / "home")


@pytest.fixture(scope="module")
def backed_up(furnished_home) -> Path:
    """A backup of the demo bureau, with its keys."""
    target = furnished_home.home.parent / "backup.zip"
    assert furnished_home.bihuan("backup", "--with-keys", "--to", target).code == 0
    return target


def exported(backup: Path) -> dict[str, str]:
    """The logical export in a backup: the digest of every table."""
    with zipfile.ZipFile(backup) as zipped:
        manifest = manifests.from_bytes(zipped.read(manifests.NAME))
    return {member.name: member.sha256 for member in manifest.named("rows")}


def rewritten(
    source: Path,
    target: Path,
    *,
    manifest: Callable[[Manifest], Manifest] = lambda manifest: manifest,
    contents: Callable[[str, bytes], bytes] = lambda name, content: content,
    added: tuple[str, ...] = (),
    listed: bool = False,
) -> Path:
    """A backup that somebody changed and sealed again; ``listed``: with the new digests in the manifest."""
    with zipfile.ZipFile(source) as zipped, target.open("w+b") as file, Writer(file) as writer:
        old = manifests.from_bytes(zipped.read(manifests.NAME))
        for member in old.members:
            content = contents(member.name, zipped.read(member.name))
            writer.add(member.name, [content], compress=True)
        for name in added:
            writer.add(name, [b"added"], compress=True)
        if listed:
            old = dataclasses.replace(old, members=tuple(writer.members))
        writer.seal(manifest(old))
    return target
