"""What follows when somebody no longer works in a unit: apps above take back what went with the place.

An app above adds its step in the ``ready()`` of its ``apps.py``: ``moving.follows(step)``. The steps run
inside the operation that moves the person, in its transaction and its entry of the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bihuan.domain.trail.actor import Actor

from .models import Person, Unit


@dataclass(frozen=True, slots=True)
class Moved:
    """Who moved, and which place of work was left for which; ``entered`` is empty for whoever left."""

    person: Person
    left: Unit
    entered: Unit | None
    actor: Actor


Step = Callable[[Moved], None]
_STEPS: list[Step] = []


def follows(step: Step) -> None:
    """Let a step run after every move; the same one runs once."""
    if step not in _STEPS:
        _STEPS.append(step)


def run(moved: Moved) -> None:
    for step in _STEPS:
        step(moved)
