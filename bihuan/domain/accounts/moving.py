"""Roles stay with the place: whoever moves away or leaves gives back what was held there."""

from __future__ import annotations

from django.utils import timezone

from bihuan.core.registry.roles import administrators
from bihuan.domain.organizations.moving import Moved

from .administrators import holders_beside
from .failures import LastAdministrator
from .models import RoleGrant


def give_roles_back(moved: Moved) -> None:
    """Withdraw the roles held in the place of work that is left and below it; all of them on leaving.

    What was handed on from them ends too: a delegation holds no longer than its role.

    :raises LastAdministrator: if the tenant would be without one of its three administrators.
    """
    why = "调到别的单位" if moved.entered else "离开本单位"
    held = RoleGrant.objects.standing().filter(user__person=moved.person).select_related("unit", "user")
    for grant in held if moved.entered is None else held.within([moved.left.path]):
        if grant.role in administrators() and not holders_beside(grant):
            raise LastAdministrator(str(grant))
        grant.withdrawn_at, grant.withdrawn_by = timezone.now(), moved.actor.user_key
        grant.withdrawn_why = why
        grant.save()
