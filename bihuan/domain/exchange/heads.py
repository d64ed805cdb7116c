"""Recognise a column by its head, whatever a sheet calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_NOISE = re.compile(r"[\s　:：*＊.。、\-—_]+")
_ASIDE = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]")


def bare(text: str) -> str:
    """A head without spaces and marks: ``整 改\\n措施：`` → ``整改措施``."""
    return _NOISE.sub("", text)


@dataclass(frozen=True, slots=True)
class Heads:
    """What columns are called, the longest names first. A text longer than ``longest`` is no head.

    A name also fits a head that ends with it or holds it, unless it stands in ``whole``.
    """

    codes: Mapping[str, str]
    longest: int
    whole: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, pairs: Iterable[tuple[str, str]], *, longest: int, whole: frozenset[str] = frozenset()
    ) -> Heads:
        """From pairs of a bare name and the code of its column."""
        return cls(dict(sorted(pairs, key=lambda pair: -len(pair[0]))), longest, whole)

    def code_of(self, texts: Sequence[str]) -> str | None:
        """The column that a head names. ``texts`` runs from above; the lowest decides if it can."""
        for text in reversed(texts):
            for candidate in dict.fromkeys((bare(text), bare(_ASIDE.sub("", text)))):
                if candidate and (code := self._code(candidate)):
                    return code
        return None

    def _code(self, text: str) -> str | None:
        if text in self.codes:
            return self.codes[text]
        if len(text) > self.longest:
            return None
        named = [(head, code) for head, code in self.codes.items() if head not in self.whole]
        ending = next((code for head, code in named if len(head) > 1 and text.endswith(head)), None)
        return ending or next((code for head, code in named if len(head) > 2 and head in text), None)
