"""Fonts for the PDF: which are there, which play which part, and what none of them can draw.

Nothing is downloaded and no environment is read: the caller names the folders. Below them lies a floor of two
fonts from a Python package that is always installed, so that a paper never fails for want of a font.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from bihuan.core.document.writers.cmap import Coverage, coverage
from bihuan.core.registry.layouts import FontRole

BOLD_FROM = 600


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file."""

    family: str
    weight: int
    path: str
    index: int


@dataclass(frozen=True, slots=True)
class Substitution:
    """A font that another stood in for: everywhere, or (``characters``) only where it lacks these."""

    role: str
    wanted: str
    used: str
    characters: str = ""

    def __str__(self) -> str:
        if self.characters:
            return f"{self.role}：{self.wanted} 缺 {self.characters}，由 {self.used} 补"
        return f"{self.role}：没有 {self.wanted}，用 {self.used} 代替"


@dataclass(frozen=True, slots=True)
class Cast:
    """The families that play a part, best first. ``thicken``: the part is bold, the first is not."""

    families: tuple[str, ...]
    weight: int
    thicken: bool


@dataclass(frozen=True)
class FontSet:
    """The fonts that were found. ``handle`` is what the typesetter takes."""

    handle: typst.Fonts
    faces: Mapping[str, tuple[Face, ...]]

    def cast(self, role: FontRole) -> Cast:
        """Who plays ``role`` here."""
        families = tuple(name for name in (*role.same, *role.stands_in) if name in self.faces)
        first = self.face(families[0], role.weight)
        lacks = first.weight < BOLD_FROM <= role.weight and first.family not in role.same
        return Cast(families, role.weight, thicken=lacks)

    def face(self, family: str, weight: int) -> Face:
        """The face of ``family`` whose weight is nearest."""
        return min(self.faces[family], key=lambda face: (abs(face.weight - weight), face.path))

    def check(self, role: FontRole, text: str) -> tuple[tuple[Substitution, ...], str]:
        """What ``role`` cannot do as asked for ``text``: substitutions, and characters nobody can draw."""
        families = self.cast(role).families
        notes = [] if families[0] in role.same else [Substitution(role.label, role.official, families[0])]
        borrowed: dict[str, str] = {}
        missing = ""
        for sign in sorted(set(text) - {" ", "\u00a0", "\n"}):
            owner = next((name for name in families if sign in self.covered(name, role.weight)), None)
            if owner is None:
                missing += sign
            elif owner != families[0]:
                borrowed[owner] = borrowed.get(owner, "") + sign
        notes += [Substitution(role.label, families[0], used, signs) for used, signs in borrowed.items()]
        return tuple(notes), missing

    def covered(self, family: str, weight: int) -> Coverage:
        face = self.face(family, weight)
        return coverage(face.path, face.index)


@cache
def find_fonts(folders: tuple[Path, ...] = (), *, system: bool = True) -> FontSet:
    """The fonts in ``folders``, those of the machine (``system``) and the floor."""
    floor = Path(pylopdf_fonts_zh_cn.sans_path()).parent
    existing = [str(folder) for folder in (*folders, floor) if folder.is_dir()]
    handle = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=existing)
    faces: dict[str, list[Face]] = {}
    for info in handle.fonts():
        if info.path is not None:
            face = Face(info.family, info.weight, str(info.path), info.index)
            faces.setdefault(info.family, []).append(face)
    return FontSet(handle, {family: tuple(found) for family, found in faces.items()})
