"""A clock that is put back or jumps ahead: the place in the chain, not the time, tells what came first."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.organizations.operations.units import change_unit
from bihuan.domain.trail import browsing
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Chain, Entry
from bihuan.domain.trail.verification import verify

JUMPS = pytest.mark.parametrize("jump", [-366, -1, 1, 366])
NAMES = ("水务一局", "水务二局", "水务三局")


@pytest.fixture
def renamed(bureau, monkeypatch):
    """The bureau renamed three times, the clock moved by some days after the first."""

    def renamed(jump: int) -> list[Entry]:
        moment = timezone.now()
        times = iter([moment, *(moment + datetime.timedelta(days=jump, minutes=n) for n in (1, 2))])
        for name in NAMES:
            now = next(times)
            monkeypatch.setattr(timezone, "now", lambda now=now: now)
            change_unit(unit=bureau.unit, actor=SYSTEM, name=name)
        found = Entry.objects.filter(chain__unit_key=bureau.unit.key, action="organizations.unit.change")
        return list(found.order_by("sequence"))

    return renamed


@JUMPS
def test_entries_stand_in_the_order_in_which_they_were_made(renamed, jump):
    entries = renamed(jump)

    assert [entry.changes.get(field="name").after for entry in entries] == [f'"{name}"' for name in NAMES]
    assert [entry.sequence - entries[0].sequence for entry in entries] == [0, 1, 2]
    assert (entries[1].at < entries[0].at) is (jump < 0)


@JUMPS
def test_the_chain_verifies(renamed, jump):
    renamed(jump)

    assert verify().faults == ()


@JUMPS
def test_every_entry_is_listed_once_a_page_at_a_time(renamed, bureau, monkeypatch, jump):
    renamed(jump)
    monkeypatch.setattr(browsing, "PAGE_SIZE", 2)
    chains = browsing.chains_of([bureau.unit.key])

    pages = [browsing.page_of(chains, browsing.Wanted())]
    while pages[-1].older:
        pages.append(browsing.page_of(chains, browsing.Wanted(), before=pages[-1].entries[-1]))

    listed = [entry.sequence for page in pages for entry in page.entries]
    assert sorted(listed) == list(range(1, Chain.objects.get(unit_key=bureau.unit.key).size + 1))
