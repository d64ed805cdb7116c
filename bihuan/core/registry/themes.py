"""The yearly themes and the aspects that meetings examine. They differ every year and are data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .files import codes, read_toml

FOLDER = "themes"
#: How much of the shorter of two titles must agree, by pairs of characters.
AGREEMENT = 0.7
NOT_HAN = re.compile(r"[^\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class ThemeAspect:
    code: str
    short: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A year's theme. ``status`` is verified or unverified; an unverified one may lack its aspects."""

    code: str
    year: int
    kind: str
    status: str
    edition: str
    source: str
    theme: str
    aspects: tuple[ThemeAspect, ...]
    required_reports: tuple[str, ...]


@cache
def theme_of(year: int) -> Theme | None:
    """The theme of the examined year; None where none was issued or known."""
    return next((theme for theme in all_themes() if theme.year == year), None)


@cache
def all_themes() -> tuple[Theme, ...]:
    return tuple(_theme(code, read_toml(FOLDER, code)) for code in codes(FOLDER))


def code_of_year(year: int) -> str | None:
    theme = theme_of(year)
    return theme.code if theme else None


def match(title: str, year: int | None) -> str | None:
    """The code of the aspect that a heading means, as ``2022/people``; None if none is close enough."""
    theme = theme_of(year) if year is not None else None
    if theme is None or not theme.aspects:
        return None
    scored = [(_agreement(title, aspect.short), aspect.code) for aspect in theme.aspects]
    score, code = max(scored)
    return f"{theme.code}/{code}" if score >= AGREEMENT else None


def _theme(code: str, data: dict[str, Any]) -> Theme:
    return Theme(
        code=code,
        year=data["year"],
        kind=data["kind"],
        status=data["status"],
        edition=data["edition"],
        source=data["source"],
        theme=data["theme"],
        aspects=tuple(ThemeAspect(aspect["code"], aspect["short"]) for aspect in data.get("aspects", [])),
        required_reports=tuple(data["required_reports"]),
    )


def _agreement(one: str, other: str) -> float:
    first, second = _pairs(one), _pairs(other)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _pairs(title: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without punctuation and without the words every heading has."""
    han = NOT_HAN.sub("", title).removesuffix("方面").removeprefix("带头")
    return frozenset(han[index : index + 2] for index in range(len(han) - 1))
