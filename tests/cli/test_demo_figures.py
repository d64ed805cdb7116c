"""Every withheld number of the fictional report is filled from the demo bureau's ledgers, and led back."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.core.registry import demo
from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.accounts.models import User
from bihuan.domain.compilations import wording
from bihuan.domain.documents import intake
from bihuan.domain.documents.operations import bring_in
from bihuan.domain.facts import asking
from bihuan.domain.facts.answers import Scope
from bihuan.domain.ledgers.models import CaseExtension, Mark
from bihuan.domain.ledgers.operations.records import enter_record, withdraw_record
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.models import Figure
from bihuan.domain.rectification.offers import offers
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.operations.figures import bind_figure
from bihuan.domain.rectification.standing import statement_of
from bihuan.domain.trail.actor import SYSTEM

pytestmark = pytest.mark.django_db
REPORT = "bureau-report-2022.docx"
SINCE, UNTIL = datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)

#: What a careful reader takes for each withheld number among the offers, in the order of the paper.
CHOSEN = [
    ("**余次", "first-topic.sessions", 14),
    ("**余次", "theme-day.sessions", 30),
    ("*次", "general-meeting.sessions", 9),
    ("*场次", "biweekly-forum.online_above", 8),
    ("不少于**次", "theory-group.sessions", 12),
    ("*次以上", "field-visits.visits", 8),
]


@pytest.fixture
def bureau_unit(filled):
    unit = Unit.objects.get(parent=None)
    draft = bring_in(
        unit=unit, actor=SYSTEM, incoming=intake.take_file(REPORT, demo.report(REPORT)), year=2022
    )
    confirm_draft(draft=draft, actor=SYSTEM, seen=draft.version)
    return unit


def masked_figures():
    found = Figure.objects.filter(masked=True).select_related("unit", "cycle")
    return sorted(found, key=lambda figure: (figure.cycle.year, figure.start))


def offered(figure):
    """The codes that are offered, the likeliest first, of numbers that the ledgers know."""
    before, text, _ = wording.sentence_of(figure, statement_of(figure))
    answers = asking.ask_all(fact_queries(), Scope(figure.unit, SINCE, UNTIL))
    known = [fact_queries()[code] for code, answer in answers.items() if answer.value is not None]
    return [offer.query.code for offer in offers(before, text, known)]


def bound(figure, code):
    return bind_figure(figure=figure, actor=SYSTEM, seen=figure.version, code=code, since=SINCE, until=UNTIL)


def test_every_withheld_number_is_filled_from_the_ledgers_and_traced_back(bureau_unit):
    figures, codes = masked_figures(), [code for _, code, _ in CHOSEN]
    offers_of_each = [offered(figure) for figure in figures]
    filled = [bound(figure, code) for figure, code in zip(figures, codes, strict=True)]

    assert [(figure.text, figure.fact.code, figure.number) for figure in filled] == CHOSEN
    assert [code in offered for code, offered in zip(codes, offers_of_each, strict=True)] == [True] * 6
    assert [offered[0] for offered in offers_of_each[1:]] == codes[1:]
    for figure in filled:
        mechanism = mechanisms()[figure.fact.code.partition(".")[0]]
        records = MODELS[mechanism.shape].objects.standing().filter(key__in=figure.fact.rows)
        marks = Mark.objects.standing().filter(mechanism=mechanism.code, record_key__in=figure.fact.rows)
        assert records.count() == marks.count() == len(figure.fact.rows) == figure.number
        assert {SINCE <= record.on < UNTIL for record in records} == {True}
        assert "＊" not in wording.figure_words(figure)
        assert not asking.is_stale(figure.fact)
    assert Figure.objects.filter(masked=True, filled_value=None).count() == 0


def test_a_record_more_or_less_makes_the_filled_number_stale(bureau_unit):
    figure = next(figure for figure in masked_figures() if "theme-day.sessions" in offered(figure)[:1])
    fact = bound(figure, "theme-day.sessions").fact
    branch = Unit.objects.filter(kind="branch").first()

    record = enter_record(
        unit=branch,
        actor=SYSTEM,
        counts_in=["theme-day"],
        on=datetime.date(2026, 11, 20),
        title="补记一次",
    )
    assert asking.stale([fact])[fact.pk].value == fact.value + 1

    withdraw_record(record=record, actor=SYSTEM, seen=1, reason="记重了")
    assert asking.stale([fact]) == {}


def test_a_number_of_a_time_without_ledgers_is_not_offered(bureau_unit):
    answers = asking.ask_all(
        fact_queries(), Scope(bureau_unit, datetime.date(2011, 1, 1), datetime.date(2012, 1, 1))
    )

    assert [code for code, answer in answers.items() if answer.value is not None] == []
    assert Decimal(0) not in {answer.value for answer in answers.values()}


def test_an_extension_of_the_demo_was_approved_by_another_person(bureau_unit):
    found = CaseExtension.objects.select_related("case").order_by("pk")
    users = dict(User.objects.values_list("key", "username"))

    assert [
        (wish.case.title, users[wish.asked_by_key], users[wish.approved_by_key], wish.approved_on.isoformat())
        for wish in found
    ] == [
        ("反映退休工龄少算三年", "chengban", "juzhang", "2026-09-28"),
        ("服装厂停产后解除合同补偿", "chengban", "juzhang", "2026-10-28"),
    ]
    assert all(wish.told_on >= wish.approved_on for wish in found)
