"""``bihuan daily``: throws away what is over and nothing else, twice as well as once."""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from bihuan.cli import alone, daily
from bihuan.cli.archive.workspace import locked
from bihuan.cli.main import main
from bihuan.config.logs import DAYS_KEPT, SecurityLogHandler
from bihuan.domain.accounts.failures_of_delegation import NotOver
from bihuan.domain.accounts.models import Delegation, RoleGrant, User
from bihuan.domain.accounts.operations.delegations import expire_delegation
from bihuan.domain.accounts.permissions import can_change_roles, can_change_users
from bihuan.domain.accounts.upkeep import daily_service
from bihuan.domain.trail import journal
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Entry, Request
from tests.cases import day
from tests.cast import user_with
from tests.domain.trail.tampering import cut_tail, switch_triggers_off
from tests.shaped_records import entered

NOTHING = [
    "清除30天前的请求标记：0条",
    "清除过期的登录状态：0个",
    "清除过期的缓存：0行",
    "清除超过期限的安全日志：0份",
    "结束到期的代办：0项",
    "登记新超期的办件：0件",
]


@pytest.fixture
def home(settings):
    settings.BIHUAN_HOME.mkdir(parents=True)
    return settings.BIHUAN_HOME


def handed_on(taker: User, grant: RoleGrant, *, days: int) -> Delegation:
    """A delegation from today on for so many days."""
    today = timezone.localdate()
    until = today + datetime.timedelta(days=days)
    with journal.opened():
        delegation = Delegation(
            unit=grant.unit, grant=grant, taker=taker, since=today, until=until, reason="出差"
        )
        delegation.save()
    return delegation


@pytest.fixture
def delegation(bureau, leader_user, clerk_user) -> Delegation:
    """Handed on from today until the day after tomorrow."""
    return handed_on(clerk_user, leader_user.grants.get(), days=2)


def run(capsys) -> tuple[int, list[str]]:
    code = main(["daily"])
    return code, capsys.readouterr().out.splitlines()


def session(key: str, days: int) -> None:
    expires = timezone.now() + datetime.timedelta(days=days)
    Session.objects.create(session_key=key, session_data="", expire_date=expires)


def request(key: str, days: int) -> None:
    at = timezone.now() - datetime.timedelta(days=days)
    Request.objects.create(key=key, operation="tests", created_at=at)


def test_an_empty_installation_has_nothing_to_do(home, db, capsys):
    assert run(capsys) == (0, [*NOTHING, "留痕存根：0条链，新存0份", "证书：没有证书"])


def test_what_is_over_goes_and_what_is_not_stays(home, bureau, capsys):
    cache.clear()
    session("old", -1)
    session("young", 1)
    request("old", 31)
    request("young", 29)
    cache.set("old", 1, 0.001)
    cache.set("young", 1, 60)

    code, lines = run(capsys)

    assert (code, lines[:2]) == (0, ["清除30天前的请求标记：1条", "清除过期的登录状态：1个"])
    assert list(Session.objects.values_list("pk", flat=True)) == ["young"]
    assert list(Request.objects.values_list("key", flat=True)) == ["young"]
    assert cache.get("young") == 1
    assert run(capsys)[1][:6] == NOTHING


def test_every_chain_gets_a_checkpoint_once(home, bureau, capsys):
    assert run(capsys)[1][6] == "留痕存根：2条链，新存2份"
    assert run(capsys)[1][6] == "留痕存根：2条链，新存0份"


def test_a_trail_that_was_cut_is_said_and_all_else_is_done(home, bureau, capsys):
    run(capsys)
    size = Entry.objects.filter(chain__unit_key=bureau.unit.key).count()
    switch_triggers_off()
    cut_tail(bureau.unit, keep=size - 1)
    session("old", -1)

    code, lines = run(capsys)

    assert code == 1
    assert lines[1] == "清除过期的登录状态：1个"
    assert lines[6].startswith(f"留痕存根：没有做成。留痕链 {bureau.unit.key} 第{size}条 与已有存根不符。")


def test_the_security_log_is_kept_by_its_own_rule(home, monkeypatch):
    handler = SecurityLogHandler(str(home / "log"))
    (home / "log").mkdir()
    first = datetime.date(2026, 1, 1)
    for age in range(DAYS_KEPT + 3):
        (home / "log" / f"security.log.{first + datetime.timedelta(days=age)}").touch()
    monkeypatch.setattr(logging.getLogger("bihuan.security"), "handlers", [handler])

    assert daily.STEPS["清除超过期限的安全日志"]() == "3份"

    kept = sorted(file.name for file in (home / "log").glob("security.log.*"))
    assert (len(kept), kept[0]) == (DAYS_KEPT, "security.log.2026-01-04")


def test_a_delegation_ends_in_the_trail_on_its_last_day(home, delegation, capsys, monkeypatch):
    assert run(capsys)[1][4] == "结束到期的代办：0项"
    later = delegation.until
    monkeypatch.setattr(timezone, "localdate", lambda *given: later)

    assert run(capsys)[1][4] == "结束到期的代办：1项"

    delegation.refresh_from_db()
    assert (delegation.withdrawn_why, delegation.withdrawn_by) == ("到期", None)
    entry = Entry.objects.get(action="accounts.delegation.expire")
    assert (entry.via, entry.roles, entry.actor_key) == ("job", "daily", None)
    assert run(capsys)[1][4] == "结束到期的代办：0项"


def test_a_case_that_passed_its_last_day_is_noted_once(home, bureau, in_march, capsys, monkeypatch):
    values = {"hotline.channel": "hotline", "hotline.demand": "help"}
    case = entered(bureau.unit, "hotline", "井盖松动", on=day("03-18"), values=values)
    assert run(capsys)[1][5] == "登记新超期的办件：0件"
    monkeypatch.setattr(timezone, "localdate", lambda *given: day("03-26"))

    assert run(capsys)[1][5] == "登记新超期的办件：1件"

    case.refresh_from_db()
    entry = Entry.objects.get(action="ledgers.case.overdue")
    assert (case.on_time, entry.via, entry.roles) == (False, "job", "daily")
    assert run(capsys)[1][5] == "登记新超期的办件：0件"


def test_the_service_may_do_what_is_listed_and_nothing_else(bureau, delegation, clerk_user, clerk):
    service = daily_service()

    assert not can_change_users(service, clerk_user)
    assert not can_change_roles(service, bureau.unit)
    assert service.roles_at("/") == ("daily",)
    with pytest.raises(NotOver):
        expire_delegation(delegation=delegation, actor=service)
    with pytest.raises(NotPermitted):
        expire_delegation(delegation=delegation, actor=clerk)


BUSY = (0, ["另一次例行处理或恢复正在进行，这次什么也没有做。"])


@contextmanager
def at_it_elsewhere(home: Path) -> Iterator[None]:
    """Another run: on PostgreSQL that of another server, which shares the database and not the home."""
    if connection.vendor != "postgresql":
        with locked(home):
            yield
        return
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [alone.NUMBER])
            assert cursor.fetchone() == (True,)
        yield
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [alone.NUMBER])
    finally:
        other.close()


def test_while_one_is_at_it_another_does_nothing(home, db, capsys):
    session("old", -1)

    with locked(home):
        assert run(capsys) == BUSY

    assert Session.objects.count() == 1


def test_while_another_server_is_at_it_this_one_does_nothing(home, db, capsys):
    session("old", -1)

    with at_it_elsewhere(home):
        assert run(capsys) == BUSY

    assert Session.objects.count() == 1


def test_a_run_leaves_the_way_free_for_whoever_comes_next(home, db, capsys):
    run(capsys)
    session("old", -1)

    with at_it_elsewhere(home):
        assert Session.objects.count() == 1
    assert run(capsys)[1][1] == "清除过期的登录状态：1个"


def test_a_step_that_breaks_keeps_back_no_other(home, db, capsys, monkeypatch):
    def broken() -> str:
        raise RuntimeError(uuid.uuid4())

    monkeypatch.setitem(daily.STEPS, "清除30天前的请求标记", broken)

    code, lines = run(capsys)

    assert (code, lines[0]) == (1, "清除30天前的请求标记：没有做成，原因见上面的记录。")
    assert lines[1:] == [*NOTHING[1:], "留痕存根：0条链，新存0份", "证书：没有证书"]


def test_a_delegation_that_still_runs_is_left_alone(home, delegation, bureau, capsys, monkeypatch):
    taker = user_with(bureau.head, None, "head")
    other = handed_on(taker, delegation.taker.grants.get(), days=7)
    monkeypatch.setattr(timezone, "localdate", lambda *given: delegation.until)

    assert run(capsys)[1][4] == "结束到期的代办：1项"

    other.refresh_from_db()
    assert other.withdrawn_at is None
