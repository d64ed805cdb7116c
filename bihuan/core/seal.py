"""Secrets at rest: AES-256-GCM, the sealed bytes beginning with the id of their key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
#: A key's id is the start of its digest: eight letters that say which key, and nothing about it.
ID_LENGTH = 8
NONCE_BYTES = 12


class Unsealable(Exception):
    """The bytes cannot be opened: their key is not here, they were changed, or they belong elsewhere."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of an installation by their ids. New secrets are sealed with the ``newest``."""

    by_id: Mapping[str, bytes]
    newest: str


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def id_of(key: bytes) -> str:
    return hashlib.sha256(b"bihuan key id" + key).hexdigest()[:ID_LENGTH]


def seal(plain: bytes, *, keys: Keys, place: str) -> bytes:
    """Seal a secret for one place, such as ``accounts.secondfactor:KEY``: nowhere else can it be opened."""
    head = keys.newest.encode("ascii")
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + AESGCM(keys.by_id[keys.newest]).encrypt(nonce, plain, _bound(head, place))


def unseal(sealed: bytes, *, keys: Keys, place: str) -> bytes:
    """The secret again.

    :raises Unsealable: if the key is missing, a byte was changed, or it was sealed for another place.
    """
    head, nonce = sealed[:ID_LENGTH], sealed[ID_LENGTH : ID_LENGTH + NONCE_BYTES]
    try:
        key = keys.by_id[head.decode("ascii")]
        return AESGCM(key).decrypt(nonce, sealed[ID_LENGTH + NONCE_BYTES :], _bound(head, place))
    except (KeyError, UnicodeDecodeError, ValueError, InvalidTag) as failure:
        raise Unsealable from failure


def _bound(head: bytes, place: str) -> bytes:
    return head + b" " + place.encode()
