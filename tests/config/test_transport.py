"""How the product is reached follows from its certificate, unless a setting says otherwise."""

from __future__ import annotations

import datetime

import pytest

from bihuan.config.transport import allowed_hosts, speaks_tls
from bihuan.core import certificates

OWN = ["127.0.0.1", "localhost", "[::1]"]


@pytest.fixture
def keys(tmp_path):
    """A folder with a certificate for a name, an address and a family of names."""
    now = datetime.datetime.now(datetime.UTC)
    certificate, key = certificates.made(["bihuan.example", "fd00::5", "*.qinghe.example"], now=now)
    (tmp_path / certificates.CERTIFICATE).write_bytes(certificate)
    (tmp_path / certificates.KEY).write_bytes(key)
    return tmp_path


def test_with_a_certificate_it_speaks_tls_for_the_names_of_that(keys):
    assert speaks_tls({}, keys)
    assert allowed_hosts({}, keys) == ["bihuan.example", "[fd00::5]", ".qinghe.example", *OWN]


def test_without_one_it_is_plain_and_for_this_machine(tmp_path):
    assert not speaks_tls({}, tmp_path)
    assert allowed_hosts({}, tmp_path) == OWN


def test_settings_go_first(tmp_path, keys):
    assert speaks_tls({"BIHUAN_TLS": "1"}, tmp_path / "none")
    assert allowed_hosts({"BIHUAN_HOSTS": "a.example,b.example"}, keys) == ["a.example", "b.example"]


def test_a_pair_that_does_not_fit_stops_no_command(keys):
    (keys / certificates.KEY).write_bytes(b"nonsense")

    assert allowed_hosts({}, keys) == OWN
