"""Who the other side says it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """The name, whether more than a password was asked for, and where the way here was to lead."""

    name: str
    strong: bool
    next: str
