"""A column of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; ``code`` is the field, ``heads`` are other names of it, ``choices`` the words for codes.

    One that is not ``offered`` is read where somebody has it, but an empty sheet does without.
    """

    code: str
    label: str
    kind: str
    required: bool = False
    heads: tuple[str, ...] = ()
    choices: dict[str, str] = field(default_factory=dict)
    how: str = ""
    offered: bool = True
