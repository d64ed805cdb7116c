"""Acting for a colleague: the switch, the banner, what the trail says, and what happens when it ends."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.accounts.operations.delegations import hand_on, take_back
from bihuan.domain.accounts.operations.users import shut_user
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from bihuan.web.actors import ACTING
from tests.cast import PASSWORD

OVER = "代办已到期或已收回，现在以您本人的身份继续。"


@pytest.fixture
def taker(client, colleague):
    client.force_login(colleague)
    return client


@pytest.fixture
def acting(taker, handed, leader_user):
    taker.post(reverse("acting-start"), {"giver": leader_user.key})
    return taker


def banner(response):
    found = response.context["acting_for"]
    return found and (found["who"], found["roles"], found["until"])


def test_the_desk_and_the_head_offer_the_switch(taker, handed, leader_user):
    page = taker.get(reverse("today")).content.decode()

    assert page.count("代韩若溪办理") == 2
    assert "班子成员，到6月7日为止" in page
    assert 'name="giver" value="' + str(leader_user.key) in page


def test_nothing_is_offered_where_nothing_was_handed_on(taker):
    page = taker.get(reverse("today")).content.decode()

    assert ('name="giver"' in page, "请您代办" in page, "您正在代" in page) == (False, False, False)


def test_after_the_switch_every_page_says_so(acting, calendar):
    pages = [acting.get(reverse(name)) for name in ("today", "ledger", "account")]

    assert [banner(page) for page in pages] == [("韩若溪", "班子成员", calendar.day(6))] * 3
    assert "回到本人身份" in pages[0].content.decode()


def test_the_taker_sees_with_the_givers_eyes_and_not_before(taker, item, handed, leader_user):
    address = reverse("item-detail", args=[item.key])
    assert taker.get(address).status_code == 404

    taker.post(reverse("acting-start"), {"giver": leader_user.key})
    assert taker.get(address).status_code == 200

    taker.post(reverse("acting-stop"))
    assert taker.get(address).status_code == 404


def test_what_is_done_names_both(acting, item, bureau, colleague, leader_user):
    _answerable(item, bureau.deputy)
    form = {"progress": "in_progress", "outcome": "做了一半。", "seen": item.version}

    response = acting.post(reverse("item-progress", args=[item.key]), form)

    entry = Entry.objects.latest("pk")
    assert (response.status_code, entry.action) == (302, "rectification.item.report")
    assert (entry.actor_key, entry.on_behalf_of, entry.roles) == (colleague.key, leader_user.key, "leader")


def test_about_oneself_one_is_oneself(acting, colleague):
    form = {"current": PASSWORD, "new": "Long-enough-4-both", "again": "Long-enough-4-both"}

    acting.post(reverse("password-change"), form)

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.on_behalf_of, entry.roles) == ("accounts.password.change", None, "staff")


def test_the_switch_stands_in_the_trail(acting, handed, colleague):
    entry = Entry.objects.latest("pk")

    assert (entry.action, entry.actor_key, entry.object_key, entry.on_behalf_of) == (
        "accounts.delegation.act",
        colleague.key,
        handed.key,
        None,
    )


@pytest.mark.parametrize("giver", ["", "nonsense", "00000000-0000-0000-0000-000000000000", "the clerk"])
def test_nobody_is_acted_for_who_handed_nothing_on(taker, handed, clerk_user, giver):
    giver = clerk_user.key if giver == "the clerk" else giver

    page = taker.post(reverse("acting-start"), {"giver": giver}, follow=True)

    assert [str(message) for message in page.context["messages"]] == [OVER]
    assert banner(page) is None


def test_after_the_last_day_one_is_oneself_with_a_message(acting, calendar):
    calendar.turn(7)

    page = acting.get(reverse("today"))

    assert ([str(each) for each in page.context["messages"]], banner(page)) == ([OVER], None)
    assert acting.get(reverse("today")).context["messages"]._loaded_messages == []


def test_the_page_behind_it_is_out_of_sight_again_and_says_why(acting, item, calendar):
    calendar.turn(7)

    page = acting.get(reverse("item-detail", args=[item.key]))

    assert (page.status_code, OVER in page.content.decode()) == (404, True)


@pytest.mark.parametrize("how", ["over", "taken back"])
def test_what_is_sent_under_an_ended_delegation_is_refused_and_shown(
    acting, item, bureau, calendar, handed, leader, how
):
    _answerable(item, bureau.deputy)
    if how == "over":
        calendar.turn(7)
    else:
        take_back(delegation=handed, actor=leader, seen=handed.version, reason="回来")
    before = Entry.objects.count()
    form = {"progress": "in_progress", "outcome": "做了<一半>。", "seen": item.version}

    response = acting.post(reverse("item-progress", args=[item.key]), form)

    page = response.content.decode()
    assert (response.status_code, Entry.objects.count()) == (409, before)
    assert "代办已经结束，刚才提交的没有保存" in page
    assert "做了&lt;一半&gt;。" in page
    assert response.context["typed"] == ["in_progress", "做了<一半>。"]
    assert banner(acting.get(reverse("today"))) is None


@pytest.mark.parametrize(
    ("opened_as", "sent_as", "done"),
    [("", "", True), ("leader", "leader", True), ("", "leader", False), ("leader", "", False)],
)
def test_a_form_that_was_opened_as_another_is_refused(taker, handed, leader_user, opened_as, sent_as, done):
    if sent_as:
        taker.post(reverse("acting-start"), {"giver": leader_user.key})
    mark = str(leader_user.key) if opened_as else ""

    response = taker.post(reverse("draft-new"), {"text": "", ACTING: mark})

    assert (response.status_code == 409) == (not done)
    if not done:
        assert "您已换了身份，刚才提交的没有保存" in response.content.decode()


def test_a_request_in_the_background_says_it_in_a_header(acting):
    refused = acting.post(reverse("draft-new"), {"text": "一段文字"}, headers={"x-acting-for": ""})

    assert (refused.status_code, refused.context["typed"]) == (409, ["一段文字"])


def test_signing_out_ends_it(acting, colleague):
    acting.post(reverse("sign-out"))
    acting.force_login(colleague)

    assert banner(acting.get(reverse("today"))) is None


def test_a_giver_who_is_shut_is_acted_for_no_more(acting, leader_user, sysadmin):
    shut_user(user=leader_user, actor=sysadmin, seen=leader_user.version, reason="停职")

    assert banner(acting.get(reverse("today"))) is None


def test_a_role_that_asks_for_a_second_factor_asks_the_taker_too(
    client, settings, bureau, clerk_user, clerk, colleague, calendar
):
    settings.BIHUAN_SECOND_FACTOR = "required"
    hand_on(
        grant=clerk_user.grants.get(),
        actor=clerk,
        taker=colleague,
        since=calendar.day(0),
        until=calendar.day(1),
        reason="休假",
    )
    client.force_login(colleague)
    assert client.get(reverse("today")).status_code == 200

    client.post(reverse("acting-start"), {"giver": clerk_user.key})

    response = client.get(reverse("today"))
    assert (response.status_code, response["Location"]) == (302, reverse("second-factor-set-up"))


@pytest.mark.parametrize("offers", [0, 1])
def test_the_desk_costs_the_same_with_an_offer(request, taker, offers, django_assert_num_queries):
    """The session, the user, all that the user may be, and whether they sit in the team."""
    if offers:
        request.getfixturevalue("handed")

    with django_assert_num_queries(4):
        taker.get(reverse("today"))


def _answerable(item, person):
    with door.recorded("tests.item.answerable", actor=SYSTEM, subject=item):
        item.responsible_leader = person
        item.save()
