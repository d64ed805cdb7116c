"""Plain http elsewhere than on this machine is told the way, whatever it asks with."""

from __future__ import annotations

import http.client

import pytest

from bihuan.cli.plain_answer import HEADERS, METHODS, answer_plainly

ADDRESS = "https://oa.qinghe.example:8443/"


@pytest.fixture
def asked():
    """Ask with a method; the status, the headers and the page."""
    server = answer_plainly("127.0.0.1", 0, address=ADDRESS)

    def asked(method: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request(method, "/ledger/?secret")
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()

    yield asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_told_where_to_go(asked, method):
    status, headers, page = asked(method)

    assert (status, headers.items() >= HEADERS.items()) == (403, True)
    assert (ADDRESS in page) is (method != "HEAD")
    assert "secret" not in page


def test_a_method_that_no_browser_uses_is_not_known(asked):
    assert asked("TRACE")[0] == 501
