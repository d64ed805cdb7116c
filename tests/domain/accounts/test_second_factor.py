"""Codes: RFC 6238, a window of one step on either side, each step once; recovery codes on paper."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts import second_factor
from bihuan.domain.accounts.second_factor import LETTERS, PLACES, step_of

#: The secret of RFC 6238, appendix B ("12345678901234567890"), with its last six digits at given moments.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC = [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
       (2000000000, "279037"), (20000000000, "353130")]  # fmt: skip


@pytest.mark.parametrize(("moment", "code"), RFC)
def test_codes_are_those_of_the_standard(moment, code):
    assert step_of(SECRET, code, now=moment, after=0) == moment // 30


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-31, None), (-30, 41152263), (0, 41152263), (29, 41152263), (59, 41152263), (60, None), (3600, None)],
)
def test_a_code_is_taken_one_step_early_or_late_and_no_further(seconds, expected):
    start = 41152263 * 30

    assert step_of(SECRET, "005924", now=start + seconds, after=0) == expected


@pytest.mark.parametrize(
    ("after", "expected"), [(41152262, 41152263), (41152263, None), (41152264, None), (2**40, None)]
)
def test_a_step_that_was_used_is_never_taken_again(after, expected):
    assert step_of(SECRET, "005924", now=1234567890, after=after) == expected


@pytest.mark.parametrize("code", ["", "05924", "0059240", "005925", "a05924", "汉字汉字汉字", "005924\n"])
def test_anything_else_is_no_code(code):
    assert step_of(SECRET, code, now=1234567890, after=0) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("005924", "005924"),
        ("００５９２４", "005924"),
        (" 005 924 ", "005924"),
        ("abcd-efgh-jkmn", "ABCDEFGHJKMN"),
        ("ABCD—EFGH　JKMN", "ABCDEFGHJKMN"),
        ("", ""),
    ],
)
def test_what_was_typed_is_read_as_it_was_meant(typed, expected):
    assert second_factor.tidied(typed) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("005924", True),
        ("05924", False),
        ("0059244", False),
        ("00592a", False),
        ("٠٠٥٩٢٤", False),
        ("", False),
    ],
)
def test_six_digits_are_plain_digits(code, expected):
    assert second_factor.is_six_digits(code) is expected


def test_a_secret_has_160_bits_and_no_other_is_like_it():
    secrets = {second_factor.new_secret() for _ in range(100)}

    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == 100


def test_the_address_names_the_product_and_the_user():
    address = second_factor.address_of(SECRET, "clerk")

    assert address == f"otpauth://totp/%E9%97%AD%E7%8E%AF:clerk?secret={SECRET}&issuer=%E9%97%AD%E7%8E%AF"


def test_ten_recovery_codes_each_of_its_own_place():
    codes = second_factor.new_recovery_codes()

    assert [code[0] for code in codes] == list(PLACES)
    assert {len(code) for code in codes} == {14}
    assert set("".join(codes)) <= {*LETTERS, "-"}
    assert len({code[1:] for code in codes}) == 10


def test_no_letter_of_a_code_is_read_for_another():
    assert set("0O1I") & set(LETTERS) == set()
    assert len(set(LETTERS)) == 32
    assert set(PLACES) <= set(LETTERS)


def test_only_hashes_of_recovery_codes_are_stored():
    codes = second_factor.new_recovery_codes()

    stored = second_factor.hashed(codes)

    assert sorted(stored) == sorted(PLACES)
    assert [code for code in codes if code in str(stored) or code.replace("-", "") in str(stored)] == []


def test_every_recovery_code_opens_its_own_place_and_no_other():
    codes = second_factor.new_recovery_codes()
    stored = second_factor.hashed(codes)

    opened = [second_factor.place_of(second_factor.tidied(code), stored) for code in codes]
    moved = [second_factor.place_of("B" + second_factor.tidied(code)[1:], stored) for code in codes]

    assert opened == list(PLACES)
    assert moved == [None, "B", *[None] * 8]


@pytest.mark.parametrize("code", ["", "A", "AAAAAAAAAAAA", "ZAAAAAAAAAAA", "005924", "汉" * 12, "A" * 500])
def test_nothing_else_opens_a_place(code):
    assert second_factor.place_of(code, second_factor.hashed(second_factor.new_recovery_codes())) is None
