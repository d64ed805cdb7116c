"""The wizard of an empty installation: behind a code, step by step, once."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from bihuan.domain.accounts import setup_code
from bihuan.domain.accounts.models import RoleGrant, User
from bihuan.domain.accounts.operations.setting_up import set_up
from bihuan.domain.accounts.setting_up import Newcomer, UnitAnswers, setter_up
from bihuan.domain.organizations.models import Unit

UNIT = {"name": "青禾县水务局", "short_name": "水务局", "leading_body": "group"}
FIRST = {
    "sysadmin-name": "管一铭",
    "sysadmin-staff_number": "801",
    "sysadmin-username": "guanyiming",
    "sysadmin-password": "Qinghe-2026-shui",
    "sysadmin-again": "Qinghe-2026-shui",
}
SECOND = {
    "secadmin-name": "安如山",
    "secadmin-staff_number": "802",
    "secadmin-username": "anrushan",
}


@pytest.fixture
def code(db) -> str:
    """An empty database whose start made a code."""
    return setup_code.made()


@pytest.fixture
def begun(client, code) -> Client:
    """A browser that gave the code."""
    assert sent(client, "setup", {"code": code}) == "/setup/unit/"
    return client


@pytest.fixture
def filled(begun) -> Client:
    """A browser before the last step."""
    assert sent(begun, "setup-unit", UNIT) == "/setup/people/"
    assert sent(begun, "setup-people", FIRST | SECOND) == "/setup/summary/"
    return begun


def sent(client: Client, name: str, fields: dict | None = None) -> str:
    """Where the browser goes after a form was taken."""
    answer = client.post(reverse(name), fields or {})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def text_of(client: Client, name: str) -> str:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


def shown_in(client: Client) -> list[str]:
    """The passwords on the last page."""
    return re.findall(r'class="setup-password">([^<]+)<', text_of(client, "setup-done"))


def elsewhere() -> Unit:
    """Another door is faster."""
    return set_up(
        actor=setter_up(),
        unit=UnitAnswers("白鹭县林业局"),
        administrators={"sysadmin": Newcomer("林一木", "701", "linyimu", "Bailu-2026-lin")},
    )


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/ledger/", "/trail/", "/no-such-page/"])
def test_every_page_leads_to_the_setting_up(client, code, path):
    answer = client.get(path)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/")


@pytest.mark.parametrize("name", ["setup-unit", "setup-people", "setup-summary"])
def test_without_the_code_no_step_is_shown(client, code, name):
    for answer in (client.get(reverse(name)), client.post(reverse(name), UNIT)):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/")


@pytest.mark.parametrize("written", ["", "ABCD-EFGH-JKMN-PQRS-TUVW", "一"])
def test_a_wrong_code_opens_nothing(client, code, written):
    assert client.post("/setup/", {"code": written}).status_code == 422
    assert client.get("/setup/unit/").headers["Location"] == "/setup/"


def test_the_code_may_be_written_as_people_write(client, code):
    assert sent(client, "setup", {"code": f" {code.lower().replace('-', ' ')} "}) == "/setup/unit/"


def test_wrong_codes_make_the_next_try_wait(client, code):
    cache.clear()
    answers = [client.post("/setup/", {"code": "wrong"}).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert client.post("/setup/", {"code": code}).status_code == 429


def test_a_browser_that_planted_its_session_number_does_not_follow(client, code):
    client.get("/setup/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["bihuan_session"] = before = session.session_key

    sent(client, "setup", {"code": code})

    assert client.session.session_key != before


def test_the_steps_end_in_one_bureau_and_its_users(filled):
    assert sent(filled, "setup-summary") == "/setup/done/"

    assert Unit.objects.get().name == "青禾县水务局"
    assert list(RoleGrant.objects.order_by("pk").values_list("role", flat=True)) == ["sysadmin", "secadmin"]
    first, second = User.objects.order_by("pk")
    assert (first.check_password("Qinghe-2026-shui"), first.password_is_temporary) == (True, False)
    page = text_of(filled, "setup-done")
    (shown,) = shown_in(filled)
    assert (second.check_password(shown), second.password_is_temporary) == (True, True)
    assert "Qinghe-2026-shui" not in page


def test_what_was_made_is_shown_until_it_is_noted_and_then_never_again(filled):
    sent(filled, "setup-summary")
    assert shown_in(filled) == shown_in(filled) != []

    assert sent(filled, "setup-done") == "/sign-in/"

    assert [filled.get(reverse(name)).status_code for name in ("setup-done", "setup", "setup-unit")] == [
        404
    ] * 3


def test_sending_the_last_step_twice_makes_one_bureau_and_shows_the_same(filled):
    other = Client()
    other.cookies = filled.cookies
    sent(filled, "setup-summary")
    first = shown_in(filled)

    assert sent(other, "setup-summary") == "/setup/done/"

    assert shown_in(other) == first != []
    assert Unit.objects.count() == 1


def test_going_back_keeps_what_was_typed_and_a_password_without_showing_it(filled):
    assert 'value="青禾县水务局"' in text_of(filled, "setup-unit")
    people = text_of(filled, "setup-people")
    assert ('value="管一铭"' in people, 'value="anrushan"' in people) == (True, True)
    assert "Qinghe-2026-shui" not in people

    sent(filled, "setup-people", {**FIRST, "sysadmin-password": "", "sysadmin-again": ""})
    sent(filled, "setup-summary")

    user = User.objects.get()
    assert (user.check_password("Qinghe-2026-shui"), user.password_is_temporary) == (True, False)


def test_another_sign_in_name_does_not_keep_the_password(filled):
    renamed = FIRST | {"sysadmin-username": "other", "sysadmin-password": "", "sysadmin-again": ""}
    sent(filled, "setup-people", renamed)
    sent(filled, "setup-summary")

    user = User.objects.get()
    assert (user.check_password("Qinghe-2026-shui"), user.password_is_temporary) == (False, True)


def test_nothing_typed_lies_readable_in_the_session(filled):
    told = repr(dict(filled.session.items()))

    assert [word for word in ("Qinghe", "guanyiming", "青禾", "管一铭") if word in told] == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sysadmin-name": ""}, "这个字段是必填项。"),
        ({"sysadmin-username": "a b"}, "用户名要2到50个字"),
        ({"sysadmin-again": "other"}, "两遍输入的密码不一样。"),
        ({"sysadmin-password": "short", "sysadmin-again": "short"}, "太短：至少要10个字符。"),
        ({"secadmin-staff_number": ""}, "这个字段是必填项。"),
        ({"secadmin-staff_number": "801"}, "三员必须是三个人，工号“801”写了两次。"),
        ({"sysadmin-name": "管\u202e一铭"}, "看不见"),
    ],
)
def test_what_cannot_be_used_is_said_beside_what_was_typed(begun, changes, sentence):
    sent(begun, "setup-unit", UNIT)

    answer = begun.post("/setup/people/", FIRST | SECOND | changes)

    page = answer.content.decode()
    assert (answer.status_code, sentence in page, 'value="guanyiming"' in page or "a b" in page) == (
        422,
        True,
        True,
    )
    assert begun.get("/setup/summary/").headers["Location"] == "/setup/people/"


@pytest.mark.parametrize("name", ["setup-people", "setup-summary"])
def test_no_step_can_be_skipped(begun, name):
    assert begun.get(reverse(name)).headers["Location"] == "/setup/unit/"
    assert begun.post(reverse(name), FIRST).headers["Location"] == "/setup/unit/"
    assert Unit.objects.count() == 0


def test_somebody_else_was_faster(filled):
    elsewhere()

    for name in ("setup", "setup-unit", "setup-people", "setup-summary"):
        for answer in (filled.get(reverse(name)), filled.post(reverse(name))):
            assert (answer.status_code, "首次设置已经完成" in answer.content.decode()) == (409, True)
    assert [unit.name for unit in Unit.objects.all()] == ["白鹭县林业局"]


def test_somebody_else_was_faster_at_the_very_last_moment(filled, monkeypatch):
    monkeypatch.setattr("bihuan.web.setup.views.is_open", lambda: True)
    elsewhere()

    answer = filled.post("/setup/summary/")

    assert (answer.status_code, "没有再建单位" in answer.content.decode()) == (422, True)
    assert Unit.objects.count() == 1


def test_a_new_code_ends_what_was_begun_with_the_old_one(filled):
    setup_code.forget()
    setup_code.made()

    assert filled.post("/setup/summary/").headers["Location"] == "/setup/"
    assert Unit.objects.count() == 0


@pytest.mark.parametrize("name", ["setup", "setup-unit", "setup-people", "setup-summary", "setup-done"])
def test_a_bureau_that_stands_has_no_such_pages(client, bureau, name):
    for answer in (client.get(reverse(name)), client.post(reverse(name), {"code": ""})):
        assert answer.status_code == 404


def test_a_code_that_was_left_over_opens_nothing(client, bureau):
    code = setup_code.made()

    assert client.post("/setup/", {"code": code}).status_code == 404
    assert client.get("/ledger/").headers["Location"] == "/sign-in/?next=/ledger/"


def test_where_no_code_waits_the_gate_asks_the_database_nothing(client, bureau, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/ledger/")
