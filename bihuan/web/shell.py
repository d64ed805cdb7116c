"""What every page needs: the unit's name, the navigation, the demo mark."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

NAVIGATION = (
    ("today", "今天"),
    ("draft-list", "导入"),
    ("ledger", "台账"),
    ("coverage", "对照图"),
    ("papers", "文稿"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``. No query of its own: the unit comes with the signed-in user."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.BIHUAN_DEMO, "navigation": []}
    return {
        "demo": settings.BIHUAN_DEMO,
        "navigation": [_entry(request, name, label) for name, label in NAVIGATION],
        "unit_name": user.person.unit.name if user.person else "",
        "user_label": str(user),
    }


def _entry(request: HttpRequest, name: str, label: str) -> dict[str, Any]:
    url = reverse(name)
    current = request.path == url or (url != "/" and request.path.startswith(url))
    return {"label": label, "url": url, "current": current}
