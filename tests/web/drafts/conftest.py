"""Drafts for page tests, and the cast's clients."""

from __future__ import annotations

import pytest
from django.test import Client

from bihuan.domain.documents.models import Draft
from bihuan.web.forms import new_request_key
from tests.domain.documents.material import brought_in, pasted


@pytest.fixture
def draft(bureau, clerk) -> Draft:
    """A short paper of 2024 with two problems, a cause and a measure."""
    return pasted(bureau.unit, clerk)


@pytest.fixture
def twin(bureau, clerk) -> Draft:
    return brought_in(bureau.unit, clerk)


@pytest.fixture
def clients(client, clerk_user, leader_user, stranger_user) -> dict[str, Client]:
    """A signed-in client for each of the cast, and one that is signed out."""
    cast = {"clerk": clerk_user, "leader": leader_user, "stranger": stranger_user, "signed_out": None}
    clients = {}
    for name, user in cast.items():
        clients[name] = Client()
        if user:
            clients[name].force_login(user)
    return clients


@pytest.fixture
def form(draft):
    """The hidden fields of a form on a page that shows the draft as it now stands."""

    def fields(**more: object) -> dict[str, object]:
        draft.refresh_from_db()
        return {"seen": draft.version, "request_key": new_request_key(), **more}

    return fields
