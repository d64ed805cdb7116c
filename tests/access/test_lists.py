"""Lists, searches, choices and exports hold exactly the rows that the rule gives, no more and no fewer."""

from __future__ import annotations

import datetime
import re
import zipfile
from io import BytesIO
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.core.registry.roles import roles
from bihuan.domain.accounts.models import RoleGrant, User
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents.models import Draft
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.rectification.models import Item, Measure, Problem

from . import matrix, oracle, snapshots
from .listing import UUIDS, every, keys, shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sort", ["", "year", "-title", "made", "nonsense"])
def test_drafts(client, drafts_seen, sort):
    found = shown(client, reverse("draft-list"), sort=sort) & keys(every(Draft))

    assert found == oracle.keys_of(every(Draft), drafts_seen)


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior", "other"])
def test_drafts_that_are_searched_for(units, client, tenant, drafts_seen, relation):
    name = units.tenants["second" if tenant == "first" else "first"].marker("own")
    name = name if relation == "other" else units.tenants[tenant].marker(relation)

    found = shown(client, reverse("draft-list"), q=name) & keys(every(Draft))

    assert found == oracle.keys_of([row for row in every(Draft) if name in row.title], drafts_seen)


@pytest.mark.parametrize("sort", ["", "file", "-year", "state"])
def test_imports_and_years_to_take_out(client, seen, drafts_seen, sort):
    found = shown(client, reverse("exchange"), sort=sort)

    tables = every(ImportBatch, purpose="ledger")
    assert found & keys(every(ImportBatch)) == oracle.keys_of(tables, drafts_seen)
    assert found & keys(every(Cycle)) == oracle.keys_of(every(Cycle), seen)


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior"])
def test_imports_that_are_searched_for(units, client, tenant, drafts_seen, relation):
    name = units.tenants[tenant].marker(relation)

    found = shown(client, reverse("exchange"), q=name) & keys(every(ImportBatch))

    named = [row for row in every(ImportBatch, purpose="ledger") if name in row.file_name]
    assert found == oracle.keys_of(named, drafts_seen)


@pytest.mark.parametrize("query", [{}, {"sort": "file"}, {"sort": "-state"}, {"q": "名册"}])
def test_imports_of_people_and_registers_to_take_out(units, client, tenant, role, query):
    own = oracle.units_seen(units, tenant, role, "import-people")
    if not own:
        assert client.get(reverse("people-import"), query).status_code == 404
        return

    found = shown(client, reverse("people-import"), **query)

    assert found & keys(every(ImportBatch)) == oracle.keys_of(every(ImportBatch, purpose="people"), own)
    assert found & keys(every(Unit)) == keys(own)


def test_the_register_that_is_taken_out(units, client, tenant, role):
    """Whoever works at the unit or below it, by staff number; nobody else of any tenant."""
    unit = units.tenants[tenant].units["own"]
    own = oracle.units_seen(units, tenant, role, "import-people")

    response = client.post(reverse("register-export", args=[unit.key]))

    assert response.status_code == (200 if own else 404)
    if own:
        sheet = read_workbook("名册.xlsx", response.content, max_rows=20_000).sheets[0]
        here = {each.pk for each in own}
        standing = every(Person, left_on=None, erased_at=None, withdrawn_at=None)
        assert {sheet.at(row, 1) for row in range(4, sheet.last_row + 1)} == {
            person.staff_number for person in standing if person.unit_id in here
        }


def people_here(left=False):
    """Whoever is here, or left: nobody who was erased or taken back."""
    return every(Person, left_on__isnull=not left, erased_at=None, withdrawn_at=None)


@pytest.fixture
def people_seen(units, tenant, role):
    return oracle.units_seen(units, tenant, role, "see-people")


@pytest.mark.parametrize(
    "query", [{}, {"sort": "-name"}, {"sort": "number"}, {"gone": "1"}, {"sort": "nonsense", "unit": "x"}]
)
def test_people(client, people_seen, query):
    if not people_seen:
        assert client.get(reverse("person-list"), query).status_code == 404
        return

    found = shown(client, reverse("person-list"), **query) & keys(every(Person))

    assert found == oracle.keys_of(people_here(left="gone" in query), people_seen)


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior"])
def test_people_of_a_unit_and_by_name(units, client, tenant, people_seen, relation):
    """A unit out of sight is not asked for; its name finds nobody."""
    if not people_seen:
        return
    unit, name = units.tenants[tenant].units[relation], units.tenants[tenant].marker(relation)
    below = {"own": people_seen, "subordinate": people_seen[1:]}.get(relation, people_seen)

    of_unit = shown(client, reverse("person-list"), unit=str(unit.key)) & keys(every(Person))
    named = shown(client, reverse("person-list"), q=name) & keys(every(Person))

    assert of_unit == oracle.keys_of(people_here(), below)
    assert named == oracle.keys_of([row for row in people_here() if name in row.name], people_seen)


@pytest.mark.parametrize("words", ["", "同事", "任职人", "甲"])
def test_people_that_are_offered(client, people_seen, words):
    """At most ten, the first of all whom the words mean."""
    response = client.get(reverse("person-find"), {"q": words})

    assert response.status_code == (200 if people_seen else 404)
    if people_seen:
        wanted = oracle.keys_of([row for row in people_here() if words in row.name], people_seen)
        found = [each["key"] for each in response.json()["found"]]
        assert set(found) <= wanted
        assert len(found) == len(set(found)) == min(10, len(wanted))


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior"])
def test_people_that_are_offered_of_one_unit(units, client, tenant, people_seen, relation):
    unit = units.tenants[tenant].units[relation]

    response = client.get(reverse("person-find"), {"q": "任职人", "unit": str(unit.key)})

    assert response.status_code == (200 if unit in people_seen else 404)
    if unit in people_seen:
        named = [row for row in people_here() if "任职人" in row.name]
        assert {each["key"] for each in response.json()["found"]} == oracle.keys_of(named, [unit])


@pytest.mark.parametrize("use", ["work", "branch", "post"])
def test_places_that_are_offered(units, client, tenant, role, use):
    """Standing units where the register is one's own to keep; their labels name no other."""
    kept = oracle.units_seen(units, tenant, role, "import-people")
    kinds = {"work": ["organ", "department"], "branch": ["branch"], "post": ["organ", "department", "branch"]}

    response = client.get(reverse("place-find"), {"for": use})

    assert response.status_code == (200 if kept else 404)
    if kept:
        inside = [unit for unit in every(Unit, closed_on=None) if {unit, unit.parent} & set(kept)]
        wanted = {str(unit.key) for unit in inside if unit.kind in kinds[use]}
        found = response.json()["found"]
        assert {each["key"] for each in found} <= wanted
        assert len(found) == min(10, len(wanted))
        assert [name for name in oracle.hidden_names(units, tenant, role) if name in str(found)] == []


@pytest.mark.parametrize("query", ["", "?gone=1", "?q=同事"])
def test_the_list_of_people_that_is_taken_out(client, people_seen, query):
    response = client.post(reverse("person-export") + query)

    assert response.status_code == (200 if people_seen else 404)
    if people_seen:
        sheet = read_workbook("名单.xlsx", response.content).sheets[0]
        numbers = [sheet.at(row, 3) for row in range(4, sheet.last_row + 1)]
        here = [row for row in people_here(left="gone" in query) if "q=" not in query or "同事" in row.name]
        units_here = {unit.pk for unit in people_seen}
        assert sorted(numbers) == sorted(row.staff_number for row in here if row.unit_id in units_here)


def test_the_desk(client, seen, role):
    """Whoever may not correct a paper is not told to check it."""
    soon = timezone.localdate() + datetime.timedelta(days=30)
    due = [row for row in every(Item, withdrawn_at=None, due_date__lte=soon) if row.progress != "done"]

    found = shown(client, reverse("today"))

    assert found & keys(every(Item)) == oracle.keys_of(due, seen)
    correcting = seen if matrix.said_to("keep", role) == "allowed" else []
    assert found & keys(every(Draft)) == oracle.keys_of(every(Draft, state="open"), correcting)


@pytest.mark.parametrize("page", ["coverage", "papers"])
def test_years_to_choose_from(client, seen, page):
    found = shown(client, reverse(page)) & keys(every(Cycle))

    assert found == oracle.keys_of(every(Cycle), seen)


@pytest.mark.parametrize("page", ["coverage", "papers"])
@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior", "other_tenant", "missing"])
def test_a_year_that_is_asked_for(units, client, tenant, role, page, relation):
    key = units.key(tenant, "cycle", relation)

    status = client.get(reverse(page), {"cycle": key}).status_code

    answer = matrix.answer("ledger-year", "GET", role, relation)
    assert status == {"allowed": 200, "missing": 404}[answer]


def test_the_ledger_opens_on_a_year_of_ones_own(client, seen):
    response = client.get(reverse("ledger"))

    mine = oracle.keys_of(every(Cycle), seen)
    assert (response.status_code == 302) == bool(mine)
    assert set(UUIDS.findall(response.get("Location", ""))) <= mine


@pytest.fixture(params=["own", "subordinate"])
def cycle(request, units, tenant):
    return units.object(tenant, "cycle", request.param)


@pytest.mark.parametrize("page", ["ledger-year", "item-list", "coverage"])
def test_the_rows_of_a_year(client, seen, cycle, page):
    address = reverse(page, args=[cycle.key]) if page != "coverage" else reverse(page)
    if not seen:
        assert client.get(address, {"cycle": cycle.key}).status_code == 404
        return

    found = shown(client, address, cycle=cycle.key)

    standing = {"cycle": cycle, "withdrawn_at": None}
    if page != "coverage":
        assert found & keys(every(Cycle)) == oracle.keys_of(every(Cycle), seen)
        assert found & keys(every(Item)) == keys(every(Item, **standing))
    if page != "item-list":
        assert found & keys(every(Problem)) == keys(every(Problem, **standing))


@pytest.mark.parametrize("word", ["再开一次会", "尚未对应", "石泉市", "枫桥市"])
def test_items_that_are_searched_for(client, seen, cycle, word):
    if not seen:
        return

    found = shown(client, reverse("item-list", args=[cycle.key]), q=word) & keys(every(Item))

    named = every(Item, cycle=cycle, withdrawn_at=None)
    assert found == keys(row for row in named if word in row.measure.title + row.measure.text)


def test_items_that_are_mine(units, client, tenant, role, seen, cycle):
    if not seen:
        return
    me = units.tenants[tenant].members[role].user.person

    found = shown(client, reverse("item-list", args=[cycle.key]), mine="1") & keys(every(Item))

    assert found == keys(every(Item, cycle=cycle, withdrawn_at=None, responsible_leader=me))


@pytest.mark.parametrize("relation", ["own", "subordinate"])
def test_the_people_that_can_be_chosen_are_of_the_items_unit(units, client, tenant, role, relation):
    if matrix.said_to("keep", role) != "allowed":
        return
    item = units.object(tenant, "item", relation)

    found = shown(client, reverse("item-detail", args=[item.key]))

    here = every(Person, left_on=None, erased_at=None, withdrawn_at=None)
    assert found & keys(every(Person)) == oracle.keys_of(here, [item.unit])


def test_the_ledger_that_is_taken_out(client, seen, cycle):
    with snapshots.undone():
        response = client.post(reverse("ledger-export", args=[cycle.key]))

    if not seen:
        assert response.status_code == 404
        return
    stamped = re.findall(r"([PMI])([0-9a-f]{32})\.\d+", text_of(response.content))
    found = {letter: {str(UUID(key)) for each, key in stamped if each == letter} for letter in "PMI"}
    standing = {"cycle": cycle, "withdrawn_at": None}
    assert found == {
        "P": keys(every(Problem, **standing)),
        "M": keys(every(Measure, **standing)),
        "I": keys(every(Item, **standing)),
    }


@pytest.mark.parametrize("code", ["report", "problems", "ledger"])
def test_papers_name_no_other_unit(units, client, tenant, role, seen, cycle, code):
    with snapshots.undone():
        response = client.post(reverse("paper-export", args=[cycle.key, code, "docx"]))

    if not seen:
        assert response.status_code == 404
        return
    text = text_of(response.content)
    assert cycle.unit.name[:3] in text
    assert [name for name in oracle.hidden_names(units, tenant, role) if name in text] == []


@pytest.mark.parametrize("query", [{}, {"sort": "username"}, {"state": "open"}])
def test_accounts(units, client, tenant, role, query):
    """Nobody but the holders of the right; of those seen no account is left out."""
    seen = oracle.units_seen(units, tenant, role, "see-roles")
    if not seen:
        assert client.get(reverse("account-list"), query).status_code == 404
        return

    found = shown(client, reverse("account-list"), **query) & keys(every(User))

    users = [user for user in every(User) if user.person.unit in seen and user.person.erased_at is None]
    wanted = [user for user in users if user.is_active or query.get("state") != "open"]
    assert (found, len(wanted) <= 50) == (keys(wanted), True)


@pytest.mark.parametrize("page", ["role-list", "role-history"])
def test_roles(units, client, tenant, role, page):
    """Whoever holds a role in sight, or held one, stands there, linked if the account has a page."""
    seen = oracle.units_seen(units, tenant, role, "see-roles")
    if not seen:
        assert client.get(reverse(page)).status_code == 404
        return

    found = shown(client, reverse(page)) & keys(every(User))

    there = [grant for grant in every(RoleGrant) if grant.unit in seen]
    wanted = [grant for grant in there if (grant.withdrawn_at is None) == (page == "role-list")]
    people = [grant.user.person for grant in wanted]
    linked = [each.user for each in people if each.erased_at is None and each.unit in seen]
    assert (found, len(wanted) <= 50) == (keys(linked), True)


@pytest.mark.parametrize("relation", ["own", "subordinate", "sibling", "superior", "other"])
def test_colleagues_that_are_searched_for(units, client, tenant, role, relation):
    """To hand a role on: whoever can sign in and stands in the register in sight, but oneself."""
    name = units.tenants["second" if tenant == "first" else "first"].marker("own")
    name = name if relation == "other" else units.tenants[tenant].marker(relation)
    me = units.tenants[tenant].members[role].user
    delegable = [grant for grant in every(RoleGrant, user=me) if roles()[grant.role].delegable]
    seen = oracle.units_seen(units, tenant, role, "see-people") if delegable else []

    found = shown(client, reverse("delegation-new"), q=name) & keys(every(User))

    others = [user for user in every(User, is_active=True) if user.person.unit in seen and user != me]
    named = [user for user in others if name in user.person.name and _is_there(user.person)]
    assert found <= keys(named)
    assert len(found) == min(len(named), 20)


def _is_there(person):
    return person.left_on is None and person.erased_at is None and person.withdrawn_at is None


def text_of(content):
    """All XML of an office file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
