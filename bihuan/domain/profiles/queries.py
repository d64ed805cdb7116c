"""What norms are worth in some units: the nearest word of the unit itself and those above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.domain.organizations.fields import ancestors, below
from bihuan.domain.organizations.models import Unit

from .models import NormSetting

#: A query names no more tenants than this; beyond, all settings are read, which are few.
MOST_TENANTS = 100


@dataclass(frozen=True, slots=True)
class Worth:
    """A norm's worth in a unit; ``said_by`` are the units that said so, the highest first."""

    adopted: bool | None = None
    at_least: int | None = None
    said_by: tuple[NormSetting, ...] = ()

    def after(self, setting: NormSetting) -> Worth:
        """With what a unit further down says."""
        return Worth(
            adopted=self.adopted if setting.adopted is None else setting.adopted,
            at_least=self.at_least if setting.at_least is None else setting.at_least,
            said_by=(*self.said_by, setting),
        )


def worth_in(units: Iterable[Unit]) -> dict[int, dict[str, Worth]]:
    """By unit and norm, where somebody has said something: one query."""
    found = list(units)
    said = _said({unit.tenant_path for unit in found})
    return {unit.pk: worth for unit in found if (worth := _resolved(unit, said))}


def _said(tenants: set[str]) -> dict[str, list[NormSetting]]:
    by_path: dict[str, list[NormSetting]] = defaultdict(list)
    settings = NormSetting.objects.select_related("unit")
    if len(tenants) <= MOST_TENANTS:
        settings = settings.filter(below("unit__path", tenants))
    for setting in settings.order_by("pk"):
        by_path[setting.unit.path].append(setting)
    return by_path


def _resolved(unit: Unit, said: dict[str, list[NormSetting]]) -> dict[str, Worth]:
    worth: dict[str, Worth] = {}
    for path in (*ancestors(unit.path), unit.path):
        for setting in said.get(path, ()):
            worth[setting.norm] = worth.get(setting.norm, Worth()).after(setting)
    return worth
