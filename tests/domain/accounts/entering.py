"""Signing in without the page."""

from __future__ import annotations

from django.test import Client


def signed_in(user) -> str:
    """The number of a new session of the user."""
    client = Client()
    client.force_login(user)
    return client.session.session_key
