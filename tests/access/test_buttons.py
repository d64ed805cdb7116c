"""No page shows a link or a button that the server would refuse: whoever sees it may use it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import resolve

from . import matrix, snapshots
from .asking import request_of
from .matrix import Cell
from .pages import Offer, offers
from .world import World

pytestmark = pytest.mark.django_db

ROLES = [role for role in matrix.data()["roles"] if role not in matrix.OUTSIDE]
REFUSED = (403, 404, 405)
#: Of one kind of button on one kind of page so many are tried: lists show the same for every line.
SAMPLES = 8


def openings(world: World, role: str) -> Iterator[Offer]:
    """Every page of the matrix that the role may open, with objects in every relation and state."""
    for address in matrix.addresses():
        for relation in address.relations:
            cell = Cell(address, role, relation, "GET", "GET")
            if cell.expected == "allowed":
                yield Offer("GET", request_of(world, "first", cell)[0])


def answered(world: World, role: str, offer: Offer) -> HttpResponse:
    """What the server says; nothing of it has happened afterwards."""
    client = world.tenants["first"].members[role].client()
    data: dict[str, list[str]] = {}
    for name, value in offer.fields:
        data.setdefault(name, []).append(value)
    with snapshots.undone():
        return getattr(client, offer.method.lower())(offer.path, data)


def is_for(world: World, role: str, offer: Offer) -> bool:
    """Whether the rules let the role use the address at all, whatever its form may lack yet."""
    rights = matrix.data()["routes"][route(offer)]
    own = resolve(offer.place).kwargs.get("key") in world.tenants["first"].members[role].keys
    right = rights.get("to_oneself", rights[offer.method]) if own else rights[offer.method]
    return matrix.said_to(right, role) in ("allowed", "without-effect")


def is_page(response: HttpResponse) -> bool:
    return response["Content-Type"].startswith("text/html")


def route(offer: Offer) -> str:
    return resolve(offer.place).url_name or ""


def key(offer: Offer) -> tuple[object, ...]:
    """Links that sort, filter or turn the page are one; so are buttons to one address with one value."""
    return (offer.method, offer.place, offer.query_names)


@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_shown_may_be_used(units, role):
    waiting = deque(openings(units, role))
    known = {key(offer) for offer in waiting}
    shown_at: dict[tuple[object, ...], str] = {}
    tried: Counter[tuple[str, ...]] = Counter()
    wrong = []

    while waiting:
        offer = waiting.popleft()
        response = answered(units, role, offer)
        if response.status_code in REFUSED or not is_for(units, role, offer):
            where = shown_at.get(key(offer), "")
            wrong.append(f"{where} → {offer.method} {offer.path}（{response.status_code}）")
        if offer.method == "POST" or response.status_code != 200 or not is_page(response):
            continue
        for found in offers(response.content, offer.path):
            kind = (route(offer), found.method, route(found))
            if key(found) not in known and tried[kind] < SAMPLES:
                tried[kind] += 1
                known.add(key(found))
                shown_at[key(found)] = offer.path
                waiting.append(found)

    assert "\n".join(wrong) == ""
