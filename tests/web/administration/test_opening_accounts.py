"""A sign-in is opened, a password reset: shown once, and to nobody again."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from bihuan.domain.accounts.models import User
from bihuan.domain.trail.models import Change, Entry
from tests.cast import PASSWORD

KEY = {"request_key": "once"}


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
