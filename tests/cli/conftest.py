"""The demo bureau, filled once for the tests of a module: each change of a test is taken back."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from bihuan.cli.main import main
from tests.ledgers import cycle, item, problem

__all__ = ["cycle", "item", "problem"]


@pytest.fixture(scope="module")
def _filled(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("demo") / "home"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(django_settings, "BIHUAN_HOME", home)
        patch.setattr(django_settings, "BIHUAN_DEMO", True)
        with transaction.atomic():
            assert main(["demo"]) == 0
            # Otherwise the end of every test would look at each row again (PostgreSQL).
            connection.check_constraints()
            yield home
            transaction.set_rollback(True)


@pytest.fixture
def filled(_filled, db, settings):
    settings.BIHUAN_HOME, settings.BIHUAN_DEMO = _filled, True
