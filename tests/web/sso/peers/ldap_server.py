"""A small directory that speaks LDAP over a real socket: bind, StartTLS, search by one value."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.protocol import rfc4511
from ldap3.utils.dn import parse_dn
from pyasn1.codec.ber import decoder, encoder
from pyasn1.error import SubstrateUnderrunError

SUCCESS, REFERRAL, INVALID, BUSY, UNSUPPORTED = 0, 10, 49, 51, 53
START_TLS = b"1.3.6.1.4.1.1466.20037"


@dataclass
class LdapServer:
    """Who is in it, what it was told, and how it misbehaves if a test wants it to."""

    address: str = ""
    #: The password of each entry by its name, and its attributes.
    entries: dict[str, tuple[str, dict[str, list[str]]]] = field(default_factory=dict)
    #: Other names under which an entry may bind.
    aliases: dict[str, str] = field(default_factory=dict)
    takes_tls: bool = True
    bind_answer: int | None = None
    is_mute: bool = False
    #: Name, password, and whether they came encrypted.
    binds: list[tuple[str, str, bool]] = field(default_factory=list)

    def add(self, name: str, password: str, **attributes: list[str]) -> None:
        self.entries[name] = (password, attributes)

    def bind(self, name: str, password: str, *, encrypted: bool) -> int:
        """Like many a directory: a name without a password is nobody, and welcome."""
        self.binds.append((name, password, encrypted))
        if self.bind_answer is not None:
            return self.bind_answer
        if not password:
            return SUCCESS
        entry = self.entries.get(self.aliases.get(name.casefold(), "")) or self._named(name)
        return SUCCESS if entry and entry[0] == password else INVALID

    def found(self, base: str, attribute: str, value: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
        """The entries below ``base`` with the value, whatever its capitals."""
        for name, (_, attributes) in self.entries.items():
            values = [each.casefold() for each in attributes.get(attribute, [])]
            if name.casefold().endswith(base.casefold()) and value.casefold() in values:
                yield name, attributes

    def _named(self, name: str) -> tuple[str, dict[str, list[str]]] | None:
        try:
            wanted = _normal(name)
        except LDAPInvalidDnError:
            return None
        return next((entry for each, entry in self.entries.items() if _normal(each) == wanted), None)


def _normal(name: str) -> list[tuple[str, str]]:
    return [(kind.casefold(), value.casefold()) for kind, value, _ in parse_dn(name, strip=True)]


class Conversation(socketserver.BaseRequestHandler):
    directory: LdapServer
    certificate: Path | None
    over_tls: bool

    def handle(self) -> None:
        self.encrypted = False
        if self.over_tls and not self._encrypt():
            return
        waiting = b""
        while piece := self._received():
            waiting += piece
            while waiting:
                try:
                    message, waiting = decoder.decode(waiting, asn1Spec=rfc4511.LDAPMessage())
                except SubstrateUnderrunError:
                    break
                if self.directory.is_mute or not self._answer(message):
                    return

    def _received(self) -> bytes:
        try:
            return self.request.recv(65536)
        except OSError:
            return b""

    def _encrypt(self) -> bool:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        try:
            self.request = context.wrap_socket(self.request, server_side=True)
        except (ssl.SSLError, OSError):
            return False
        self.encrypted = True
        return True

    def _answer(self, message: Any) -> bool:
        """Whether the conversation goes on."""
        number, asked = int(message["messageID"]), message["protocolOp"].getComponent()
        match message["protocolOp"].getName():
            case "bindRequest":
                password = str(asked["authentication"].getComponentByName("simple"))
                code = self.directory.bind(str(asked["name"]), password, encrypted=self.encrypted)
                self._send(number, "bindResponse", _result(rfc4511.BindResponse(), code))
            case "searchRequest":
                self._search(number, asked)
            case "extendedReq" if bytes(asked["requestName"]) == START_TLS:
                code = SUCCESS if self.directory.takes_tls and self.certificate else UNSUPPORTED
                self._send(number, "extendedResp", _result(rfc4511.ExtendedResponse(), code))
                return code != SUCCESS or self._encrypt()
            case _:
                return False
        return True

    def _search(self, number: int, asked: Any) -> None:
        test = asked["filter"]["equalityMatch"]
        wanted = (
            str(asked["baseObject"]),
            str(test["attributeDesc"]),
            bytes(test["assertionValue"]).decode(),
        )
        for name, attributes in self.directory.found(*wanted):
            self._send(number, "searchResEntry", _entry(name, attributes))
        self._send(number, "searchResDone", _result(rfc4511.SearchResultDone(), SUCCESS))

    def _send(self, number: int, kind: str, content: Any) -> None:
        message, operation = rfc4511.LDAPMessage(), rfc4511.ProtocolOp()
        operation[kind] = content
        message["messageID"], message["protocolOp"] = rfc4511.MessageID(number), operation
        self.request.sendall(encoder.encode(message))


def _result(content: Any, code: int) -> Any:
    content["resultCode"] = rfc4511.ResultCode(code)
    content["matchedDN"] = rfc4511.LDAPDN("")
    content["diagnosticMessage"] = rfc4511.LDAPString("")
    return content


def _entry(name: str, attributes: dict[str, list[str]]) -> Any:
    content, listed = rfc4511.SearchResultEntry(), rfc4511.PartialAttributeList()
    for place, (kind, values) in enumerate(attributes.items()):
        attribute, vals = rfc4511.PartialAttribute(), rfc4511.Vals()
        attribute["type"] = rfc4511.AttributeDescription(kind)
        for number, value in enumerate(values):
            vals[number] = rfc4511.AttributeValue(value)
        attribute["vals"] = vals
        listed[place] = attribute
    content["object"], content["attributes"] = rfc4511.LDAPDN(name), listed
    return content


@contextmanager
def ldap_server(*, certificate: Path | None = None, over_tls: bool = False) -> Iterator[LdapServer]:
    """Answer on this machine; ``over_tls`` from the first byte, otherwise after StartTLS or not at all."""
    directory = LdapServer()
    kind = type(
        "Here", (Conversation,), {"directory": directory, "certificate": certificate, "over_tls": over_tls}
    )
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        directory.address = f"{'ldaps' if over_tls else 'ldap'}://127.0.0.1:{server.server_address[1]}"
        yield directory
        server.shutdown()
        thread.join()


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
