"""What a directory is asked, what of it is believed, and what it is never told."""

from __future__ import annotations

import ldap3
import pytest

from bihuan.web.sso import directory
from bihuan.web.sso.directory import name_proven
from bihuan.web.sso.failures import NotProven, PeerSilent
from bihuan.web.sso.kinds import Directory
from tests.web.sso.peers.certificates import certificate
from tests.web.sso.peers.ldap_server import BUSY, REFERRAL, closed_port, ldap_server

PEOPLE = "ou=people,dc=qinghe,dc=example"
BIND_AS = f"uid={{name}},{PEOPLE}"
PASSWORD = "only-for-tests"


@pytest.fixture
def server():
    with ldap_server() as started:
        started.add(f"uid=clerk,{PEOPLE}", PASSWORD, uid=["clerk"])
        yield started


def setting(peer, **more) -> Directory:
    return Directory(**{"server": peer.address, "bind_as": BIND_AS, "base": PEOPLE} | more)


@pytest.mark.parametrize(
    ("name", "password", "expected"),
    [
        ("clerk", PASSWORD, "clerk"),
        ("clerk", "wrong", None),
        ("nobody", PASSWORD, None),
        ("clerk", PASSWORD.upper(), None),
    ],
)
def test_name_and_password_are_the_directorys_to_judge(server, name, password, expected):
    assert name_proven(setting(server), name, password) == expected
    assert server.binds == [(f"uid={name},{PEOPLE}", password, False)]


def test_the_name_is_as_the_directory_writes_it(server):
    """It takes capitals for small letters; two of our users may differ in nothing else."""
    assert name_proven(setting(server), "CLERK", PASSWORD) == "clerk"


@pytest.mark.parametrize(("name", "password"), [("clerk", ""), ("", PASSWORD), ("", "")])
def test_without_a_password_nothing_is_asked(server, name, password):
    """The directory would welcome a bind without password as nobody."""
    assert name_proven(setting(server), name, password) is None
    assert server.binds == []


@pytest.mark.parametrize("name", ["clerk\0", "cl\nerk", "\x7fclerk"])
def test_control_characters_are_in_no_name(server, name):
    assert name_proven(setting(server), name, PASSWORD) is None
    assert server.binds == []


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("clerk,ou=chiefs", r"uid=clerk\,ou\=chiefs"),
        ("clerk+uid=x", r"uid=clerk\+uid\=x"),
        (' "<>;\\', r"uid=\ \"\<\>\;\\"),
        ("#clerk", r"uid=\#clerk"),
    ],
)
def test_what_is_typed_stays_one_value_of_the_name(server, name, asked):
    assert name_proven(setting(server), name, PASSWORD) is None
    assert [bound for bound, _, _ in server.binds] == [f"{asked},{PEOPLE}"]


def test_characters_of_the_filter_stay_characters(server):
    """A name that would find everybody finds only its owner."""
    server.add(rf"uid=*)(uid\=*,{PEOPLE}", "another", uid=["*)(uid=*"])

    assert name_proven(setting(server), "*)(uid=*", "another") == "*)(uid=*"


def test_a_name_in_a_domain_is_bound_as_such_and_found_by_its_attribute(server):
    server.add(f"cn=Shen,{PEOPLE}", PASSWORD, sAMAccountName=["shen"])
    server.aliases["shen@qinghe.example"] = f"cn=Shen,{PEOPLE}"
    kind = setting(server, bind_as="{name}@qinghe.example", attribute="sAMAccountName")

    assert name_proven(kind, "shen", PASSWORD) == "shen"


@pytest.mark.parametrize("name", ["shen@another.example", "ANOTHER\\shen", "another/shen"])
def test_nobody_gets_into_another_domain(server, name):
    assert name_proven(setting(server, bind_as="{name}@qinghe.example"), name, PASSWORD) is None
    assert server.binds == []


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({}, "0 entries of that name"),
        ({"uid=clerk,ou=a,": ["clerk"], "uid=clerk,ou=b,": ["clerk"]}, "2 entries of that name"),
        ({"cn=c,": ["Clerk", "other"]}, "2 names in the entry"),
    ],
)
def test_a_password_without_one_entry_of_that_name_proves_nothing(server, entries, reason):
    (password, _), server.entries = server.entries.popitem()[1], {}
    server.add("uid=clerk,dc=qinghe,dc=example", password)
    for start, names in entries.items():
        server.add(f"{start}{PEOPLE}", "another", uid=names)
    kind = setting(server, bind_as="uid={name},dc=qinghe,dc=example")

    with pytest.raises(NotProven) as refused:
        name_proven(kind, "clerk", PASSWORD)

    assert refused.value.detail == reason


def test_one_of_several_names_may_be_typed(server):
    server.entries = {f"uid=clerk,{PEOPLE}": (PASSWORD, {"uid": ["other", "clerk"]})}

    assert name_proven(setting(server), "clerk", PASSWORD) == "clerk"


@pytest.mark.parametrize("answer", [BUSY, REFERRAL])
def test_an_answer_that_is_neither_yes_nor_no_is_no_wrong_password(server, answer):
    server.bind_answer = answer

    with pytest.raises(PeerSilent):
        name_proven(setting(server), "clerk", PASSWORD)


def test_a_directory_that_is_down_is_said_to_be(server):
    with pytest.raises(PeerSilent):
        name_proven(setting(server, server=f"ldap://127.0.0.1:{closed_port()}"), "clerk", PASSWORD)


def test_a_directory_that_never_answers_is_not_waited_for(server, monkeypatch):
    monkeypatch.setattr(directory, "ANSWER_WITHIN", 1)
    server.is_mute = True

    with pytest.raises(PeerSilent):
        name_proven(setting(server), "clerk", PASSWORD)


@pytest.mark.parametrize(
    ("address", "known", "expected"),
    [("127.0.0.1", True, "clerk"), ("127.0.0.1", False, PeerSilent), ("127.0.0.2", True, PeerSilent)],
)
@pytest.mark.parametrize("over_tls", [True, False])
def test_the_password_goes_only_to_a_server_that_proves_who_it_is(
    tmp_path, monkeypatch, over_tls, address, known, expected
):
    """Over ldaps and after StartTLS: a certificate for its address, signed by whom we trust."""
    file = certificate(tmp_path, address=address)
    monkeypatch.setattr(directory, "is_protected", lambda server, **schemes: over_tls)
    with ldap_server(certificate=file, over_tls=over_tls) as server:
        server.add(f"uid=clerk,{PEOPLE}", PASSWORD, uid=["clerk"])
        kind = setting(server, ca=str(file) if known else "")
        try:
            found = name_proven(kind, "clerk", PASSWORD)
        except PeerSilent:
            found = PeerSilent

    assert found == expected
    assert [encrypted for _, _, encrypted in server.binds] == ([True] if expected == "clerk" else [])


def test_a_server_elsewhere_that_refuses_to_encrypt_is_told_nothing(server, monkeypatch):
    monkeypatch.setattr(directory, "is_protected", lambda server, **schemes: False)

    with pytest.raises(PeerSilent):
        name_proven(setting(server), "clerk", PASSWORD)

    assert server.binds == []


@pytest.mark.parametrize(("password", "expected"), [(PASSWORD, "clerk"), ("wrong", None)])
def test_another_implementation_of_a_directory_agrees(monkeypatch, password, expected):
    """ldap3's own stand-in for a server, in place of ours."""

    def mocked(kind, bind_as, password):
        connection = ldap3.Connection(
            ldap3.Server("stand-in", get_info=ldap3.NONE), bind_as, password, client_strategy=ldap3.MOCK_SYNC
        )
        connection.strategy.add_entry(bind_as, {"userPassword": PASSWORD, "uid": "clerk", "sn": "clerk"})
        return connection

    monkeypatch.setattr(directory, "connection_for", mocked)

    assert name_proven(Directory("ldap://127.0.0.1", BIND_AS, PEOPLE), "clerk", password) == expected
