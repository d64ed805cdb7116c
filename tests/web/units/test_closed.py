"""What a closed unit holds is read as before, and no page offers or takes a change of it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.documents import intake
from bihuan.domain.documents import operations as documents
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.rectification.models import Problem
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.access import objects
from tests.ledgers import add_promise, open_cycle


@pytest.fixture
def centre(bureau):
    return create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.SUBORDINATE, name="渠道管护中心")


@pytest.fixture
def held(centre):
    """The addresses of a ledger, an item, a problem and a paper of the unit."""
    cycle = open_cycle(centre)
    item = add_promise(cycle, 1)
    paper = intake.take_text(objects.PAPER.format(name="柳浦", year=2024))
    draft = documents.bring_in(unit=centre, actor=SYSTEM, incoming=paper, year=2024)
    return {
        "ledger-year": reverse("ledger-year", args=[cycle.key]),
        "item-detail": reverse("item-detail", args=[item.key]),
        "statement-detail": reverse("statement-detail", args=["problem", Problem.objects.get().key]),
        "draft-detail": reverse("draft-detail", args=[draft.key]),
    }


def shut(unit):
    """As if it had been closed before anything stood in the way."""
    with door.recorded("tests.unit.close", actor=SYSTEM, subject=unit):
        unit.closed_on = timezone.localdate()
        unit.save()


#: What the page offers to whoever may change something.
OFFERS = {
    "ledger-year": "补记问题",
    "item-detail": "保存进展",
    "statement-detail": "/edit/",
    "draft-detail": "/confirm/",
}


@pytest.mark.parametrize("page", OFFERS)
def test_buttons_vanish_and_the_page_stays(clerk_client, centre, held, page):
    before = clerk_client.get(held[page])
    shut(centre)
    after = clerk_client.get(held[page])

    assert (before.status_code, after.status_code) == (200, 200)
    assert [OFFERS[page] in each.content.decode() for each in (before, after)] == [True, False]


@pytest.mark.parametrize(
    ("page", "suffix", "fields"),
    [
        ("item-detail", "progress/", {"progress": "done", "outcome": "办完了。"}),
        ("item-detail", "plan/", {"due_kind": "lasting"}),
        ("statement-detail", "edit/", {"title": "新", "text": "新的内容。", "source": "self"}),
        ("statement-detail", "withdraw/", {"reason": "写重了"}),
        ("draft-detail", "withdraw/", {"reason": "写重了"}),
        ("draft-detail", "confirm/", {}),
    ],
)
def test_forms_that_were_open_meanwhile_are_refused(clerk_client, centre, held, page, suffix, fields):
    shut(centre)

    response = clerk_client.post(held[page] + suffix, {"seen": 1, "request_key": "late", **fields})

    assert response.status_code == 403


def test_the_ledger_can_still_be_taken_out(clerk_client, centre, held):
    shut(centre)

    address = held["ledger-year"].replace("/ledger/", "/exchange/ledgers/")
    response = clerk_client.post(address)

    assert (response.status_code, response["Content-Type"].endswith("sheet")) == (200, True)
