"""Peers on this machine, and the settings that lead to them."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.domain.trail.models import Entry
from bihuan.web.sso.kinds import Oidc
from tests.web.sso.peers.oidc_provider import CLIENT, SECRET, OidcProvider, oidc_provider


@pytest.fixture
def provider() -> OidcProvider:
    with oidc_provider() as started:
        yield started


@pytest.fixture
def oidc(provider, settings) -> Oidc:
    settings.BIHUAN_SINGLE_SIGN_ON = Oidc(provider.issuer, CLIENT, SECRET)
    return settings.BIHUAN_SINGLE_SIGN_ON


@pytest.fixture
def sign_ins(db):
    """The sign-ins that the trail knows of, and whether this browser is signed in."""

    def noted(client: Client) -> tuple[int, bool]:
        count = Entry.objects.filter(action="accounts.session.sign_in").count()
        return count, client.get(reverse("today")).status_code == 200

    return noted


@pytest.fixture
def security_lines():
    """What the security log is told."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    log = logging.getLogger("bihuan.security")
    log.addHandler(handler)
    yield lines
    log.removeHandler(handler)
