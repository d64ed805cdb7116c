"""Which database is used, from one setting."""

from __future__ import annotations

import pytest

from bihuan.config.database import database


def test_without_a_setting_it_is_sqlite_that_loses_no_commit(tmp_path):
    chosen = database("", tmp_path)

    assert chosen["NAME"] == tmp_path / "db" / "bihuan.sqlite3"
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in chosen["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in chosen["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "postgresql://bi:p%40ss@db.example:5433/bihuan",
            {"NAME": "bihuan", "USER": "bi", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"},
        ),
        (
            "postgresql://bi@/bihuan?host=/run/postgresql",
            {"NAME": "bihuan", "USER": "bi", "PASSWORD": "", "HOST": "/run/postgresql", "PORT": ""},
        ),
    ],
)
def test_an_address_chooses_postgresql(tmp_path, address, expected):
    chosen = database(address, tmp_path)

    assert chosen["ENGINE"] == "django.db.backends.postgresql"
    assert {name: chosen[name] for name in expected} == expected


@pytest.mark.parametrize("address", ["mysql://x/y", "sqlite:///x", "nonsense"])
def test_another_scheme_is_refused(tmp_path, address):
    with pytest.raises(ValueError, match="postgresql://"):
        database(address, tmp_path)
