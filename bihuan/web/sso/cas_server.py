"""Signing in at a CAS server. Loaded only where CAS is set: ``python-cas`` is an extra."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import requests
from cas import CASClientV3
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.http import HttpRequest

from . import pending
from .connections import guarded
from .failures import NotProven, PeerSilent
from .identity import Identity
from .kinds import Cas

TICKET = re.compile(r"ST-[\x21-\x7e]{1,250}")


def address_to_sign_in(request: HttpRequest, cas: Cas, *, back: str, next: str) -> str:
    """Where the browser is to go. CAS knows no state: ours stands in the address to come back to."""
    state = pending.begin(request, back=back, next=next)
    return _client(cas, _service(back, state)).get_login_url()


def identity(request: HttpRequest, cas: Cas) -> Identity:
    """Who came back, by a ticket that the server takes from us once.

    :raises SingleSignOnFailed: if it does not prove anything, or the server does not answer.
    """
    state = request.GET.get("state", "")
    known = pending.take(request, state)
    ticket = request.GET.get("ticket", "")
    if not TICKET.fullmatch(ticket):
        raise NotProven("no ticket")
    name = _owner(_client(cas, _service(known["back"], state)), ticket)
    return Identity(name, strong=False, next=known["next"])


def address_to_sign_out(cas: Cas, *, back: str) -> str:
    return _client(cas, back).get_logout_url(back)


def _client(cas: Cas, service: str) -> CASClientV3:
    return CASClientV3(
        service_url=service,
        server_url=cas.server,
        verify_ssl_certificate=cas.ca or True,
        session=guarded(requests.Session(), ca=cas.ca),
    )


def _service(back: str, state: str) -> str:
    return f"{back}?{urlencode({'state': state})}"


def _owner(client: CASClientV3, ticket: str) -> str:
    try:
        answer = client.get_verification_response(ticket)
        ElementTree.fromstring(answer, forbid_dtd=True)
        name, _, _ = client.verify_response(answer)
    except requests.RequestException as failure:
        raise PeerSilent(type(failure).__name__) from failure
    except (ElementTree.ParseError, DefusedXmlException, ValueError, AttributeError, IndexError) as failure:
        raise PeerSilent(f"unreadable answer: {type(failure).__name__}") from failure
    if not name:
        raise NotProven("the server does not take the ticket")
    return name
