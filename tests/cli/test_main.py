"""The command as a whole."""

from __future__ import annotations

import pytest

from bihuan.cli.main import COMMANDS, main


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_without_a_command_every_command_is_listed(capsys, arguments):
    assert main(arguments) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == list(COMMANDS)


def test_an_unknown_command_is_named_and_the_known_ones_listed(capsys):
    assert main(["fly"]) == 2

    assert capsys.readouterr().err.startswith("没有“fly”这个命令")
