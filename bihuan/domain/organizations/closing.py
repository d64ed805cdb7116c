"""What stands in the way of closing a unit: each app tells its own, here they are asked together.

An app above adds what it knows of in the ``ready()`` of its ``apps.py``: ``closing.asks(obstacles)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ImportBatch

from .models import BranchMembership, Person, Post, TeamSeat, Unit


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that must be settled first.

    ``code`` tells a page where it can be settled; ``what`` and ``advice`` are for the reader.
    """

    code: str
    count: int
    what: str
    advice: str


Asked = Callable[[Unit], Iterator[Obstacle]]
_ASKED: list[Asked] = []


def asks(function: Asked) -> None:
    """Let a function tell what stands in the way; the same one is asked once."""
    if function not in _ASKED:
        _ASKED.append(function)


def obstacles_of(unit: Unit) -> list[Obstacle]:
    """Everything that keeps the unit from being closed, in the order in which it is best settled."""
    own = (_below, _people, _seats, _tables)
    return [obstacle for function in (*own, *_ASKED) for obstacle in function(unit)]


def _below(unit: Unit) -> Iterator[Obstacle]:
    if count := unit.children.standing().count():
        yield Obstacle("below", count, f"还有{count}个下级单位没有停用", "先停用这些下级单位。")


def _people(unit: Unit) -> Iterator[Obstacle]:
    """Who works here, holds a post here, or belongs to the branch."""
    posts = Post.objects.open().filter(unit=unit).values("person")
    branch = BranchMembership.objects.open().filter(unit=unit).values("person")
    here = Q(unit=unit) | Q(department=unit) | Q(pk__in=posts) | Q(pk__in=branch)
    if count := Person.objects.filter(here, left_on=None, erased_at=None, withdrawn_at=None).count():
        yield Obstacle(
            "people", count, f"还有{count}人在这里任职或编在这里", "先把他们调到别的单位，或登记离开。"
        )


def _seats(unit: Unit) -> Iterator[Obstacle]:
    if count := TeamSeat.objects.open().filter(unit=unit).count():
        yield Obstacle("seats", count, f"领导班子还有{count}个席位没有结束", "先写明每个席位到哪一天为止。")


def _tables(unit: Unit) -> Iterator[Obstacle]:
    if count := ImportBatch.objects.filter(unit_key=unit.key, state=BatchState.PREVIEWED).count():
        yield Obstacle("tables", count, f"还有{count}份上传的表格没有处理", "请上传的人确认导入，或者放弃。")
