"""Posts and the branch, begun and ended from the page of the person."""

from __future__ import annotations

import datetime

from django.utils import timezone

from tests.web.people.helping import fresh, said, send

TODAY = timezone.localdate().isoformat()


def test_posts_are_begun_ended_reopened_corrected_and_voided(bureau, sysadmin_client, station):
    person = bureau.officer
    post = person.posts.get()
    send(sysadmin_client, "post-end", post, person, on="2026-01-01")
    send(
        sysadmin_client, "post-add", person, unit=station.key, title="站长", since="2026-01-01", is_main="on"
    )
    assert fresh(person).unit == station
    newer = person.posts.get(title="站长")

    refused = send(sysadmin_client, "post-reopen", post, person)
    send(sysadmin_client, "post-void", newer, person)
    send(sysadmin_client, "post-reopen", post, person)
    send(
        sysadmin_client, "post-correct", post, person, title="办公室副主任", since="2025-01-01", is_main="on"
    )

    assert refused.status_code == 302
    told = person.posts.told().values_list("title", "since", "until")
    assert list(told) == [("办公室副主任", datetime.date(2025, 1, 1), None)]
    assert (fresh(person).unit, fresh(person).department) == (bureau.unit, bureau.office)


def test_the_branch_is_joined_changed_ended_and_reopened(bureau, clerk_client, branch, other_branch):
    person = bureau.officer
    send(clerk_client, "branch-join", person, branch=branch.key, since="2025-01-01")
    first = person.memberships.get()
    send(clerk_client, "branch-change", first, person, branch=other_branch.key, on="2026-01-01")
    second = person.memberships.get(unit=other_branch)
    send(clerk_client, "branch-end", second, person, on="2026-02-01")
    send(clerk_client, "branch-reopen", second, person)
    send(clerk_client, "branch-correct", second, person, since="2026-01-05")

    told = person.memberships.order_by("pk").values_list("unit__name", "since", "until")
    assert list(told) == [
        ("第一党支部", datetime.date(2025, 1, 1), datetime.date(2026, 1, 1)),
        ("第二党支部", datetime.date(2026, 1, 5), None),
    ]


def test_two_branches_at_a_time_are_refused_in_words(bureau, clerk_client, branch, other_branch):
    send(clerk_client, "branch-join", bureau.officer, branch=branch.key, since="2025-01-01")

    response = send(clerk_client, "branch-join", bureau.officer, branch=other_branch.key)

    assert response.status_code == 422
    assert said(response)[1:] == [
        "乔一帆这段时间已在“第一党支部”（2025-01-01起至今）。一个人同一时间只在一个支部；要换支部，请用“转支部”。"
    ]
