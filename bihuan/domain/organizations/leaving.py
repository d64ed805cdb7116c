"""What stands in the way of somebody's leaving: each app tells its own, here they are asked together.

An app above adds what it knows of in the ``ready()`` of its ``apps.py``: ``leaving.asks(obstacles)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .closing import Obstacle
from .models import Person

Asked = Callable[[Person], Iterator[Obstacle]]
_ASKED: list[Asked] = []


def asks(function: Asked) -> None:
    """Let a function tell what stands in the way; the same one is asked once."""
    if function not in _ASKED:
        _ASKED.append(function)


def obstacles_of(person: Person) -> list[Obstacle]:
    """Everything that the person has to hand on first."""
    return [obstacle for function in _ASKED for obstacle in function(person)]
