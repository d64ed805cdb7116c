"""Numbers are frozen with what is behind them; when the ledger changes, they say so."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.domain.facts import asking, operations, queries, sources
from bihuan.domain.facts.answers import Answer, Scope
from bihuan.domain.facts.failures import NoSuchFact, NothingKnown, StillTrue
from bihuan.domain.facts.models import Fact
from bihuan.domain.ledgers.operations import records
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.models import Change, Entry
from tests.records import theme_day

pytestmark = pytest.mark.django_db
CODE = "theme-day.sessions"
PERIOD = {"since": datetime.date(2026, 3, 1), "until": datetime.date(2027, 1, 1)}


def freeze(unit, actor=SYSTEM, code=CODE):
    return operations.freeze_fact(unit=unit, actor=actor, code=code, **PERIOD)


def test_a_frozen_number_keeps_value_rows_and_digest(branch, clerk):
    record = theme_day(branch)

    fact = freeze(branch, clerk)

    assert (fact.value, fact.rows, fact.shortfall) == (1, [str(record.key)], "")
    assert fact.digest.startswith("sha256:")
    assert not asking.is_stale(fact)
    assert Entry.objects.filter(action="facts.fact.freeze", object_key=branch.key).count() == 1


def test_freezing_again_renews_the_same_fact(branch):
    theme_day(branch)
    first = freeze(branch)
    theme_day(branch, on=datetime.date(2026, 4, 3))

    second = freeze(branch)

    assert (second.pk, second.value, second.version) == (first.pk, 2, 2)


@pytest.mark.parametrize("change", ["added", "withdrawn", "moved_out"])
def test_a_changed_ledger_makes_it_stale(branch, change):
    record = theme_day(branch)
    fact = freeze(branch)
    if change == "added":
        theme_day(branch, on=datetime.date(2026, 4, 3))
    elif change == "withdrawn":
        records.withdraw_record(record=record, actor=SYSTEM, seen=1, reason="误记")
    else:
        records.change_record(record=record, actor=SYSTEM, seen=1, on=datetime.date(2026, 2, 6), title="改期")

    assert asking.is_stale(fact)


def test_another_record_in_place_of_one_makes_it_stale_though_the_number_is_the_same(branch):
    record = theme_day(branch)
    fact = freeze(branch)
    records.withdraw_record(record=record, actor=SYSTEM, seen=1, reason="误记")
    theme_day(branch)

    assert asking.stale([fact])[fact.pk].value == fact.value


@pytest.mark.parametrize("change", ["other_period", "other_unit", "other_words"])
def test_what_does_not_concern_it_leaves_it_true(branch, bureau, change):
    record = theme_day(branch)
    fact = freeze(branch)
    if change == "other_period":
        theme_day(branch, on=datetime.date(2026, 2, 6))
    elif change == "other_unit":
        theme_day(create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="第二党支部"))
    else:
        records.change_record(record=record, actor=SYSTEM, seen=1, on=record.on, title="另一个标题")

    assert not asking.is_stale(fact)


def test_counting_otherwise_makes_it_stale(branch):
    theme_day(branch)
    fact = freeze(branch)
    fact.edition = "another"

    assert asking.is_stale(fact)


def test_refreezing_takes_the_new_number_and_the_trail_keeps_the_old(branch, clerk):
    theme_day(branch)
    fact = freeze(branch)
    theme_day(branch, on=datetime.date(2026, 4, 3))

    renewed = operations.refreeze_fact(fact=fact, actor=clerk, seen=1)

    assert (renewed.value, renewed.version, asking.is_stale(renewed)) == (2, 2, False)
    change = Change.objects.get(object_key=fact.key, field="value")
    assert (change.before, change.after) == ('"1.0000"', '"2"')


def test_what_is_still_true_is_not_frozen_again(branch):
    theme_day(branch)

    with pytest.raises(StillTrue, match="“主题党日次数”没有变化"):
        operations.refreeze_fact(fact=freeze(branch), actor=SYSTEM, seen=1)


def test_a_stale_page_does_not_refreeze(branch):
    theme_day(branch)
    fact = freeze(branch)
    theme_day(branch)
    operations.refreeze_fact(fact=fact, actor=SYSTEM, seen=1)

    with pytest.raises(Stale):
        operations.refreeze_fact(fact=fact, actor=SYSTEM, seen=1)


def test_what_nobody_knows_is_not_frozen(branch):
    with pytest.raises(NothingKnown, match="“主题党日次数”现在数不出来：“主题党日”的台账还没有启用。"):
        freeze(branch)
    assert not Fact.objects.exists()


def test_zero_is_frozen_where_the_ledger_was_kept(branch):
    records.withdraw_record(record=theme_day(branch), actor=SYSTEM, seen=1, reason="误记")

    assert freeze(branch).value == 0


def test_what_the_registry_does_not_know_is_not_frozen(branch):
    with pytest.raises(NoSuchFact):
        freeze(branch, code="theme-day.nothing")


def test_only_who_keeps_the_records_freezes(branch, leader, stranger):
    theme_day(branch)

    for actor in (leader, stranger):
        with pytest.raises(NotPermitted):
            freeze(branch, actor)


def test_frozen_facts_are_seen_within_the_own_units(branch, clerk, leader, stranger):
    theme_day(branch)
    fact = freeze(branch)

    assert [list(queries.facts_visible_to(actor)) for actor in (clerk, leader, stranger)] == [
        [fact],
        [fact],
        [],
    ]
    assert queries.frozen_in(Scope(branch, **PERIOD)) == {CODE: fact}
    assert queries.frozen_in(Scope(branch, PERIOD["since"], datetime.date(2026, 7, 1))) == {}


def test_facts_of_one_unit_and_period_are_asked_together(branch, django_assert_num_queries):
    theme_day(branch)
    facts = [freeze(branch), freeze(branch, code="theme-day.attendances")]

    with django_assert_num_queries(6):
        assert asking.stale(facts) == {}


def test_a_source_registers_itself_and_answers_what_it_knows(branch, monkeypatch):
    monkeypatch.setattr(sources, "_sources", {})
    assert asking.ask(CODE, branch, **PERIOD) == asking.UNKNOWN

    sources.register("test", lambda asked, scope: {each.code: Answer(Decimal(7)) for each in asked})
    assert asking.ask(CODE, branch, **PERIOD).value == 7


def test_a_handed_out_list_is_noted_with_its_digest(branch, leader, stranger):
    with pytest.raises(NotPermitted):
        operations.note_export(unit=branch, actor=stranger, digest="sha256:0", **PERIOD)

    operations.note_export(unit=branch, actor=leader, digest="sha256:0", **PERIOD)

    assert Entry.objects.filter(action="facts.list.export").count() == 1


def test_the_digest_depends_on_question_rows_and_value(branch, bureau):
    scope = Scope(branch, **PERIOD)
    row = theme_day(branch).key
    digest = Answer(Decimal("2.0"), (row,)).digest(CODE, scope)

    assert Answer(Decimal(2), (row,), "从4月起").digest(CODE, scope) == digest
    others = [
        Answer(Decimal(3), (row,)).digest(CODE, scope),
        Answer(Decimal(2)).digest(CODE, scope),
        Answer(Decimal(2), (row,)).digest("theme-day.attendances", scope),
        Answer(Decimal(2), (row,)).digest(CODE, Scope(bureau.unit, **PERIOD)),
        Answer(Decimal(2), (row,)).digest(CODE, Scope(branch, PERIOD["since"], datetime.date(2027, 1, 2))),
    ]
    assert len({digest, *others}) == 6
    assert door.OPERATIONS["facts.fact.freeze"].summary.startswith("Keep today's answer")
