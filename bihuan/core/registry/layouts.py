"""Layouts of official papers: every length, font and style a writer needs, with its clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bihuan.core.registry.files import read_toml

POINTS = {"mm": 72 / 25.4, "pt": 1.0, "twip": 0.05}


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the norm. ``strength`` is 规定, 一般, 推荐 or 惯例."""

    value: float
    unit: str
    clause: str
    strength: str


@dataclass(frozen=True, slots=True)
class FontRole:
    """A font by the part it plays: ``same`` are other names of it, ``stands_in`` free ones, best first."""

    label: str
    official: str
    same: tuple[str, ...]
    stands_in: tuple[str, ...]
    clause: str
    strength: str
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of line looks. Sizes are points; ``first``, ``left`` and ``right`` count characters.

    ``outline`` is the level in the navigation pane: 0 for none.
    """

    name: str
    font: str
    size: float
    clause: str
    strength: str
    pitch: float = 0
    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    outline: int = 0
    colour: str = "000000"


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by its parts. Lengths are asked for by name and come in points."""

    code: str
    title: str
    norm: str
    source: str
    measures: Mapping[str, Measure]
    fonts: Mapping[str, FontRole]
    styles: Mapping[str, Style]
    words: Mapping[str, str]
    number_formats: tuple[str, ...]

    def points(self, name: str) -> float:
        """A length in points; lines and characters by the pitch of the type area."""
        measure = self.measures[name]
        if measure.unit == "行":
            return measure.value * self.pitch
        if measure.unit == "字":
            return measure.value * self.advance
        return measure.value * POINTS[measure.unit]

    def count(self, name: str) -> float:
        """The bare figure, of whatever unit."""
        return self.measures[name].value

    @property
    def pitch(self) -> float:
        """From one line to the next, in points, so that the lines fill the type area."""
        return self.points("type-height") / self.count("lines-a-page")

    @property
    def advance(self) -> float:
        """From one character to the next, in points, so that the first and the last touch the edges."""
        size = self.count("body-size")
        return (self.points("type-width") - size) / (self.count("characters-a-line") - 1)

    def pitch_of(self, style: str) -> float:
        """The line pitch of a style: its own, or that of the body."""
        return self.styles[style].pitch or self.pitch


@cache
def layout(code: str = "gbt-9704-2012") -> Layout:
    """The layout ``registry/layouts/<code>.toml``.

    :raises FileNotFoundError: if there is no such layout.
    """
    data = read_toml("layouts", code)
    return Layout(
        code=code,
        title=data["title"],
        norm=data["norm"],
        source=data["source"],
        measures={name: Measure(**entry) for name, entry in data["measures"].items()},
        fonts={name: _font(entry) for name, entry in data["fonts"].items()},
        styles={name: Style(**entry) for name, entry in data["styles"].items()},
        words=data["words"],
        number_formats=tuple(data["numbering"]["formats"]),
    )


def _font(entry: dict[str, Any]) -> FontRole:
    return FontRole(**{**entry, "same": tuple(entry["same"]), "stands_in": tuple(entry["stands_in"])})
