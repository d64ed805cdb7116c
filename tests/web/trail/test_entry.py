"""One entry: every change in words, what is masked or gone, who sees it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.accounts.operations.trail import note_trail_export
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.rectification.operations import wording
from bihuan.domain.trail import code_words, door, erasure, journal
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from bihuan.web.trail.values import Group, Line, groups_of


@pytest.fixture
def edited(problem, clerk):
    """The entry of an edit that puts a citizen's number into a problem."""
    wording.edit_statement(
        statement=problem,
        actor=clerk,
        seen=problem.version,
        title="联系群众不够",
        text="群众来电13800138000反映。",
        source="talk",
    )
    return Entry.objects.latest("pk")


def page_of(client, entry, **query):
    return client.get(reverse("trail-entry", args=[entry.chain.unit_key, entry.sequence]), query)


def lines(response):
    return {
        line.label: (line.before, line.after) for group in response.context["groups"] for line in group.lines
    }


def test_every_change_is_shown_before_and_after_with_numbers_masked(auditor_client, edited, problem):
    response = page_of(auditor_client, edited)

    assert response.context["row"].action == "修改文字"
    assert [(group.kind, group.new) for group in response.context["groups"]] == [("问题", False)]
    assert lines(response)["内容"] == (problem.text, "群众来电138****8000反映。")
    assert lines(response)["标题"] == (problem.title, "联系群众不够")
    assert "13800138000" not in response.content.decode()


def test_a_new_row_is_shown_field_by_field(auditor_client, bureau):
    create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name="档案科")

    response = page_of(auditor_client, Entry.objects.latest("pk"))

    assert lines(response)["上级"] == ("", "水务局")
    assert lines(response)["类别"] == ("", "内设机构")
    assert lines(response)["名称"] == ("", "档案科")
    assert [group.new for group in response.context["groups"]] == [True]


def test_a_value_of_every_kind_reads_in_words(bureau, clerk_user):
    with door.recorded("tests.kinds", actor=SYSTEM, subject=bureau.unit):
        under_way = journal.current()
        for kind, name, before, after in (
            ("accounts.user", "is_active", True, False),
            ("accounts.user", "password_set_at", None, "2026-05-01T01:02:03.000000+00:00"),
            ("accounts.user", "password", "a", "b"),
            ("accounts.user", "person_id", bureau.head.pk, 10**9),
            ("accounts.rolegrant", "role", None, "clerk"),
            ("accounts.rolegrant", "withdrawn_by", None, str(clerk_user.key)),
            ("documents.draft", "text", None, {"sha256": "ab" * 32}),
            ("no.such", "strange", None, ["一", "二"]),
            ("no.such", "strange", None, [1]),
            ("no.such", "long", None, "长" * 2_001),
            ("ledgers.activity", "values", {}, {"theme-day.on_fixed_day": False}),
            ("ledgers.mark", "mechanism", None, "theme-day"),
        ):
            under_way.note(kind, bureau.unit.key, name, before, after)

    found = [
        (line.before, line.after)
        for group in groups_of(list(Entry.objects.latest("pk").changes.order_by("position")))
        for line in group.lines
    ]

    assert found == [
        ("是", "否"),
        ("", "2026-05-01 09:02:03"),
        ("（不显示）", "（不显示）"),
        ("沈知远", "（查不到的记录1000000000）"),
        ("", "承办人"),
        ("", "乔一帆"),
        ("", f"（长文只留校验值）{'ab' * 32}"),
        ("", "一\n二"),
        ("", "[\n 1\n]"),
        ("", "长" * 2_000 + "……（共2001字）"),
        ("", "在固定日开展：否"),
        ("", "主题党日"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_an_entry_costs_the_same_queries_however_many_changes(
    auditor_client, bureau, django_assert_num_queries, count
):
    with door.recorded("organizations.person.create", actor=SYSTEM, subject=bureau.unit):
        for person in [bureau.head, bureau.deputy, bureau.officer][:count]:
            journal.current().note("accounts.user", person.key, "person_id", None, person.pk)

    with django_assert_num_queries(12):
        response = page_of(auditor_client, Entry.objects.latest("pk"))

    assert len(response.context["groups"]) == count


def test_many_changes_come_in_pages(auditor_client, bureau, monkeypatch):
    monkeypatch.setattr("bihuan.web.trail.views.entries.CHANGES_A_PAGE", 2)
    with door.recorded("organizations.unit.create", actor=SYSTEM, subject=bureau.unit):
        for number in range(5):
            journal.current().note("organizations.unit", bureau.unit.key, "name", None, str(number))
    entry = Entry.objects.latest("pk")

    seen = [
        [
            line.after
            for group in page_of(auditor_client, entry, page=page).context["groups"]
            for line in group.lines
        ]
        for page in (1, 2, 3)
    ]

    assert seen == [["0", "1"], ["2", "3"], ["4"]]


def test_what_was_erased_is_said_to_be_gone(auditor_client, edited, problem):
    with door.recorded("privacy.person.erase", actor=SYSTEM, subject=problem):
        erasure.erase([problem.key])

    response = page_of(auditor_client, edited)

    assert {line.erased for group in response.context["groups"] for line in group.lines} == {True}
    assert response.content.decode().count("已清除，只留校验值") == len(lines(response))
    assert "群众来电" not in response.content.decode()


def test_an_erased_new_row_is_one_line(bureau):
    create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name="档案科")
    entry = Entry.objects.latest("pk")
    with door.recorded("tests.erase", actor=SYSTEM, subject=bureau.unit):
        erasure.erase([entry.changes.get().object_key])

    number = str(entry.changes.get().object_key)[:8]
    assert groups_of(list(entry.changes.all())) == [
        Group("单位", number, True, (Line("全部栏目", "", "", erased=True),))
    ]


def test_the_proof_stands_on_the_page(auditor_client, edited):
    page = page_of(auditor_client, edited).content.decode()

    for proof in (edited.hash, edited.previous, edited.detail_digest, code_words.of_hash(edited.hash)):
        assert f"<code>{proof}</code>" in page


def test_entries_lead_to_those_beside_them(auditor_client, bureau):
    create_person(unit=bureau.unit, actor=SYSTEM, staff_number="31", name="田野")
    last = Entry.objects.latest("pk")

    response = page_of(auditor_client, last)
    before = page_of(auditor_client, Entry.objects.get(chain=last.chain, sequence=last.sequence - 1))

    assert (response.context["previous"], response.context["next"]) == (last.sequence - 1, 0)
    assert before.context["next"] == last.sequence


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger", "sysadmin", "foreign_auditor"])
def test_nobody_else_sees_an_entry(client, administrators, request, edited, who):
    client.force_login(request.getfixturevalue(f"{who}_user"))

    assert page_of(client, edited).status_code == 404


@pytest.mark.parametrize("sequence", [0, 10**6, 2**70])
def test_an_entry_that_is_none_is_not_found(auditor_client, bureau, sequence):
    assert auditor_client.get(reverse("trail-entry", args=[bureau.unit.key, sequence])).status_code == 404


def test_hostile_values_do_nothing(auditor_client, bureau):
    with door.recorded("organizations.unit.create", actor=SYSTEM, subject=bureau.unit):
        journal.current().note(
            "organizations.unit", bureau.unit.key, "name", "a\nb", "甲\u202e\u0000<script>"
        )

    page = page_of(auditor_client, Entry.objects.latest("pk")).content.decode()

    assert "甲\\u202e\\x00&lt;script&gt;" in page
    assert "\u202e" not in page


def test_an_export_is_described(auditor_client, auditor_user, bureau):
    note_trail_export(
        unit=bureau.unit, actor=actor_of(auditor_user), content=b"x", asked={"via": "cli"}, rows=3
    )

    response = page_of(auditor_client, Entry.objects.latest("pk"))

    assert response.context["row"].action == "导出留痕"
    assert '"rows": 3' in lines(response)["导出的留痕"][1]
