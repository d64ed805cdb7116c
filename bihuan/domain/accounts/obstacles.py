"""Roles that are held in a unit keep it from being closed."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.domain.organizations.closing import Obstacle
from bihuan.domain.organizations.models import Unit

from .models import RoleGrant


def roles_held_in(unit: Unit) -> Iterator[Obstacle]:
    if count := RoleGrant.objects.standing().filter(unit=unit).count():
        yield Obstacle(
            "roles", count, f"还有{count}项角色授在这里", "请安全管理员收回，需要的改授到接手的单位。"
        )
