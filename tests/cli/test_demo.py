"""The demo bureau: believable, complete, and never beside real data."""

from __future__ import annotations

from pathlib import Path

import pytest

from bihuan.cli import serve
from bihuan.cli.main import main
from bihuan.core.registry import demo
from bihuan.domain.accounts.models import User
from bihuan.domain.organizations.enums import SeatKind, UnitKind
from bihuan.domain.organizations.models import Person, TeamSeat, Unit
from bihuan.domain.rectification.models import Item, ItemOwner


@pytest.fixture
def filled(db, settings):
    settings.BIHUAN_DEMO = True
    assert main(["demo"]) == 0


def test_the_bureau_has_forty_people_a_team_of_seven_and_three_branches(filled):
    assert Person.objects.count() == 40
    assert TeamSeat.objects.on().count() == 7
    assert TeamSeat.objects.get(kind=SeatKind.PRINCIPAL).person.name == "沈砚秋"
    assert Unit.objects.filter(kind=UnitKind.BRANCH).count() == 3


def test_every_sign_in_works(filled):
    for entry in demo.sign_ins():
        assert User.objects.get(username=entry.username).check_password(entry.password)


def test_the_ledger_is_under_way_and_its_owners_are_in_the_register(filled):
    states = set(Item.objects.values_list("progress", flat=True))

    assert states == {"not_started", "in_progress", "done", "ongoing"}
    assert [owner.name for owner in ItemOwner.objects.all() if not owner.known] == []
    assert Item.objects.filter(responsible_leader=None).count() < Item.objects.count() / 2


def test_filling_again_changes_nothing(filled, capsys):
    assert main(["demo"]) == 0

    assert "未改动" in capsys.readouterr().out
    assert Person.objects.count() == 40


def test_outside_demo_mode_nothing_is_filled(db, settings, capsys):
    settings.BIHUAN_DEMO = False

    assert main(["demo"]) == 2
    assert Unit.objects.count() == 0


def test_a_home_with_real_files_does_not_become_a_demo(settings):
    settings.BIHUAN_DEMO = True
    home = Path(settings.BIHUAN_HOME)
    (home / "files").mkdir(parents=True)

    assert "正式数据" in serve._refuse_demo()
    assert not (home / serve.MARK).exists()


def test_an_empty_home_becomes_a_demo_and_stays_one(settings):
    settings.BIHUAN_DEMO = True

    assert serve._refuse_demo() is None
    (Path(settings.BIHUAN_HOME) / "files").mkdir()
    assert serve._refuse_demo() is None
