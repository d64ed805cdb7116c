"""The command as a whole."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from bihuan.cli.main import COMMANDS, main
from tests.cli.installations import Said, empty


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_without_a_command_every_command_is_listed(capsys, arguments):
    assert main(arguments) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == list(COMMANDS)


def test_an_unknown_command_is_named_and_the_known_ones_listed(capsys):
    assert main(["fly"]) == 2

    assert capsys.readouterr().err.startswith("没有“fly”这个命令")


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("SELECT 1 FROM nowhere", False),
        ("SELECT former FROM organizations_unit", False),
        ("SELECT 1 +", True),
    ],
    ids=["no table", "no column", "another fault"],
)
def test_only_a_database_of_another_version_is_told_in_a_sentence(db, capsys, monkeypatch, statement, shown):
    def asks(arguments):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    monkeypatch.setattr("bihuan.cli.demo.run", asks)

    if shown:
        with pytest.raises(DatabaseError):
            main(["demo"])
    else:
        assert main(["demo"]) == 2
        assert capsys.readouterr().err == (
            "数据库还没有建立，或者是较旧的版本。请先运行 bihuan migrate，再重试。\n"
        )


def test_a_home_without_a_database_says_what_to_run_first(tmp_path):
    assert empty(tmp_path / "home").bihuan("demo") == Said(
        2, "", "数据库还没有建立，或者是较旧的版本。请先运行 bihuan migrate，再重试。\n"
    )
