"""``bihuan serve``: what it refuses before it starts. Serving itself is tested in the browser."""

from __future__ import annotations

import socket

from bihuan.cli import serve
from bihuan.cli.main import main


def test_a_port_in_use_is_said_and_nothing_is_started(settings, capsys, db):
    settings.BIHUAN_DEMO = False
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert main(["serve", "--port", str(port)]) == 2

    assert f"make run PORT={port + 1}" in capsys.readouterr().err


def test_a_free_port_is_not_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    assert not serve._is_taken("127.0.0.1", port)


def test_the_demo_is_refused_outside_demo_mode(settings, capsys):
    settings.BIHUAN_DEMO = False

    assert main(["serve", "--demo"]) == 2
    assert "make run" in capsys.readouterr().err
