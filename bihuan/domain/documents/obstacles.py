"""Papers that nobody has settled keep a unit from being closed."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.domain.organizations.closing import Obstacle
from bihuan.domain.organizations.models import Unit

from .enums import DraftState
from .models import Draft


def drafts_open_in(unit: Unit) -> Iterator[Obstacle]:
    if count := Draft.objects.filter(unit=unit, state=DraftState.OPEN).count():
        yield Obstacle("drafts", count, f"还有{count}份文稿没有核对完", "请承办人确认入账，或者撤回。")
