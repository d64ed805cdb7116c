"""The pages of delegations: handing on, what was handed to me, taking back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.accounts.models import Delegation
from bihuan.domain.trail.models import Entry

NEW = "delegation-new"


@pytest.fixture
def giver(leader_client, colleague, calendar):
    return leader_client


@pytest.fixture
def form(leader_user, colleague, calendar):
    return {
        "grant": leader_user.grants.get().key,
        "taker": colleague.key,
        "since": calendar.day(0),
        "until": calendar.day(2),
        "reason": "外出培训",
        "request_key": "1",
    }


def rows(client, part=""):
    found = client.get(reverse("delegation-list"), {"part": part}).context["rows"]
    return [
        (str(row["delegation"].grant.user), str(row["delegation"].taker), row["state"], row["may_end"])
        for row in found
    ]


def test_the_last_day_on_the_page_is_the_last_day(giver, form, calendar):
    response = giver.post(reverse(NEW), form)

    delegation = Delegation.objects.get()
    assert response["Location"] == reverse("delegation-list")
    assert (delegation.since, delegation.until) == (calendar.day(0), calendar.day(3))
    assert delegation.reason == "外出培训"
    assert "2026-06-03" in giver.get(reverse("delegation-list")).content.decode()


def test_sent_twice_it_is_handed_on_once(giver, form):
    answers = [giver.post(reverse(NEW), form).status_code for _ in range(2)]

    assert (answers, Delegation.objects.count()) == ([302, 302], 1)


def test_first_the_colleague_then_the_days(giver, colleague):
    found = giver.get(reverse(NEW), {"q": "bai"})
    assert [str(user) for user in found.context["choice"].users] == ["白芷"]

    page = giver.get(reverse(NEW), {"taker": colleague.key})

    assert page.context["taker"] == colleague
    assert [label for _, label in page.context["form"].fields["grant"].choices] == ["班子成员 · 水务局"]


@pytest.mark.parametrize("taker", ["stranger", "oneself", "", "nonsense"])
def test_only_a_colleague_in_sight_can_be_chosen(giver, form, stranger_user, leader_user, taker):
    key = {"stranger": stranger_user.key, "oneself": leader_user.key}.get(taker, taker)

    page = giver.post(reverse(NEW), form | {"taker": key})

    assert (page.status_code, Delegation.objects.count()) == (422, 0)
    assert "没有交出：请先选一位同事" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"since": "2026-05-31"}, "开始日期已经过去。"),
        ({"until": "2026-05-31"}, "结束日期早于开始日期，请调换。"),
        ({"until": "2026-08-30"}, "一次代办至多90天。"),
        ({"since": "2099-01-01", "until": "2099-01-02"}, "开始日期离今天超过90天。"),
        ({"until": "9999-12-31"}, "一次代办至多90天。"),
        ({"until": "哪天"}, "没有这一天，或写法不对；日期请写成2026-05-01这样。"),
        ({"since": ""}, "请选日期。"),
        ({"reason": "  "}, "请写明原因"),
        ({"grant": "00000000-0000-0000-0000-000000000000"}, "没有这一项"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(giver, form, changed, said):
    page = giver.post(reverse(NEW), form | changed)

    text = page.content.decode()
    assert (page.status_code, Delegation.objects.count(), said in text) == (422, 0, True)
    assert 'name="reason"' in text
    assert ('value="外出培训"' in text) == ("reason" not in changed)


@pytest.mark.parametrize(("until", "fits"), [("2026-08-29", True), ("2026-08-30", False)])
def test_ninety_days_counted_with_the_last(giver, form, until, fits):
    giver.post(reverse(NEW), form | {"until": until})

    assert Delegation.objects.exists() == fits


def test_the_role_of_another_cannot_be_sent(giver, form, clerk_user):
    page = giver.post(reverse(NEW), form | {"grant": clerk_user.grants.get().key})

    assert (page.status_code, Delegation.objects.count()) == (422, 0)


def test_whoever_has_nothing_to_hand_on_is_told_so(sysadmin_client, colleague):
    page = sysadmin_client.get(reverse(NEW), {"taker": colleague.key}).content.decode()

    assert "您没有可以交人代办的角色" in page
    assert 'name="reason"' not in page


def test_both_sides_see_it_and_others_do_not(client, handed, leader_user, colleague, clerk_user):
    seen = {}
    for user in (leader_user, colleague, clerk_user):
        client.force_login(user)
        seen[user.username] = (rows(client, "mine"), rows(client, "given"))

    assert seen == {
        "leader": ([("韩若溪", "白芷", "在代办", True)], []),
        "colleague": ([], [("韩若溪", "白芷", "在代办", False)]),
        "clerk": ([], []),
    }


@pytest.mark.parametrize(("who", "sees", "ends"), [("secadmin", True, True), ("auditor", True, False)])
def test_administrators_see_those_of_their_units(client, administrators, handed, who, sees, ends):
    client.force_login(next(user for user in administrators if user.username == who))

    assert rows(client, "seen") == [("韩若溪", "白芷", "在代办", ends)]


def test_the_part_of_administrators_is_closed_to_others(clerk_client, handed):
    page = clerk_client.get(reverse("delegation-list"), {"part": "seen"})

    assert (page.context["part"], rows(clerk_client, "seen")) == ("mine", [])


@pytest.mark.parametrize(("days", "state"), [(0, "在代办"), (6, "在代办"), (7, "已到期"), (70, "已到期")])
def test_what_is_over_says_so(giver, handed, calendar, days, state):
    calendar.turn(days)

    ((_, _, found, may_end),) = rows(giver)

    assert (found, may_end) == (state, state == "在代办")


def test_the_giver_takes_it_back(giver, handed):
    address = reverse("delegation-end", args=[handed.key])
    assert giver.get(address).status_code == 200

    response = giver.post(address, {"reason": "提前回来", "seen": handed.version, "request_key": "1"})

    assert response["Location"] == reverse("delegation-list")
    assert Entry.objects.latest("pk").action == "accounts.delegation.take_back"
    page = giver.get(reverse("delegation-list"))
    assert rows(giver) == [("韩若溪", "白芷", "已收回", False)]
    assert "韩若溪：提前回来" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("colleague", 403), ("clerk", 404), ("stranger", 404)])
def test_others_do_not(client, request, handed, who, status):
    client.force_login(request.getfixturevalue(who if who == "colleague" else f"{who}_user"))
    address = reverse("delegation-end", args=[handed.key])

    answers = (
        client.get(address).status_code,
        client.post(address, {"reason": "x", "seen": handed.version}).status_code,
    )

    handed.refresh_from_db()
    assert (answers, handed.withdrawn_at) == ((status, status), None)


def test_a_stale_form_takes_nothing_back(giver, handed):
    response = giver.post(reverse("delegation-end", args=[handed.key]), {"reason": "x", "seen": "7"})

    handed.refresh_from_db()
    assert (response.status_code, handed.withdrawn_at) == (409, None)


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_however_long(giver, handed, form, calendar, more, django_assert_num_queries):
    for number in range(more):
        days = {"since": calendar.day(10 + number), "until": calendar.day(10 + number)}
        giver.post(reverse(NEW), form | days | {"request_key": f"more{number}"})
    assert Delegation.objects.count() == 1 + more

    with django_assert_num_queries(6):
        giver.get(reverse("delegation-list"))
