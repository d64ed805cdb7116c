"""Hashes as short codes for paper: four groups of five characters, the last one a check.

The alphabet has no I, L, O and U, so that nothing is mistaken; small letters and the figures that resemble a
letter are understood. The check finds every single wrong character and every two characters swapped.
"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 20, 5
BITS = 5 * (LENGTH - 1)

_LOOKALIKES = str.maketrans("ILO", "110")
_MODULUS = 0b100101  # x^5 + x^2 + 1, primitive: the 31 powers of x are all different


class Miswritten(ValueError):
    """What was typed is not a code; ``str()`` is the sentence for the user."""


def of_hash(digest: str) -> str:
    """The code of a hexadecimal hash: its first 95 bits and the check."""
    number = int(digest, 16) >> (4 * len(digest) - BITS)
    values = [number >> shift & 31 for shift in range(BITS - 5, -1, -5)]
    values.append(_doubled(_remainder(values)))
    return _grouped("".join(ALPHABET[value] for value in values))


def read(written: str) -> str:
    """The code as it was printed, from what somebody typed.

    :raises Miswritten: if the length, a character or the check is wrong.
    """
    letters = "".join(written.split()).replace("-", "").upper().translate(_LOOKALIKES)
    if len(letters) != LENGTH:
        raise Miswritten(f"校验码应有{LENGTH}个字符，现有{len(letters)}个。")
    if strange := sorted(set(letters) - set(ALPHABET)):
        raise Miswritten(f"校验码里不会有“{'、'.join(strange)}”。")
    if _remainder([ALPHABET.index(letter) for letter in letters]):
        raise Miswritten("校验码抄错了，请逐个字符核对。")
    return _grouped(letters)


def known_hex(code: str) -> str:
    """The hexadecimal digits with which every hash of this code begins."""
    number = 0
    for letter in code.replace("-", "")[:-1]:
        number = number << 5 | ALPHABET.index(letter)
    whole, loose = divmod(BITS, 4)
    return f"{number >> loose:0{whole}x}"


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _remainder(values: list[int]) -> int:
    """The values as a polynomial over the field of 32 elements, at x; 0 for a whole code."""
    sum_so_far = 0
    for value in values:
        sum_so_far = _doubled(sum_so_far) ^ value
    return sum_so_far


def _doubled(value: int) -> int:
    """Times x in the field of 32 elements."""
    value <<= 1
    return value ^ _MODULUS if value & 32 else value
