"""For every mechanism of the registry: enter a record, browse to it, count it, and read its number."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone

from bihuan.core.registry.fact_queries import FactQuery
from bihuan.core.registry.mechanisms import Mechanism, OwnField, mechanisms
from bihuan.core.registry.shapes import shapes
from bihuan.domain.facts.answers import Answer, Scope
from bihuan.domain.facts.asking import ask_all
from bihuan.domain.ledgers.models import Mark
from bihuan.domain.ledgers.operations import awards, scorecards
from bihuan.domain.ledgers.queries import units_keeping
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.enums import LeadingBody, UnitKind
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM

pytestmark = pytest.mark.django_db
TITLE = "从登记到数据"
#: What a number field is given; what follows from deeds after entering; what one record comes to.
NUMBER = 3
BY_DEEDS = {"met_count", "criteria_count", "chosen"}
COMES_TO = {"count": 1, "days": 1, "distinct": 1, "sum": NUMBER, "share": 100}


@pytest.fixture
def kept(bureau, branch):
    """A bureau with a 党组, and a group in its branch: every mechanism binds somebody."""
    with door.recorded("tests.unit.lead", actor=SYSTEM, subject=bureau.unit):
        bureau.unit.leading_body = LeadingBody.PARTY_GROUP
        bureau.unit.save()
    create_unit(parent=branch, actor=SYSTEM, kind=UnitKind.BRANCH_GROUP, name="第一党小组")
    return bureau.unit


def told_by(mechanism: Mechanism) -> FactQuery:
    """The first number that one record, filled in by hand, makes more than nothing."""
    derived = {code for code, field in shapes()[mechanism.shape].fields.items() if field.derived}

    def reachable(query: FactQuery) -> bool:
        asked = {*query.where, query.of, query.over}
        return query.measure != "persons" and asked & derived <= BY_DEEDS

    return next(query for query in mechanism.facts.values() if reachable(query))


def filled(mechanism: Mechanism, query: FactQuery) -> dict[str, Any]:
    """A form with everything that must be filled in, and what the number looks at."""
    person = str(Person.objects.get(name="沈知远").key)
    form: dict[str, Any] = {"on": today().isoformat(), "title": TITLE, "request_key": mechanism.code}
    for code, field in mechanism.fields.items():
        name = f"{mechanism.code}.{code}"
        if code in query.where:
            form[name] = {True: "yes", False: "no"}.get(query.where[code], query.where[code])
        elif field.required or code in (query.of, query.over):
            form[name] = value_of(field, person)
    for code in {*query.where, query.of, query.over} & set(MODELS[mechanism.shape].details):
        form[code] = query.where.get(code, NUMBER)
    return form


def value_of(field: OwnField, person: str) -> str:
    plain = {"number": str(NUMBER), "date": today().isoformat(), "yes_no": "yes", "person": person}
    return next(iter(field.choices), "") or plain.get(field.kind, "写明情况")


def finish(record: Any) -> None:
    """What has to be done before the record counts in full."""
    if record.shape == "scorecard":
        record = scorecards.add_criteria(scorecard=record, actor=SYSTEM, seen=record.version, texts=["按期"])
        scorecards.judge_criterion(
            scorecard=record,
            criterion=record.criteria.get(),
            actor=SYSTEM,
            seen=record.version,
            state="met",
            evidence="名册",
        )
    elif record.shape == "award":
        head = Person.objects.get(name="沈知远")
        record = awards.nominate(award=record, actor=SYSTEM, seen=record.version, person=head, grounds="实绩")
        awards.choose(
            award=record,
            nomination=record.nominations.get(),
            actor=SYSTEM,
            seen=record.version,
            chosen=True,
        )


def expected(record: Any, query: FactQuery) -> int:
    if record.shape == "award" and query.of == "chosen":
        return 1
    return COMES_TO[query.measure]


def today() -> datetime.date:
    return timezone.localdate()


def whole(unit: Any) -> Scope:
    return Scope(unit, datetime.date(today().year, 1, 1), datetime.date(today().year + 1, 1, 1))


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("code", list(mechanisms()))
def test_journey(clerk_client, clerk, kept, code):
    mechanism = mechanisms()[code]
    query, unit = told_by(mechanism), units_keeping(clerk, mechanism).first()
    before: dict[str, Answer] = ask_all(mechanism.facts, whole(kept))

    form = filled(mechanism, query) | {"unit": str(unit.key)}
    page = text(clerk_client.get(f"/mechanisms/{code}/new/", {"unit": str(unit.key)}))
    assert [name for name in form.keys() - {"request_key"} if f'name="{name}"' not in page] == []
    answer = clerk_client.post(f"/mechanisms/{code}/new/", form)

    record = MODELS[mechanism.shape].objects.get()
    assert answer["Location"] == f"/mechanisms/{mechanism.shape}/{record.key}/"
    assert TITLE in text(clerk_client.get(answer["Location"]))
    assert f'value="{TITLE}"' in text(clerk_client.get(f"{answer['Location']}edit/"))
    assert f'href="{answer["Location"]}"' in text(clerk_client.get(f"/mechanisms/{code}/"))

    (mark,) = Mark.objects.standing()
    assert (mark.mechanism, mark.record_key, mark.on) == (code, record.key, today())
    where = "在册" if mechanism.stands else f"{today().year}年"
    counted = rf"{mechanism.name}</a>\s*<span[^>]*>{where}1条"
    assert re.search(counted, text(clerk_client.get("/mechanisms/")))

    finish(record)
    after = ask_all(mechanism.facts, whole(kept))
    assert {answer.value for answer in before.values()} == {None}
    assert (after[query.code].value, after[query.code].rows) == (expected(record, query), (record.key,))
    page = text(clerk_client.get(f"/facts/?unit={kept.key}&year={today().year}"))
    assert f">{expected(record, query)}</a>{query.sentence.partition('{value}')[2]}" in page
