"""Lists, calendars and numbers of the ledgers hold exactly the records that the rule gives."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from django.urls import reverse

from bihuan.domain.ledgers.models import Activity, Mark, Series
from tests.domain.ledgers.norms import written

from . import matrix, oracle
from .listing import UUIDS, every, keys, shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [{}, {"sort": "title"}, {"year": "0"}, {"withdrawn": "1"}, {"year": "2025"}, {"unit": "nonsense"}],
)
def test_records(client, seen, query):
    if not seen:
        assert client.get(reverse("record-list", args=["biweekly-forum"]), query).status_code == 404
        return

    found = shown(client, reverse("record-list", args=["biweekly-forum"]), **query) & keys(every(Activity))

    of_the_year = [] if query.get("year") == "2025" else every(Activity)
    wanted = [row for row in of_the_year if (row.withdrawn_at is None) == ("withdrawn" not in query)]
    assert found == oracle.keys_of(wanted, seen)


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior"])
def test_records_of_a_unit_and_by_title(units, client, tenant, seen, relation):
    """A unit in sight shows what is below it, too; one out of sight is not there, its name finds nothing."""
    if not seen:
        return
    unit, name = units.tenants[tenant].units[relation], units.tenants[tenant].marker(relation)
    address, standing = reverse("record-list", args=["biweekly-forum"]), every(Activity, withdrawn_at=None)

    if unit in seen:
        of_unit = shown(client, address, unit=str(unit.key)) & keys(every(Activity))
        below = [row for row in standing if row.unit.path.startswith(unit.path)]
        assert of_unit == oracle.keys_of(below, seen)
    else:
        assert client.get(address, {"unit": str(unit.key)}).status_code == 404
    named = shown(client, address, q=name) & keys(every(Activity))

    assert named == oracle.keys_of([row for row in standing if name in row.title], seen)


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior"])
def test_numbers_count_what_is_in_sight(units, client, tenant, seen, relation):
    """Of a unit in sight and everything below it; a unit out of sight is not there."""
    unit = units.tenants[tenant].units[relation]
    days = {"since": "2026-01-01", "last": "2026-12-31"}

    response = client.get(reverse("fact-list"), {"unit": str(unit.key), **days})

    if unit not in seen:
        assert response.status_code == 404
        return
    lines = [line for _, own in response.context["groups"] for _, lines in own for line in lines]
    told = {line.query.code: line.answer for line in lines}["biweekly-forum.sessions"]
    below = [row for row in every(Activity, withdrawn_at=None) if row.unit.path.startswith(unit.path)]
    assert {str(key) for key in told.rows} == oracle.keys_of(below, seen)


def test_the_month_and_the_series(client, seen, role):
    """Records of the month, and series that were not given up, of the units in sight."""
    addresses = reverse("record-calendar"), reverse("series-list", args=["biweekly-forum"])
    if not seen:
        assert [client.get(address).status_code for address in addresses] == [404, 404]
        return

    month, planned = shown(client, addresses[0], month="2026-03"), client.get(addresses[1])

    standing = oracle.keys_of(every(Activity, withdrawn_at=None), seen)
    assert month & keys(every(Activity)) == standing
    mine = oracle.keys_of(every(Series, withdrawn_at=None), seen)
    assert keys(each for each, *_ in planned.context["series"]) == mine
    giving_up = set(UUIDS.findall(planned.content.decode())) & keys(every(Series))
    assert giving_up == (mine if matrix.said_to("keep", role) == "allowed" else set())


def test_own_hours_are_shown_to_oneself_alone(units, client, tenant, role):
    """Of the same branch, of the unit above and of the other tree: everybody has hours, and sees the own."""
    people = {
        (each, who): member.user.person
        for each, tree in units.tenants.items()
        for who, member in tree.members.items()
        if member.user is not None
    }
    unit = units.tenants[tenant].units["own"]
    for (each, who), person in people.items():
        told = {"attended": {person: "present"}, "hours": "2", "title": f"{each}{who}的学时"}
        written.activity(unit, datetime.date(2026, 3, 6), ["online-study"], **told)

    response = client.get(reverse("own-study"), {"year": "2026"})

    assert [one.activity.title for one in response.context["page"]] == [f"{tenant}{role}的学时"]


def test_doubts_stay_in_the_unit(units, client, tenant, role):
    """Every record of the matrix has one: only the clerk is asked, and only of the own unit."""
    response = client.get(reverse("doubt-list"), {"year": "2026"})

    assert response.status_code == (200 if role == "clerk" else 404)
    if role == "clerk":
        asked = {(doubt.record.unit, doubt.rule) for doubt in response.context["page"]}
        assert asked == {(units.tenants[tenant].units["own"], "studied_before_issued")}


def test_what_the_catalogue_counts(client, seen):
    """Records that stand, of the units in sight."""
    response = client.get(reverse("mechanism-list"))

    assert response.status_code == (200 if seen else 404)
    if seen:
        counts = {
            line.mechanism.code: line.count
            for _, lines in response.context["groups"]
            for line in lines
            if line.count
        }
        numbers = {unit.pk for unit in seen}
        marks = [mark for mark in every(Mark, withdrawn_at=None) if mark.unit_id in numbers]
        assert counts == Counter(mark.mechanism for mark in marks)
        assert counts["biweekly-forum"] > 0
