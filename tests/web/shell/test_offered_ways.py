"""Nobody is offered a way to a page that is closed to them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch_client(client, bureau, branch):
    """The browser of whoever keeps the books of the branch and of nothing else."""
    user = create_user(person=bureau.deputy, actor=SYSTEM, username="branch", password="only-for-tests")
    grant_role(unit=branch, user=user, actor=SYSTEM, role="clerk")
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("page", "way"),
    [("today", "draft-new"), ("person-list", "people-import"), ("person-new", "people-import")],
)
def test_a_branch_is_not_offered_what_only_a_unit_brings_in(request, bureau, page, way):
    offered = {
        who: reverse(way) in request.getfixturevalue(who).get(reverse(page)).content.decode()
        for who in ("clerk_client", "branch_client")
    }

    assert offered == {"clerk_client": True, "branch_client": False}


@pytest.mark.parametrize(("role", "offered"), [("leader", True), ("verifier", False), ("inspector", False)])
def test_the_paper_is_offered_to_who_may_read_it(client, problem, bureau, role, offered):
    client.force_login(user_with(bureau.deputy, role, "reader"))
    with door.recorded("tests.problem.read", actor=SYSTEM, subject=bureau.unit):
        problem.draft_key = uuid4()
        problem.save()

    page = client.get(reverse("statement-detail", args=["problem", problem.key])).content.decode()

    assert (reverse("draft-detail", args=[problem.draft_key]) in page) == offered
    assert ("由文稿读入" in page) == (not offered)


@pytest.mark.parametrize(("who", "offered"), [("clerk_client", True), ("sysadmin_client", False)])
def test_what_must_be_handed_on_first_leads_only_readers_to_the_ledgers(request, bureau, who, offered):
    entered(bureau.unit, "rules-register", "制度", owner=bureau.head)

    page = request.getfixturevalue(who).get(reverse("person-leave", args=[bureau.head.key]))

    assert "还负责或审核1条清单" in page.content.decode()
    assert ("去工作台账" in page.content.decode()) == offered
