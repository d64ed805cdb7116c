"""What every page needs: the unit's name, the navigation, the demo mark, whether papers may be brought in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from bihuan import VERSION
from bihuan.domain.documents.permissions import can_bring_in

#: The page that each entry leads to, its word, and the other pages that belong to it.
NAVIGATION = (
    ("today", "今天", ()),
    ("draft-list", "导入", ()),
    ("ledger", "台账", ("exchange",)),
    ("coverage", "对照图", ()),
    ("papers", "文稿", ()),
    ("trail-list", "留痕", ()),
)
#: The entries that only those see who hold a right somewhere.
NEEDED = {"trail-list": "trail.read"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``. No query of its own: the unit comes with the signed-in user."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.BIHUAN_DEMO, "version": VERSION, "navigation": []}
    unit = user.person.unit if user.person else None
    return {
        "demo": settings.BIHUAN_DEMO,
        "version": VERSION,
        "may_bring_in": unit is not None and can_bring_in(request.actor, unit),
        "navigation": [_entry(request, *entry) for entry in NAVIGATION if _offered(request, entry[0])],
        "unit_name": unit.name if unit else "",
        "user_label": str(user),
    }


def _offered(request: HttpRequest, name: str) -> bool:
    return name not in NEEDED or bool(request.actor.paths_for(NEEDED[name]))


def _entry(request: HttpRequest, name: str, label: str, more: tuple[str, ...]) -> dict[str, Any]:
    url = reverse(name)
    below = tuple(reverse(each) for each in (name, *more) if name != "today")
    current = request.path == url or request.path.startswith(below)
    return {"label": label, "url": url, "current": current}
