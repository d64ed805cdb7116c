"""The ways of signing in elsewhere, each with what it needs to know; an installation has one or none."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Oidc:
    """A provider of OpenID Connect; ``claim`` says which of its claims is our user name."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claim: str = "sub"
    scopes: tuple[str, ...] = ("openid",)
    ca: str = ""

    @property
    def title(self) -> str:
        return "OIDC"

    def __str__(self) -> str:
        return f"OIDC（{self.issuer}）"


@dataclass(frozen=True, slots=True)
class Cas:
    """A CAS server, by the address above its ``login`` page."""

    server: str
    ca: str = ""

    @property
    def title(self) -> str:
        return "CAS"

    def __str__(self) -> str:
        return f"CAS（{self.server}）"


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory that speaks LDAP.

    ``bind_as`` is the name under which a user binds, with ``{name}`` for what was typed; the user's entry is
    then looked for below ``base`` by ``attribute``, whose value is our user name.
    """

    server: str
    bind_as: str
    base: str
    attribute: str = "uid"
    ca: str = ""

    @property
    def title(self) -> str:
        return "LDAP"

    def __str__(self) -> str:
        return f"LDAP（{self.server}）"


Kind = Oidc | Cas | Directory


def is_protected(address: str, *, encrypted: str, plain: str) -> bool:
    """Whether nobody on the way can read along: the encrypted scheme, or this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == encrypted or (parts.scheme == plain and _is_here(host)))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
