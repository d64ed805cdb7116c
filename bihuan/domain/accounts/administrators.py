"""The three administrators of a tenant: who does one's work cannot do another's."""

from __future__ import annotations

from bihuan.core.registry.roles import administrators
from bihuan.domain.organizations.models import Unit

from .entering import may_enter
from .models import RoleGrant, User


def missing_administrators(tenant_path: str) -> tuple[str, ...]:
    """The codes of the administrators that the tenant has not, in order: one query.

    Whoever left or was shut out is none, whatever role still stands.
    """
    held = RoleGrant.objects.standing().filter(
        may_enter("user__"), unit__path=tenant_path, role__in=administrators()
    )
    there = set(held.values_list("role", flat=True))
    return tuple(code for code in administrators() if code not in there)


def administration_is_complete(unit: Unit) -> bool:
    """Whether the unit's tenant has all three. Until then no role is granted and no trail is read."""
    return not missing_administrators(unit.tenant_path)


def holders_beside(grant: RoleGrant) -> bool:
    """Whether somebody else who can sign in holds the same role in the same unit."""
    same = RoleGrant.objects.standing().filter(may_enter("user__"), unit=grant.unit, role=grant.role)
    return same.exclude(pk=grant.pk).exists()


def last_administration_of(user: User) -> RoleGrant | None:
    """The administrator's role that the user holds and nobody else who can sign in."""
    held = [grant for grant in user.grants.standing().select_related("unit") if grant.is_administration]
    return next((grant for grant in held if not holders_beside(grant)), None)


def hold_administration(tenant_path: str) -> None:
    """Until the operation ends nobody else takes an administrator away: two at once would leave none."""
    Unit.objects.select_for_update().get(path=tenant_path)
