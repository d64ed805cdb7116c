"""A browser that signs in elsewhere: from our page to the other side and back."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

IN, OUT = (1, True), (0, False)


def leave(client: Client, wanted: str = "", **options: object) -> str:
    """The address that our page leads to."""
    answer = client.get(reverse("single-sign-on"), {"next": wanted} if wanted else {})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def sent_back(address: str, *, ca: str | None = None) -> str:
    """Sign in there; the part of the address behind our host to which the browser is sent back."""
    answer = requests.get(address, allow_redirects=False, timeout=5, verify=ca or True)
    parts = urlsplit(answer.headers["Location"])
    assert parts.netloc == "testserver"
    return f"{parts.path}?{parts.query}"


def walk(client: Client, wanted: str = "", *, ca: str | None = None) -> HttpResponse:
    return client.get(sent_back(leave(client, wanted), ca=ca))
