"""Eight browsers send the same code, or the same form, at the same moment: one gets through."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).parents[3]
DATABASE = "bihuan_codes"


@pytest.fixture
def environment(tmp_path):
    """Of a process with an empty database of the kind that the tests run on."""
    own = os.environ | {
        "BIHUAN_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "bihuan.config.settings",
    }
    if connection.vendor != "postgresql":
        yield own
        return
    address = os.environ["BIHUAN_DATABASE"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {DATABASE}")
        yield own | {"BIHUAN_DATABASE": urlsplit(address)._replace(path=f"/{DATABASE}").geturl()}
        server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def test_of_eight_who_send_one_code_one_gets_in(environment):
    command = [sys.executable, "-m", "tests.domain.accounts.racing"]

    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    assert json.loads(done.stdout) == [[1, 7], [1, 7]]


def test_of_those_who_grant_hand_on_shut_and_withdraw_at_once_one_does(environment):
    command = [sys.executable, "-m", "tests.domain.accounts.racing_roles"]

    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    assert json.loads(done.stdout) == {
        "granting": {"done": 1, "GrantedBefore": 7},
        "handing_on": {"done": 1, "Overlapping": 7},
        "shutting": {"done": 1, "LastHolder": 1},
        "withdrawing": {"done": 1, "LastAdministrator": 1},
    }
