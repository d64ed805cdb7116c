"""Whoever holds a right in several units says for which one; nothing is done for another than was meant."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.documents.models import Draft
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.access import objects
from tests.domain.documents.material import SHORT

PAGES = ("draft-new", "exchange")


@pytest.fixture
def centre(bureau):
    return create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.SUBORDINATE, name="渠道管护中心")


@pytest.fixture
def both(client, clerk_user, centre):
    """The clerk's browser, who is the centre's clerk, too."""
    grant_role(unit=centre, user=clerk_user, actor=SYSTEM, role="clerk")
    client.force_login(clerk_user)
    return client


def paper(**more):
    return {"year": "2023", "cycle_kind": "annual", "text": SHORT, "request_key": "once", **more}


def table(**more):
    file = SimpleUploadedFile("台账.xlsx", objects.book("柳浦"))
    return {"file": file, "year": "2023", "cycle_kind": "annual", "request_key": "once", **more}


@pytest.mark.parametrize("page", PAGES)
def test_a_single_unit_is_not_asked_for(clerk_client, bureau, page):
    response = clerk_client.get(reverse(page))

    assert (response.context["workplace"].unit, response.context["workplace"].choices) == (bureau.unit, [])
    assert 'name="unit"' not in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_several_are_offered_and_the_address_remembers(both, bureau, centre, page):
    plain = both.get(reverse(page))
    asked = both.get(reverse(page), {"unit": centre.key})

    assert plain.context["workplace"].choices == [bureau.unit, centre]
    assert (plain.context["workplace"].unit, asked.context["workplace"].unit) == (bureau.unit, centre)
    assert f'value="{centre.key}" selected' in asked.content.decode()


def test_a_paper_goes_to_the_chosen_unit(both, centre):
    both.post(reverse("draft-new"), paper(unit=centre.key))

    assert Draft.objects.get().unit == centre


def test_a_table_goes_to_the_chosen_unit(both, centre):
    both.post(reverse("exchange"), table(unit=centre.key))

    assert ImportBatch.objects.get().unit_key == centre.key


@pytest.mark.parametrize(("page", "form"), [("draft-new", paper), ("exchange", table)])
@pytest.mark.parametrize("unit", ["office", "stranger", "nonsense"])
def test_a_unit_that_is_no_choice_is_not_found(request, both, bureau, page, form, unit):
    named = {"office": bureau.office.key, "nonsense": "x"}.get(unit) or _elsewhere(request)

    response = both.post(reverse(page), form(unit=named))

    assert (response.status_code, Draft.objects.count(), ImportBatch.objects.count()) == (404, 0, 0)


def _elsewhere(request):
    return request.getfixturevalue("stranger_user").person.unit.key


@pytest.mark.parametrize(("page", "form"), [("draft-new", paper), ("exchange", table)])
def test_a_unit_that_was_closed_meanwhile_is_no_choice(both, centre, page, form):
    with door.recorded("tests.unit.close", actor=SYSTEM, subject=centre):
        centre.closed_on = timezone.localdate()
        centre.save()

    response = both.post(reverse(page), form(unit=centre.key))

    assert (response.status_code, Draft.objects.count(), ImportBatch.objects.count()) == (404, 0, 0)
    assert both.get(reverse(page)).context["workplace"].choices == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_brought_in_where_every_unit_is_closed(clerk_client, bureau, page):
    with door.recorded("tests.unit.close", actor=SYSTEM, subject=bureau.unit):
        bureau.unit.closed_on = timezone.localdate()
        bureau.unit.save()

    assert clerk_client.post(reverse(page), paper()).status_code == 403
    assert reverse("draft-new") not in clerk_client.get(reverse("draft-list")).content.decode()
