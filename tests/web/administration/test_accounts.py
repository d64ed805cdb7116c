"""Accounts: the list with search and filters, opening, shutting, unlocking, passwords shown once."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.operations.passwords import reset_password
from bihuan.domain.accounts.operations.users import create_user, shut_user
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.accounts.second_factor_rows import SecondFactor
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Change, Entry
from bihuan.web.signin.lockout import attempt, waits_of
from tests.cast import PASSWORD

KEY = {"request_key": "once"}


def names(response):
    return [row.person.name for row in response.context["rows"]]


def listed(client, **query):
    return names(client.get(reverse("account-list"), query))


def fail(name, times=5):
    for _ in range(times):
        with attempt(name, "127.0.0.1") as trying:
            trying.failed()


@pytest.fixture
def shown(sysadmin_client, clerk_user, leader_user):
    return lambda **query: listed(sysadmin_client, **query)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
        ("-name", ["沈知远", "乔一帆", "韩若溪", "管一铭"]),
        ("unit", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
        ("nonsense", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
    ],
)
def test_people_with_and_without_a_sign_in(shown, sort, expected):
    assert shown(sort=sort) == expected


def test_sign_in_names_sort(shown):
    assert [name for name in shown(sort="username") if name != "沈知远"] == ["乔一帆", "韩若溪", "管一铭"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("乔", ["乔一帆"]),
        ("qiaoyi", ["乔一帆"]),
        ("QYF", ["乔一帆"]),
        ("003", ["乔一帆"]),
        ("cler", ["乔一帆"]),
        ("nobody", []),
        ("%", []),
    ],
)
def test_people_are_found_by_name_pinyin_number_and_sign_in_name(shown, words, expected):
    assert shown(q=words) == expected


def test_nobody_of_another_tenant_or_without_right(client, stranger_user, clerk_user, sysadmin_user):
    client.force_login(sysadmin_user)
    assert "郁青" not in listed(client)

    for user in (stranger_user, clerk_user):
        client.force_login(user)
        assert client.get(reverse("account-list")).status_code == 404


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", ["管一铭", "韩若溪", "乔一帆"]),
        ("none", ["沈知远"]),
        ("shut", []),
        ("idle", ["管一铭", "韩若溪", "乔一帆"]),
        ("locked", []),
        ("password", []),
        ("factor", ["管一铭", "乔一帆"]),
        ("nonsense", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
    ],
)
def test_filters_before_anything_happens(shown, state, expected):
    assert shown(state=state) == expected


def test_filters_tell_apart_what_happened(shown, clerk_user, leader_user, sysadmin, sysadmin_user):
    sessions.sign_in(user=clerk_user, actor=actor_of(clerk_user))
    reset_password(user=clerk_user, actor=sysadmin, password="Green-Rice-77")
    fail("clerk")
    fail(f"code of {sysadmin_user.key}")
    shut_user(user=leader_user, actor=sysadmin, seen=leader_user.version, reason="调离")
    with door.recorded("tests.factor", actor=SYSTEM, subject=clerk_user):
        SecondFactor(user=clerk_user, set_at=timezone.now()).save()

    assert shown(state="idle") == ["管一铭"]
    assert shown(state="password") == ["乔一帆"]
    assert shown(state="locked") == ["乔一帆"]
    assert shown(state="shut") == ["韩若溪"]
    assert shown(state="open") == ["管一铭", "乔一帆"]
    assert shown(state="factor") == ["管一铭"]


@pytest.mark.parametrize(("days", "idle"), [(89, False), (91, True)])
def test_idle_is_ninety_days_without_signing_in(shown, clerk_user, monkeypatch, days, idle):
    then = timezone.now() - datetime.timedelta(days=days)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: then)
        sessions.sign_in(user=clerk_user, actor=actor_of(clerk_user))

    assert ("乔一帆" in shown(state="idle")) == idle


def test_an_old_password_must_be_changed(shown, clerk_user, settings):
    settings.BIHUAN_PASSWORDS = "dengbao"
    with door.recorded("tests.password.old", actor=SYSTEM, subject=clerk_user):
        clerk_user.password_set_at = timezone.now() - datetime.timedelta(days=91)
        clerk_user.save()

    assert shown(state="password") == ["乔一帆"]


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_however_long(
    sysadmin_client, bureau, clerk_user, more, django_assert_num_queries
):
    for number in range(more):
        person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"70{number}", name="白石")
        create_user(person=person, actor=SYSTEM, username=f"more{number}", password=PASSWORD)

    with django_assert_num_queries(9):
        sysadmin_client.get(reverse("account-list"))


def test_fifty_stand_on_a_page(sysadmin_client, bureau):
    for number in range(60):
        create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"7{number:02}", name="白石")

    assert len(listed(sysadmin_client)) == 50
    assert len(listed(sysadmin_client, page=2)) == 14


# ---- opening, passwords ----


def password_on(response):
    return re.findall(r'slip-password">([^<]+)<', response.content.decode())


def test_a_sign_in_is_opened_with_a_password_shown_once(sysadmin_client, bureau):
    address = reverse("account-open", args=[bureau.head.key])
    page = sysadmin_client.get(address)
    assert page.context["form"].initial == {"username": "shenzhiyuan"}

    slip = sysadmin_client.post(address, {"username": "shenzhiyuan", **KEY})

    (password,) = password_on(slip)
    user = User.objects.get(username="shenzhiyuan")
    assert (user.person, user.check_password(password), user.password_is_temporary) == (
        bureau.head,
        True,
        True,
    )
    assert password not in str(list(Change.objects.values_list("after", flat=True)))
    assert Entry.objects.latest("pk").action == "accounts.user.create"


@pytest.mark.parametrize("what", ["open", "reset"])
def test_a_form_that_was_sent_twice_shows_no_second_password(sysadmin_client, bureau, clerk_user, what):
    address, fields = {
        "open": (reverse("account-open", args=[bureau.head.key]), {"username": "head", **KEY}),
        "reset": (reverse("account-password-reset", args=[clerk_user.key]), KEY),
    }[what]
    (password,) = password_on(sysadmin_client.post(address, fields))

    again = sysadmin_client.post(address, fields)

    user = User.objects.get(username="head" if what == "open" else "clerk")
    assert (password_on(again), user.check_password(password)) == ([], True)
    assert "这张表单已经提交过" in again.content.decode()


@pytest.mark.parametrize(
    ("username", "said"),
    [
        ("clerk", "用户名“clerk”已有人用，请换一个。"),
        ("a b", "用户名要2到50个字，只用汉字、字母、数字和 . _ - @，中间没有空格。"),
        ("", "请填写用户名。"),
    ],
)
def test_a_sign_in_name_that_does_not_do_is_said_at_its_field(
    sysadmin_client, bureau, clerk_user, username, said
):
    page = sysadmin_client.post(reverse("account-open", args=[bureau.head.key]), {"username": username})

    assert (page.status_code, page.context["form"].errors["username"]) == (422, [said])


def test_a_person_who_has_one_is_led_there(sysadmin_client, bureau, clerk_user):
    response = sysadmin_client.get(reverse("account-open", args=[bureau.officer.key]))

    assert response["Location"] == reverse("account-detail", args=[clerk_user.key])


def test_ones_own_password_is_not_reset(sysadmin_client, sysadmin_user):
    page = sysadmin_client.post(reverse("account-password-reset", args=[sysadmin_user.key]), KEY, follow=True)

    assert "自己的密码请用“修改密码”更换" in page.content.decode()
    assert User.objects.get(pk=sysadmin_user.pk).check_password(PASSWORD)


# ---- shutting, unlocking, sessions, second factor ----


def test_whoever_is_shut_is_out_at_the_next_request(client, sysadmin_user, clerk_user):
    other = client.__class__()
    other.force_login(clerk_user)
    assert other.get(reverse("today")).status_code == 200
    client.force_login(sysadmin_user)

    client.post(
        reverse("account-shut", args=[clerk_user.key]), {"reason": "调离", "seen": clerk_user.version}
    )

    assert other.get(reverse("today"))["Location"] == f"{reverse('sign-in')}?next=/"
    page = client.get(reverse("account-detail", args=[clerk_user.key]))
    assert [sign.word for sign in page.context["signs"]] == ["已停用"]
    assert "停用：调离" in page.content.decode()


def test_shutting_without_a_reason_does_nothing(sysadmin_client, clerk_user):
    page = sysadmin_client.post(
        reverse("account-shut", args=[clerk_user.key]), {"reason": " ", "seen": clerk_user.version}
    )

    assert (page.status_code, page.context["form"].errors["reason"]) == (422, ["请写明原因。"])
    assert User.objects.get(pk=clerk_user.pk).is_active


def test_a_stale_form_shuts_nobody(sysadmin_client, clerk_user):
    page = sysadmin_client.post(
        reverse("account-shut", args=[clerk_user.key]), {"reason": "调离", "seen": "9"}
    )

    assert (page.status_code, User.objects.get(pk=clerk_user.pk).is_active) == (409, True)


def test_the_last_administrator_is_not_offered_to_be_shut(client, administrators):
    client.force_login(administrators[0])

    detail = client.get(reverse("account-detail", args=[administrators[2].key])).content.decode()
    form = client.get(reverse("account-shut", args=[administrators[2].key])).content.decode()

    assert "审明远是唯一的审计管理员，停用前请先把角色授给另一人。" in detail
    assert ("停用…" in detail, "现在还不能停用" in form) == (False, True)


def test_unlocking_forgets_passwords_and_codes(secadmin_client, clerk_user, leader_user):
    for name in ("clerk", f"code of {clerk_user.key}", "leader"):
        fail(name)
    page = secadmin_client.get(reverse("account-detail", args=[clerk_user.key]))
    assert [sign.word for sign in page.context["signs"]][:2] == ["在用", "锁定，还有1分钟"]

    secadmin_client.post(reverse("account-unlock", args=[clerk_user.key]), KEY)

    waiting = waits_of(["clerk", f"code of {clerk_user.key}", "leader"])
    assert list(waiting) == ["leader"]
    assert Entry.objects.latest("pk").action == "accounts.user.unlock"


def test_whoever_may_not_unlock_forgets_nothing(sysadmin_client, clerk_user):
    fail("clerk")

    refused = sysadmin_client.post(reverse("account-unlock", args=[clerk_user.key]), KEY)

    assert (refused.status_code, list(waits_of(["clerk"]))) == (403, ["clerk"])


def test_ending_sessions_of_somebody(client, secadmin_user, clerk_user):
    other = client.__class__()
    other.force_login(clerk_user)
    client.force_login(secadmin_user)

    client.post(reverse("account-sessions-end", args=[clerk_user.key]), KEY)

    assert other.get(reverse("today")).status_code == 302
    assert client.get(reverse("today")).status_code == 200


def test_a_second_factor_is_reset(secadmin_client, clerk_user):
    with door.recorded("tests.factor", actor=SYSTEM, subject=clerk_user):
        SecondFactor(user=clerk_user, set_at=timezone.now()).save()

    secadmin_client.post(reverse("account-factor-reset", args=[clerk_user.key]), KEY)

    assert SecondFactor.objects.get(user=clerk_user).is_set is False
    page = secadmin_client.get(reverse("account-detail", args=[clerk_user.key])).content.decode()
    assert "重设第二重验证" not in page.split("账号记录")[0]


BUTTONS = ("重设密码", "停用…", "解锁", "结束登录", "授予角色")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("sysadmin", {"重设密码", "停用…"}),
        ("secadmin", {"解锁", "结束登录", "授予角色"}),
        ("auditor", set()),
    ],
)
def test_buttons_stand_where_their_operation_is_allowed(client, administrators, clerk_user, who, expected):
    client.force_login(next(user for user in administrators if user.username == who))

    page = client.get(reverse("account-detail", args=[clerk_user.key])).content.decode()

    found = {word for word in BUTTONS if re.search(rf">{word}(</button>|</a>)", page)}
    assert found == expected


def test_ones_own_account_offers_nothing(client, administrators):
    for user in administrators:
        client.force_login(user)
        page = client.get(reverse("account-detail", args=[user.key])).content.decode()
        assert "这是您自己的账号" in page
        assert not [word for word in BUTTONS if re.search(rf">{word}(</button>|</a>)", page)]


def test_the_record_of_an_account_tells_no_sign_ins(secadmin_client, clerk_user):
    sessions.sign_in(user=clerk_user, actor=actor_of(clerk_user), place="某处")

    page = secadmin_client.get(reverse("account-detail", args=[clerk_user.key]))

    assert [(each.what, each.who) for each in page.context["history"]] == [("开设账号", "系统")]
    assert "某处" not in page.content.decode()


@pytest.fixture(autouse=True)
def _nobody_waits(db):
    cache.clear()
