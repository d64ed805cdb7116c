"""What the page of an account offers: shut, open again, unlock, end sessions, reset the second factor."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.accounts.second_factor_rows import SecondFactor
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from bihuan.web.signin.lockout import waits_of
from tests.web.administration.failing import fail

KEY = {"request_key": "once"}


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
