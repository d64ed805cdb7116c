"""Whether two texts say the same: what is a text's own, its digest, and a sketch to compare it by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

#: Texts shorter than this are alike by chance.
SHORTEST = 40
#: Characters of a piece, and pieces of a sketch.
PIECE = 3
PIECES = 128

_TITLE = re.compile("《[^《》]*》")
_NOT_SAID = re.compile(r"[\W_]+")


def essence(text: str, prescribed: Iterable[str] = ()) -> str:
    """The text's own words: without titles of documents, prescribed wording, spaces and punctuation.

    Nothing is left of a text too short to be told from another.
    """
    own = _TITLE.sub("", text)
    for phrase in prescribed:
        own = own.replace(phrase, "")
    own = _NOT_SAID.sub("", own)
    return own if len(own) >= SHORTEST else ""


def digest(own: str) -> str:
    return hashlib.sha256(own.encode()).hexdigest() if own else ""


def sketch(own: str) -> list[int]:
    """The smallest numbers of the text's pieces: alike texts have many in common, whatever their length."""
    pieces = {own[start : start + PIECE] for start in range(len(own) - PIECE + 1)}
    return sorted({_number(piece) for piece in pieces})[:PIECES]


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of pieces that two texts have in common, from their sketches."""
    mine, theirs = set(one), set(other)
    smallest = sorted(mine | theirs)[:PIECES]
    shared = mine & theirs
    return sum(number in shared for number in smallest) / len(smallest) if smallest else 0.0


def _number(piece: str) -> int:
    return int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=4).digest(), "big")
