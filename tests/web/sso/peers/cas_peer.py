"""A small CAS server: a page that sends back with a ticket, and the check of tickets."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.sax.saxutils import escape

from .serving import QuietHandler, serving

FRAME = '<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{}</cas:serviceResponse>'


@dataclass
class CasPeer:
    server: str = ""
    person: str = "clerk"
    #: What stands before the user in the answer, and whole answers in its place: (status, body, headers).
    instead: tuple[int, bytes, dict[str, str]] | None = None
    #: For which address each ticket was given.
    tickets: dict[str, str] = field(default_factory=dict)
    checked: list[str] = field(default_factory=list)

    def way_back(self, service: str) -> str:
        ticket = f"ST-1-{secrets.token_urlsafe(16)}"
        self.tickets[ticket] = service
        return f"{service}{'&' if '?' in service else '?'}{urlencode({'ticket': ticket})}"

    def verdict(self, ticket: str, service: str) -> bytes:
        """A ticket is good for once, for the address for which it was given."""
        self.checked.append(ticket)
        if self.tickets.pop(ticket, None) != service:
            return FRAME.format('<cas:authenticationFailure code="INVALID_TICKET"/>').encode()
        user = f"<cas:user>{escape(self.person)}</cas:user>"
        return FRAME.format(f"<cas:authenticationSuccess>{user}</cas:authenticationSuccess>").encode()


@contextmanager
def cas_peer() -> Iterator[CasPeer]:
    peer = CasPeer()

    class Handler(QuietHandler):
        def respond(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/cas/login":
                self.answer(b"", status=302, Location=peer.way_back(asked["service"]))
            elif peer.instead:
                status, body, headers = peer.instead
                self.answer(body, status=status, kind="text/xml", **headers)
            else:
                self.answer(peer.verdict(asked["ticket"], asked["service"]), kind="text/xml")

    with serving(Handler) as address:
        peer.server = f"{address}/cas/"
        yield peer
