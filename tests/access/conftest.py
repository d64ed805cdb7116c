"""The two trees of units are built once, and every check is taken back."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from . import matrix, oracle, snapshots, world
from .listing import READERS


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, its snapshot, and the home with its files."""
    home = tmp_path_factory.mktemp("access") / "home"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(django_settings, "BIHUAN_HOME", home)
        with transaction.atomic():
            made = world.built()
            made.homes = oracle.homes()
            # Otherwise the end of every test would look at each row of the world again (PostgreSQL).
            connection.check_constraints()
            yield made, snapshots.snapshot(), home
            transaction.set_rollback(True)


@pytest.fixture
def units(built, db, settings):
    """Two trees of units, with the files that they were made from."""
    settings.BIHUAN_HOME = built[2]
    return built[0]


@pytest.fixture
def before(built):
    """The database as it is before every check."""
    return built[1]


@pytest.fixture(autouse=True)
def _quiet(caplog):
    """Refusals are what is looked for here: the log of requests need not repeat thousands of them."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture(params=matrix.TENANTS)
def tenant(request):
    return request.param


@pytest.fixture(params=READERS)
def role(request):
    return request.param


@pytest.fixture
def seen(units, tenant, role):
    return oracle.units_seen(units, tenant, role)


@pytest.fixture
def drafts_seen(units, tenant, role):
    return oracle.units_seen(units, tenant, role, "read-drafts")


@pytest.fixture
def client(units, tenant, role):
    return units.tenants[tenant].members[role].client()
