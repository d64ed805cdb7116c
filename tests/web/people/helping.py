"""Looking at the page of a person, sending a form of it, reading what it says."""

from __future__ import annotations

import re
import uuid

from django.urls import reverse

from bihuan.domain.organizations.models import Person


def page_of(client, person):
    return client.get(reverse("person-detail", args=[person.key])).content.decode()


def fresh(person):
    return Person.objects.select_related("unit", "department").get(pk=person.pk)


def send(client, route, row, person=None, **fields):
    """As the page would: with the version of the person that it showed."""
    hidden = {"seen": fresh(person or row).version, "request_key": uuid.uuid4().hex}
    return client.post(reverse(route, args=[row.key]), hidden | fields)


def said(response):
    """What the page that follows tells."""
    return re.findall(r'<div class="alert-body">([^<]+)</div>', response.content.decode())
