"""What each action of the trail is called in Chinese, grouped by what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .files import read_toml


@dataclass(frozen=True, slots=True)
class Area:
    """A group of actions; ``actions`` leads from the operation's name to its title."""

    code: str
    name: str
    actions: Mapping[str, str]


@cache
def areas() -> tuple[Area, ...]:
    """All areas in the order of the pages."""
    return tuple(Area(**entry) for entry in read_toml("words", "actions")["areas"])


@cache
def titles() -> dict[str, str]:
    """The title of every action by its name.

    :raises ValueError: if an action stands in two areas.
    """
    pairs = [pair for area in areas() for pair in area.actions.items()]
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an action stands in two areas")
    return found


def title_of(action: str) -> str:
    """What the action is called; its own name if nobody has given it a title."""
    return titles().get(action, action)
