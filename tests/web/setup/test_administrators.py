"""The page where vacant posts of administrators are filled, and the reminder that leads there."""

from __future__ import annotations

import datetime
import re

import pytest

from bihuan.core import certificates
from bihuan.domain.accounts.models import User

PATH = "/setup/administrators/"
THIRD = {
    "role": "auditor",
    "name": "审明远",
    "staff_number": "803",
    "username": "shenmingyuan",
    "request_key": "a",
}
PASSWORD = re.compile(r'class="setup-password">([^<]+)<')


def page_of(client, path=PATH) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_sysadmin_appoints_who_is_missing_and_hands_a_password_over(sysadmin_client):
    assert "还缺安全管理员、审计管理员" in page_of(sysadmin_client)

    assert sysadmin_client.post(PATH, THIRD).headers["Location"] == PATH

    page = page_of(sysadmin_client)
    user = User.objects.get(username="shenmingyuan")
    assert [user.check_password(each) for each in PASSWORD.findall(page)] == [True]
    assert "还缺安全管理员。" in page
    sysadmin_client.post(PATH, {"noted": "1"})
    assert PASSWORD.findall(page_of(sysadmin_client)) == []


def test_the_password_is_sealed_in_the_session(sysadmin_client):
    sysadmin_client.post(PATH, THIRD)
    (password,) = PASSWORD.findall(page_of(sysadmin_client))

    assert password not in repr(dict(sysadmin_client.session.items()))


def test_the_same_form_twice_appoints_once_and_keeps_the_password_shown(sysadmin_client):
    sysadmin_client.post(PATH, THIRD)
    first = PASSWORD.findall(page_of(sysadmin_client))

    assert sysadmin_client.post(PATH, THIRD).headers["Location"] == PATH

    assert PASSWORD.findall(page_of(sysadmin_client)) == first
    assert User.objects.filter(username="shenmingyuan").count() == 1


def test_a_post_that_is_filled_is_refused_with_a_sentence(sysadmin_client, auditor_user):
    answer = sysadmin_client.post(PATH, THIRD)

    assert (answer.status_code, "这个岗位已经有人" in answer.content.decode()) == (422, True)
    assert not User.objects.filter(username="shenmingyuan").exists()


def test_somebody_with_a_sign_in_gets_no_other_password(sysadmin_client, bureau, clerk_user):
    sysadmin_client.post(PATH, THIRD | {"name": "乔一帆", "staff_number": "003"})

    assert PASSWORD.findall(page_of(sysadmin_client)) == []
    assert User.objects.get(pk=clerk_user.pk).check_password("only-for-tests")


def test_once_complete_nothing_is_left_to_do(sysadmin_client, administrators):
    page = page_of(sysadmin_client)

    assert ("三员已经配齐" in page, '<form class="panel form"' in page) == (True, False)


@pytest.mark.parametrize("who", ["clerk_client", "leader_client", "secadmin_client", "auditor_client"])
def test_nobody_else_may(request, who):
    client = request.getfixturevalue(who)

    assert [client.get(PATH).status_code, client.post(PATH, THIRD).status_code] == [403, 403]
    assert not User.objects.filter(username="shenmingyuan").exists()


@pytest.mark.parametrize(
    ("who", "leads_there"), [("sysadmin_client", True), ("secadmin_client", False), ("auditor_client", False)]
)
def test_the_desk_of_administrators_says_who_is_missing(request, who, leads_there):
    page = page_of(request.getfixturevalue(who), "/")

    assert ("配齐以前不能授予角色" in page, PATH in page) == (True, leads_there)


def test_the_desk_is_silent_once_all_are_there(sysadmin_client, administrators):
    assert "配齐以前" not in page_of(sysadmin_client, "/")


def test_the_desk_of_others_says_nothing_of_it(clerk_client):
    assert "配齐以前" not in page_of(clerk_client, "/")


@pytest.mark.parametrize(("days_ago", "said"), [(796, True), (794, False)])
def test_a_certificate_that_ends_soon_is_said_to_administrators(
    sysadmin_client, administrators, settings, days_ago, said
):
    keys = settings.BIHUAN_HOME / "keys"
    keys.mkdir(parents=True)
    made_at = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days_ago)
    certificate, key = certificates.made(["bihuan.example"], now=made_at)
    (keys / certificates.CERTIFICATE).write_bytes(certificate)
    (keys / certificates.KEY).write_bytes(key)

    assert ("https 证书" in page_of(sysadmin_client, "/")) == said
