"""Secrets at rest open with their key, in their place, unchanged; and in no other case."""

from __future__ import annotations

import pytest

from bihuan.core.seal import ID_LENGTH, Keys, Unsealable, id_of, new_key, seal, unseal

SECRET = "第二重验证的密钥".encode()
PLACE = "accounts.secondfactor:1"


def keys_of(*keys: bytes) -> Keys:
    return Keys({id_of(key): key for key in keys}, id_of(keys[-1]))


@pytest.fixture
def key() -> bytes:
    return new_key()


@pytest.fixture
def sealed(key) -> bytes:
    return seal(SECRET, keys=keys_of(key), place=PLACE)


@pytest.mark.parametrize("secret", [SECRET, b"", b"\0" * 100_000])
def test_what_was_sealed_is_opened_again(key, secret):
    keys = keys_of(key)

    assert unseal(seal(secret, keys=keys, place=PLACE), keys=keys, place=PLACE) == secret


def test_sealed_bytes_begin_with_the_id_of_their_key_and_hold_no_secret(key, sealed):
    assert sealed[:ID_LENGTH] == id_of(key).encode()
    assert SECRET not in sealed
    assert key not in sealed


def test_sealing_twice_gives_other_bytes(key, sealed):
    assert seal(SECRET, keys=keys_of(key), place=PLACE)[ID_LENGTH:] != sealed[ID_LENGTH:]


def test_an_old_key_still_opens_and_the_newest_seals(key, sealed):
    newer = new_key()
    keys = keys_of(key, newer)

    assert unseal(sealed, keys=keys, place=PLACE) == SECRET
    assert seal(SECRET, keys=keys, place=PLACE)[:ID_LENGTH] == id_of(newer).encode()


def test_without_its_key_nothing_opens(sealed):
    with pytest.raises(Unsealable):
        unseal(sealed, keys=keys_of(new_key()), place=PLACE)


def test_another_key_under_the_same_id_opens_nothing(key, sealed):
    with pytest.raises(Unsealable):
        unseal(sealed, keys=Keys({id_of(key): new_key()}, id_of(key)), place=PLACE)


def test_moved_to_another_place_it_stays_shut(key, sealed):
    with pytest.raises(Unsealable):
        unseal(sealed, keys=keys_of(key), place="accounts.secondfactor:2")


def test_one_changed_bit_anywhere_is_found(key, sealed):
    keys = keys_of(key)
    opened = []
    for number in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[number // 8] ^= 1 << number % 8
        try:
            opened.append(unseal(bytes(changed), keys=keys, place=PLACE))
        except Unsealable:
            continue

    assert opened == []


@pytest.mark.parametrize("length", [0, 1, 8, 19, 20, 35])
def test_what_is_cut_short_stays_shut(key, sealed, length):
    with pytest.raises(Unsealable):
        unseal(sealed[:length], keys=keys_of(key), place=PLACE)


def test_keys_do_not_show_when_printed(key):
    assert repr(key) not in repr(keys_of(key))
