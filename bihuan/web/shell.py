"""What every page needs: where one is and may go, who one is here, the demo mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from bihuan import VERSION
from bihuan.core.registry.roles import roles
from bihuan.domain.accounts.queries import Offer
from bihuan.domain.documents.permissions import can_bring_in
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.queries import workplaces
from bihuan.domain.trail.actor import Actor

from .actors import acting_offer


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation, for whoever holds the right somewhere; for everybody if it names none.

    ``more`` are other pages that belong to it. ``rare`` entries go behind 「管理」 where the bar is full.
    """

    page: str
    label: str
    right: str = ""
    more: tuple[str, ...] = ()
    rare: bool = False


NAVIGATION = (
    Entry("today", "今天"),
    Entry("draft-list", "导入", "drafts.read"),
    Entry("ledger", "整改台账", "records.read", more=("exchange",)),
    Entry("mechanism-list", "工作台账", "records.read", more=("fact-list", "year-picture")),
    Entry("coverage", "对照图", "records.read"),
    Entry("papers", "文稿", "records.read"),
    Entry("unit-list", "单位", "units.read", rare=True),
    Entry("person-list", "人员", "people.read", rare=True),
    Entry("account-list", "账号与角色", "roles.read", more=("role-list",), rare=True),
    Entry("trail-list", "留痕", "trail.read", rare=True),
)
#: With more entries than this the rare ones stand behind 「管理」.
MOST = 6


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``. No query of its own, unless a role is held in another unit than one's own."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.BIHUAN_DEMO, "version": VERSION, "navigation": []}
    unit = user.person.unit if user.person else None
    entries = [_shown(request, entry) for entry in NAVIGATION if _offered(request.actor, entry)]
    rare = [each for each in entries if each["rare"]] if len(entries) > MOST else []
    return {
        "demo": settings.BIHUAN_DEMO,
        "version": VERSION,
        "may_bring_in": _may_bring_in(request.actor, unit),
        "navigation": [each for each in entries if each not in rare],
        "managing": rare,
        "managing_now": any(each["current"] for each in rare),
        "area": next((each for each in entries if each["current"]), None),
        "unit_name": unit.name if unit else "",
        "user_label": str(user),
        "user_roles": _roles(request.actor, unit),
        "may_search": bool(request.actor.roles_by_unit_path),
        "sees_accounts": bool(request.actor.paths_for("roles.read")),
        "offers": [_offer(each) for each in request.standing.offers],
        "acting_for": _acting_for(request),
    }


def _acting_for(request: HttpRequest) -> dict[str, Any] | None:
    offer = acting_offer(request)
    return _offer(offer) | {"end_url": reverse("acting-stop")} if offer else None


def _offer(offer: Offer) -> dict[str, Any]:
    """What a colleague has handed on, as the banner and the desk say it."""
    held = "、".join(roles()[code].name for code in offer.roles)
    return {"key": str(offer.giver_key), "who": offer.giver, "roles": held, "until": offer.last_day}


def _may_bring_in(actor: Actor, own: Unit | None) -> bool:
    """Whether the page for bringing papers in takes any; one's own unit may be closed."""
    paths = actor.paths_for("records.change")
    if own is not None and paths == (own.path,):
        return can_bring_in(actor, own)
    return bool(paths) and workplaces(actor, "records.change").exists()


def _offered(actor: Actor, entry: Entry) -> bool:
    return not entry.right or bool(actor.paths_for(entry.right))


def _shown(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    url = reverse(entry.page)
    below = tuple(reverse(each) for each in (entry.page, *entry.more) if entry.page != "today")
    current = request.path == url or request.path.startswith(below)
    return {"label": entry.label, "url": url, "current": current, "rare": entry.rare}


def _roles(actor: Actor, own: Unit | None) -> list[str]:
    """Each role in words with the unit where it is held, such as 「承办人 · 市人社局」, the own first."""
    held = dict(actor.roles_by_unit_path)
    names = {own.path: str(own)} if own and own.path in held else {}
    if others := held.keys() - names.keys():
        names |= {unit.path: str(unit) for unit in Unit.objects.filter(path__in=others).order_by("path")}
    known = roles()
    return [
        f"{known[code].name} · {name}" for path, name in names.items() for code in known if code in held[path]
    ]
