"""``bihuan serve`` on an empty database and over https, as a process of its own that is really asked."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.installations import ROOT, Installation, empty

SECONDS = 60


@pytest.fixture
def fresh(tmp_path) -> Installation:
    return empty(tmp_path / "home", demo=False, database="sqlite")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(installation: Installation, *arguments: object) -> Iterator[tuple[int, Path]]:
    """The port that answers, and what the process printed until then."""
    port, log = free_port(), installation.home.with_suffix(".log")
    command = [
        str(Path(sys.executable).with_name("bihuan")),
        "serve",
        "--port",
        str(port),
        *map(str, arguments),
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=installation.environment(), stdout=out, stderr=out)
    try:
        deadline = time.monotonic() + SECONDS
        while not _listens(port):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield port, log
    finally:
        process.terminate()
        process.wait(SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def asked(connection: http.client.HTTPConnection, path: str) -> http.client.HTTPResponse:
    connection.request("GET", path)
    return connection.getresponse()


def test_without_a_certificate_other_machines_are_not_served(fresh):
    said = fresh.bihuan("serve", "--host", "0.0.0.0", "--port", free_port())

    assert (said.code, said.out) == (2, "")
    assert "bihuan setup --certificate self --name" in said.err


def test_over_https_with_the_certificate_of_this_home(fresh):
    made = fresh.bihuan("setup", "--certificate", "self", "--name", "bihuan.example")
    plain = free_port()
    trusted = ssl.create_default_context(cafile=fresh.home / "keys/certificate.pem")

    with served(fresh, "--host", "0.0.0.0", "--plain-port", plain) as (port, log):
        answer = asked(http.client.HTTPSConnection("127.0.0.1", port, context=trusted), "/setup/")
        body = answer.read().decode()
        elsewhere = asked(http.client.HTTPConnection("127.0.0.1", plain), "/ledger/?secret")
        page = elsewhere.read().decode()
        said = log.read_text()

    assert (answer.status, "设置码" in body) == (200, True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert all("; Secure" in cookie for cookie in answer.headers.get_all("Set-Cookie"))
    assert answer.headers["Set-Cookie"].startswith("__Host-bihuan_")
    assert (elsewhere.status, f'href="https://bihuan.example:{port}/"' in page) == (403, True)
    assert "secret" not in page
    assert re.search("指纹（SHA-256）：(.*)", said)[1] == re.search("指纹（SHA-256）：(.*)", made.out)[1]


def test_an_unknown_host_is_refused_over_https_too(fresh):
    fresh.bihuan("setup", "--certificate", "self", "--name", "bihuan.example")
    trusted = ssl.create_default_context(cafile=fresh.home / "keys/certificate.pem")

    with served(fresh) as (port, _):
        connection = http.client.HTTPSConnection("localhost", port, context=trusted)
        connection.request("GET", "/setup/", headers={"Host": "elsewhere.example"})

        assert connection.getresponse().status == 400


def test_a_certificate_that_ended_stops_the_start(fresh):
    fresh.bihuan("setup", "--certificate", "self", "--name", "bihuan.example")
    fresh.python("""
        import datetime
        from pathlib import Path
        from django.conf import settings
        from bihuan.core import certificates
        long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        pair = certificates.made(["bihuan.example"], now=long_ago)
        for name, content in zip(("certificate.pem", "certificate.key"), pair):
            (Path(settings.BIHUAN_HOME) / "keys" / name).write_bytes(content)
    """)

    said = fresh.bihuan("serve", "--port", free_port())

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("证书已于2022-04-05到期。请再运行一次 bihuan setup --certificate")


def test_an_empty_installation_says_where_to_begin_and_leads_there(fresh):
    with served(fresh) as (port, log):
        said = log.read_text()
        answer = asked(http.client.HTTPConnection("127.0.0.1", port), "/ledger/")

    code = re.search(r"设置码：([A-Z2-9]{4}(?:-[A-Z2-9]{4}){4})\n", said)[1]
    kept = fresh.home / "keys" / "setup-code"
    assert f"http://127.0.0.1:{port}/setup/\n" in said
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == (code, 0o600)
    assert (answer.status, answer.headers["Location"]) == (302, "/setup/")


def test_once_set_up_the_code_is_gone(fresh):
    with served(fresh):
        pass
    assert (fresh.home / "keys/setup-code").exists()

    fresh.bihuan("setup", "--unit", "青禾县水务局", "--sysadmin", "管一铭", "801", "guanyiming")
    assert not (fresh.home / "keys/setup-code").exists()
    with served(fresh) as (port, log):
        answer = asked(http.client.HTTPConnection("127.0.0.1", port), "/setup/")

        assert answer.status == 404
        assert "设置码" not in log.read_text()
