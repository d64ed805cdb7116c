"""Handing out a paper: who may, and what the trail keeps of it."""

from __future__ import annotations

import pytest

from bihuan.domain.compilations import operations
from bihuan.domain.trail import journal
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry

DIGEST = "sha256:" + "0" * 64


def test_an_export_is_one_entry_with_paper_form_and_digest(cycle, leader):
    version, before = cycle.version, Entry.objects.count()

    operations.export_paper(cycle=cycle, actor=leader, paper="report", form="pdf", digest=DIGEST)

    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert (entry.action, entry.object_key, entry.actor_key) == (
        "compilations.paper.export",
        cycle.key,
        leader.user_key,
    )
    change = Change.objects.get(entry=entry)
    assert journal.value_of(change.after) == {"paper": "report", "form": "pdf", "digest": DIGEST}
    cycle.refresh_from_db()
    assert cycle.version == version


def test_the_same_request_is_noted_once(cycle, clerk):
    before = Entry.objects.count()

    answers = [
        operations.export_paper(
            cycle=cycle, actor=clerk, request_key="once", paper="report", form="docx", digest=DIGEST
        )
        for _ in range(2)
    ]

    assert answers == [DIGEST, DIGEST]
    assert Entry.objects.count() == before + 1


def test_a_stranger_may_not(cycle, stranger):
    with pytest.raises(NotPermitted):
        operations.export_paper(cycle=cycle, actor=stranger, paper="report", form="docx", digest=DIGEST)
