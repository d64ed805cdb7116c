"""A name and a password, proven by a directory. Loaded only where LDAP is set: ``ldap3`` is an extra."""

from __future__ import annotations

import ssl
import unicodedata

import ldap3
from ldap3.core.exceptions import LDAPException
from ldap3.core.results import RESULT_INVALID_CREDENTIALS, RESULT_INVALID_DN_SYNTAX, RESULT_SUCCESS
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

from .failures import NotProven, PeerSilent
from .kinds import Directory, is_protected

CONNECT_WITHIN, ANSWER_WITHIN = 3, 5
#: What would turn one name into another where a user binds as name@domain or DOMAIN\\name.
OTHER_DOMAIN = set("@\\/")


def name_proven(directory: Directory, name: str, password: str) -> str | None:
    """The user's name as the directory writes it, or None if it does not take name and password.

    An empty password is never sent: many directories answer it with a sign-in of nobody (RFC 4513 §5.1.2).

    :raises PeerSilent: if the directory does not answer, or not by an encrypted way.
    :raises NotProven: if it takes the password but does not show exactly one entry of that name.
    """
    if not password or not _is_fit(name, directory):
        return None
    connection = connection_for(directory, bind_name(directory, name), password)
    try:
        _reach(connection, directory)
        connection.bind()
        return _own_name(connection, directory, name) if _is_taken(connection) else None
    except (LDAPException, OSError) as failure:
        raise PeerSilent(type(failure).__name__) from failure
    finally:
        _leave(connection)


def bind_name(directory: Directory, name: str) -> str:
    """Under which name the user binds; what was typed stays one value, whatever characters it holds."""
    value = escape_rdn(name) if "=" in directory.bind_as else name
    return directory.bind_as.replace("{name}", value)


def connection_for(directory: Directory, bind_as: str, password: str) -> ldap3.Connection:
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=directory.ca or None)
    server = ldap3.Server(
        directory.server,
        tls=tls,
        get_info=ldap3.NONE,
        connect_timeout=CONNECT_WITHIN,
        allowed_referral_hosts=[],
    )
    return ldap3.Connection(
        server,
        user=bind_as,
        password=password,
        client_strategy=ldap3.SYNC,
        auto_referrals=False,
        read_only=True,
        check_names=False,
        receive_timeout=ANSWER_WITHIN,
    )


def _is_fit(name: str, directory: Directory) -> bool:
    return _is_plain(name) and ("=" in directory.bind_as or OTHER_DOMAIN.isdisjoint(name))


def _is_plain(text: object) -> bool:
    """A text, not empty, without control characters."""
    if not isinstance(text, str) or not text:
        return False
    return not any(unicodedata.category(character) == "Cc" for character in text)


def _reach(connection: ldap3.Connection, directory: Directory) -> None:
    """Open the way, encrypted before anything is said, except on this machine."""
    connection.open()
    if not is_protected(directory.server, encrypted="ldaps", plain="ldap"):
        connection.start_tls()


def _is_taken(connection: ldap3.Connection) -> bool:
    code = connection.result["result"]
    if code in {RESULT_INVALID_CREDENTIALS, RESULT_INVALID_DN_SYNTAX}:
        return False
    if code != RESULT_SUCCESS:
        raise PeerSilent(f"bind answered {code}")
    return True


def _own_name(connection: ldap3.Connection, directory: Directory, name: str) -> str:
    """The name as it stands in the user's own entry: directories take names for equal that we do not."""
    asked = f"({directory.attribute}={escape_filter_chars(name)})"
    connection.search(directory.base, asked, attributes=[directory.attribute], size_limit=2)
    entries = [found for found in connection.response if found["type"] == "searchResEntry"]
    if len(entries) != 1:
        raise NotProven(f"{len(entries)} entries of that name")
    values = _texts(entries[0]["attributes"].get(directory.attribute))
    if name in values:
        return name
    if len(values) != 1:
        raise NotProven(f"{len(values)} names in the entry")
    return values[0]


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if _is_plain(text)]


def _leave(connection: ldap3.Connection) -> None:
    try:
        connection.unbind()
    except (LDAPException, OSError):
        return
