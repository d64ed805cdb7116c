"""Codes for paper: printed, typed again, and never mistaken for another."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.trail import code_words
from bihuan.domain.trail.code_words import ALPHABET, Miswritten

HASH = hashlib.sha256(b"bihuan").hexdigest()
CODE = code_words.of_hash(HASH)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


def letters(code):
    return code.replace("-", "")


def test_a_code_is_four_groups_of_five():
    assert CODE == "ZMVMQ-T6QCQ-6A9AY-PPYYJ"


@given(hashes)
def test_a_code_is_read_as_it_was_printed(digest):
    code = code_words.of_hash(digest)

    assert code_words.read(code) == code
    assert digest.startswith(code_words.known_hex(code))
    assert len(code_words.known_hex(code)) == 23


@given(hashes, hashes)
def test_other_hashes_have_other_codes(one, other):
    assert (code_words.of_hash(one) == code_words.of_hash(other)) == (
        int(one, 16) >> 256 - code_words.BITS == int(other, 16) >> 256 - code_words.BITS
    )


@pytest.mark.parametrize(
    "written",
    [CODE.lower(), letters(CODE), f" {CODE.replace('-', ' ')}\n"],
)
def test_how_a_person_types_it_does_not_matter(written):
    assert code_words.read(written) == CODE


def test_letters_that_look_like_figures_are_read_as_figures():
    zeros, ones = code_words.of_hash("0" * 64), code_words.of_hash("08421" * 12 + "0842")

    assert (zeros[:18], ones[:18]) == ("00000-00000-00000-", "11111-11111-11111-")
    assert code_words.read(zeros.replace("0", "o").replace("o", "O", 3)) == zeros
    assert code_words.read(ones.replace("1", "l").replace("l", "I", 3)) == ones


@pytest.mark.parametrize("digest", [HASH, "0" * 64, "f" * 64])
def test_every_single_wrong_character_is_found(digest):
    right = letters(code_words.of_hash(digest))

    for at, letter in enumerate(right):
        for other in set(ALPHABET) - {letter}:
            with pytest.raises(Miswritten, match="抄错了"):
                code_words.read(right[:at] + other + right[at + 1 :])


@given(hashes, st.data())
def test_every_two_characters_swapped_are_found(digest, data):
    right = list(letters(code_words.of_hash(digest)))
    one, other = data.draw(st.sampled_from([(i, j) for i in range(20) for j in range(i)]))
    swapped = right.copy()
    swapped[one], swapped[other] = swapped[other], swapped[one]

    if swapped == right:
        assert code_words.read("".join(swapped))
    else:
        with pytest.raises(Miswritten):
            code_words.read("".join(swapped))


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("", "校验码应有20个字符，现有0个。"),
        (CODE[:-1], "校验码应有20个字符，现有19个。"),
        (CODE + "0", "校验码应有20个字符，现有21个。"),
        ("U" + CODE[1:], "校验码里不会有“U”。"),
        ("号" + CODE[1:-1] + "*", "校验码里不会有“*、号”。"),
    ],
)
def test_what_is_not_a_code_is_refused_with_the_reason(written, complaint):
    with pytest.raises(Miswritten) as failure:
        code_words.read(written)

    assert str(failure.value) == complaint
