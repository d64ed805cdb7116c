"""What administrators are reminded of on their desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from bihuan.core import certificates
from bihuan.core.registry.roles import administrators, roles
from bihuan.domain.accounts.administrators import missing_administrators
from bihuan.domain.trail.actor import Actor

register = template.Library()


@register.inclusion_tag("setup/_reminders.html")
def administration_reminders(actor: Actor) -> dict[str, Any]:
    """Nothing, and no query, for whoever is not one of the three administrators; else one query a tenant."""
    paths = _administered(actor)
    return {
        "missing": [(_named(codes), actor.may("users.change", at=path)) for path, codes in _missing(paths)],
        "ends": _certificate_ends() if paths else None,
    }


def _administered(actor: Actor) -> list[str]:
    """The tenants where the actor is one of the three."""
    codes = frozenset(administrators())
    held = actor.roles_by_unit_path.items()
    return sorted(path for path, roles_there in held if path.count("/") == 2 and roles_there & codes)


def _missing(paths: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(path, missing) for path in paths if (missing := missing_administrators(path))]


def _named(codes: tuple[str, ...]) -> str:
    return "、".join(roles()[code].name for code in codes)


def _certificate_ends() -> Any:
    """When the certificate ends, if that is soon; the start and ``bihuan daily`` say what else is wrong."""
    try:
        kept = certificates.kept(Path(settings.BIHUAN_HOME) / "keys")
    except certificates.Unusable:
        return None
    return kept.ends if kept and kept.ends_soon(timezone.now()) else None
