"""What the audit role may read of the trail."""

from __future__ import annotations

from bihuan.core.registry.roles import roles
from bihuan.domain.organizations.models import Unit, UnitQuerySet
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import NotPermitted, OperationFailed

from .administrators import missing_administrators


class TrailShut(NotPermitted):
    """The tenant lacks administrators: until it has all three nobody reads its trail."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        names = "、".join(roles()[code].name for code in missing)
        sentence = f"三名管理员到齐之前，留痕不开放查看；还缺：{names}。请先由首次设置补齐。"
        OperationFailed.__init__(self, sentence)


def audited_paths(actor: Actor) -> tuple[str, ...]:
    """Where the actor may read the trail, asking one query a tenant.

    :raises TrailShut: if nowhere yet, since administrators are missing.
    """
    held = actor.paths_for("trail.read")
    missing = {path: missing_administrators(path) for path in {_tenant_path(each) for each in held}}
    paths = tuple(path for path in held if not missing[_tenant_path(path)])
    if held and not paths:
        raise TrailShut(next(iter(missing.values())))
    return paths


def units_at(paths: tuple[str, ...]) -> UnitQuerySet:
    """The units at the paths and below, parents first."""
    return Unit.objects.within(paths).order_by("path")


def _tenant_path(path: str) -> str:
    return "/".join(path.split("/")[:2]) + "/"
