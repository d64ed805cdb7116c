"""Demo data never comes beside real data."""

from __future__ import annotations

from pathlib import Path

from bihuan.cli import serve
from bihuan.cli.main import main
from bihuan.domain.organizations.models import Unit


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
