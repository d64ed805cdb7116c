"""The corrections of a draft in words: what was changed, by whom, when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bihuan.core.reading import corrections
from bihuan.core.reading.model import Item
from bihuan.domain.documents import queries
from bihuan.domain.documents.models import Correction

from . import words


@dataclass(frozen=True, slots=True)
class Record:
    what: str
    who: str
    at: datetime.datetime


def records_of(made: Sequence[Correction], items: Iterable[Item], text: str) -> list[Record]:
    """The corrections, the newest first. ``items``: those that were read and those that now stand."""
    titles = titles_of(items, text)
    names = queries.names_of(row.made_by_key for row in made)
    return [
        Record(
            sentence(corrections.from_json(row.change), titles, text),
            names.get(row.made_by_key, "系统"),
            row.made_at,
        )
        for row in reversed(made)
    ]


def titles_of(items: Iterable[Item], text: str) -> dict[str, str]:
    return {item.id: item.title or text[item.start : item.end][:20] for item in items}


def sentence(change: corrections.Correction, titles: dict[str, str], text: str) -> str:
    """One correction as a person would say it."""

    def named(item: str) -> str:
        return f"“{titles[item]}”" if item in titles else "（已合并或拆分的一条）"

    match change:
        case corrections.Retype():
            return f"{named(change.item)}定为{words.TYPES[change.type]}"
        case corrections.Merge():
            return f"合并{'与'.join(named(item) for item in change.items)}"
        case corrections.Split():
            return f"拆分{named(change.item)}，后一条从“{text[change.at : change.at + 10]}…”起"
        case corrections.Move():
            return (
                f"{named(change.item)}移到“{change.aspect}”"
                if change.aspect
                else f"{named(change.item)}移出方面"
            )
        case corrections.Drop():
            return f"不采用{named(change.item)}：{change.reason}"
        case corrections.Retitle():
            return f"标题改为“{change.title}”"
        case corrections.Add():
            return f"补选{words.TYPES[change.type]}“{text[change.start : change.end][:15]}…”"
    return "其他更正"
