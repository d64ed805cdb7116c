"""Who gets which answer at every address: the clerk works, the leader reads, the rest sees nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.documents.models import Correction, Draft
from bihuan.domain.rectification.models import Problem
from bihuan.web.drafts.urls import urlpatterns

CAST = ("clerk", "leader", "stranger", "signed_out")

READ = {
    "draft-list": (200, 200, 200, 302),
    "draft-new": (200, 403, 200, 302),
    "draft-sample": (404, 404, 404, 302),
    "draft-detail": (200, 200, 404, 302),
    "draft-confirm": (200, 403, 404, 302),
    "draft-withdraw": (200, 403, 404, 302),
    "draft-compare": (302, 302, 404, 302),
}
CHANGE = {
    "draft-new": (422, 403, 422, 302),
    "draft-again": (302, 403, 404, 302),
    "draft-correct": (302, 403, 404, 302),
    "draft-undo": (422, 403, 404, 302),
    "draft-confirm": (302, 403, 404, 302),
    "draft-withdraw": (302, 403, 404, 302),
    "draft-compare": (302, 403, 404, 302),
}
BODY = {
    "draft-correct": {"change": "retype", "item": "3", "type": "problem"},
    "draft-withdraw": {"reason": "选错了文件"},
}


def address(name, draft):
    has_key = any(pattern.name == name and "key" in str(pattern.pattern) for pattern in urlpatterns)
    return reverse(name, args=[draft.key] if has_key else [])


def table(answers):
    return [
        (name, who, status) for name, row in answers.items() for who, status in zip(CAST, row, strict=True)
    ]


def test_every_address_stands_in_a_table():
    assert {pattern.name for pattern in urlpatterns} == {*READ, *CHANGE}


@pytest.mark.parametrize(("name", "who", "status"), table(READ))
def test_reading(draft, clients, name, who, status):
    assert clients[who].get(address(name, draft)).status_code == status


@pytest.mark.parametrize(("name", "who", "status"), table(CHANGE))
def test_changing(draft, clients, form, name, who, status):
    before = (Draft.objects.count(), Correction.objects.count(), Problem.objects.count(), draft.state)

    answer = clients[who].post(address(name, draft), form(**BODY.get(name, {})))

    assert answer.status_code == status
    if who != "clerk":
        draft.refresh_from_db()
        after = (Draft.objects.count(), Correction.objects.count(), Problem.objects.count(), draft.state)
        assert after == before


@pytest.mark.parametrize("name", ["draft-again", "draft-correct", "draft-undo"])
def test_what_changes_something_is_no_link(draft, clients, name):
    assert clients["clerk"].get(address(name, draft)).status_code == 405


def test_the_leader_sees_no_buttons_that_change(draft, clients):
    page = clients["leader"].get(reverse("draft-detail", args=[draft.key])).content.decode()

    assert "深入一线不够" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_strangers_list_is_empty(draft, clients):
    assert draft.title not in clients["stranger"].get(reverse("draft-list")).content.decode()
    assert draft.title in clients["clerk"].get(reverse("draft-list")).content.decode()


def test_the_sample_is_offered_in_the_demo_only(clients, settings):
    settings.BIHUAN_DEMO = True

    answer = clients["clerk"].get(reverse("draft-sample"))

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="bureau-report-2022.docx"'
    assert answer.content.startswith(b"PK")
