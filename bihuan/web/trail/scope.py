"""Whose trail the visitor reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from bihuan.domain.accounts.auditing import TrailShut, audited_paths, units_at
from bihuan.domain.organizations.models import Unit, UnitQuerySet
from bihuan.domain.trail.browsing import chains_of
from bihuan.domain.trail.models import Chain
from bihuan.domain.trail.security_log import security_log


@dataclass(frozen=True)
class Scope:
    """The units at these paths and below."""

    paths: tuple[str, ...]

    @property
    def units(self) -> UnitQuerySet:
        return units_at(self.paths)

    @cached_property
    def home(self) -> Unit:
        """The highest unit."""
        return self.units.first()

    def chains(self, unit: Unit | None = None, *, only: bool = False) -> QuerySet[Chain]:
        """The chains of all units, of one and everything below it, or of ``only`` that one."""
        units = units_at((unit.path,)) if unit else self.units
        return chains_of([unit.key] if unit and only else units.order_by().values("key"))


def scope_of(request: HttpRequest) -> Scope:
    """All that the visitor reads.

    :raises Http404: if the visitor has no right to any trail.
    :raises TrailShut: if nobody may read it yet; the security log has a line then.
    """
    try:
        paths = audited_paths(request.actor)
    except TrailShut:
        security_log.warning(
            "refused page %s user=%s", request.resolver_match.view_name, request.actor.user_key
        )
        raise
    if not paths:
        raise Http404
    return Scope(paths)


def unit_or_404(request: HttpRequest, key: UUID) -> Unit:
    """A unit whose trail the visitor reads; of any other it is not said that it exists."""
    unit = units_at(scope_of(request).paths).filter(key=key).first()
    if unit is None:
        raise Http404
    return unit
