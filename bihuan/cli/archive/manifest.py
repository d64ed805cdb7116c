"""The first page of a backup: what it holds, of which version, with the digest of every member."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from .failures import Damaged

FORMAT = 1
NAME = "manifest.json"
TOO_NEW = "这份备份由更新的程序写成（备份格式第{format}版），本程序只认到第{known}版。请先升级程序。"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one model, one JSON list a line in the order of ``columns``, sorted by id."""

    label: str
    columns: tuple[str, ...]
    rows: int

    @property
    def member(self) -> str:
        return f"rows/{self.label}.jsonl"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Length and newest hash of a chain of the trail: an anchor against truncation."""

    name: str
    size: int
    head: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``findings`` are sentences about what was already wrong in the installation when it was backed up."""

    made_at: str
    product: str
    database: str
    demo: bool
    with_keys: bool
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    chains: tuple[ChainHead, ...]
    members: tuple[Member, ...]
    findings: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def row_count(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def entry_count(self) -> int:
        return sum(chain.size for chain in self.chains)

    def named(self, folder: str) -> list[Member]:
        """The members below a folder: ``rows``, ``files`` or ``keys``."""
        return [member for member in self.members if member.name.startswith(f"{folder}/")]


def as_bytes(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()


def from_bytes(content: bytes) -> Manifest:
    """:raises Damaged: if it is no manifest, or of a later format."""
    try:
        given = json.loads(content)
        if given["format"] > FORMAT:
            raise Damaged(TOO_NEW.format(format=given["format"], known=FORMAT))
        return _built(given)
    except (ValueError, KeyError, TypeError) as failure:
        raise Damaged("备份文件的清单读不懂，文件不完整或不是闭环的备份。") from failure


def _built(given: dict[str, Any]) -> Manifest:
    rebuilt = {
        "migrations": tuple((str(app), str(name)) for app, name in given["migrations"]),
        "tables": tuple(Table(one["label"], tuple(one["columns"]), one["rows"]) for one in given["tables"]),
        "chains": tuple(ChainHead(**one) for one in given["chains"]),
        "members": tuple(Member(**one) for one in given["members"]),
        "findings": tuple(given["findings"]),
    }
    return Manifest(**{**given, **rebuilt})
