"""What holds at every address alike: no form without its token, no method in disguise."""

from __future__ import annotations

import pytest
from django.urls import reverse

from . import matrix
from .asking import ask
from .matrix import Cell

pytestmark = pytest.mark.django_db

ADDRESSES = list(matrix.addresses())
TAKING = [
    address
    for address in ADDRESSES
    if not matrix.data()["routes"][address.route]["POST"].startswith("nobody")
]


def first_relation(address):
    return "own" if address.kind else "none"


@pytest.mark.parametrize("address", TAKING, ids=str)
def test_a_form_without_its_token_is_refused(units, before, address):
    role = "signed_out" if address.route == "sign-in" else "clerk"
    cell = Cell(address, role, first_relation(address), "POST", "POST")

    result = ask(units, "first", cell, before, checks_csrf=True)

    assert (result.response.status_code, result.changed, result.entries) == (403, False, [])


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_a_get_stays_a_get_whatever_its_headers_say(units, before, address, header):
    cell = Cell(address, "clerk", first_relation(address), "GET", "GET")
    plain = ask(units, "first", cell, before)

    disguised = ask(units, "first", cell, before, headers={header: "POST"}, query="?_method=POST")

    assert disguised.response.status_code == plain.response.status_code
    assert (disguised.writes, disguised.changed, disguised.entries) == ([], False, [])


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each not in TAKING], ids=str)
def test_a_post_to_a_page_without_a_form_is_no_get(units, before, address):
    cell = Cell(address, "clerk", first_relation(address), "POST", "POST")

    result = ask(units, "first", cell, before, headers={"X-HTTP-Method-Override": "GET"})

    off = cell.expected == "missing"
    assert (result.response.status_code, result.changed) == (404 if off else 405, False)


def test_whoever_is_switched_off_is_out_at_once(units, before):
    """The session that was open is worth nothing, on the first page as on any other."""
    client = units.tenants["first"].members["inactive"].client()

    response = client.get(reverse("today"))

    assert (response.status_code, response["Location"]) == (302, f"{reverse('sign-in')}?next=/")


def test_heads_have_no_body(units, before):
    for address in ADDRESSES:
        cell = Cell(address, "clerk", first_relation(address), "HEAD", "HEAD")

        assert ask(units, "first", cell, before).response.content == b""
