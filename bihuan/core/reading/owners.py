"""Who answers for an item: 责任领导：张某；牵头单位：办公室 and 由办公室牵头，人事科配合."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bihuan.core.reading.model import Owner
from bihuan.core.registry import words

_SEPARATOR = re.compile(r"[、/]")
_NAME = r"(?P<name>(?:(?!牵头|配合|协助|负责)[^，,。；;：:（）()“”\s]){2,24})"
_GIVEN = re.compile(rf"由{_NAME}(?P<verb>牵头|配合|协助|负责)")
_CLAUSE = re.compile(
    rf"(?:(?<=[，,。；;、（(\s])|\A){_NAME}(?P<verb>牵头|配合|协助|具体负责)(?=[，,。；;、）)\s]|\Z|每|定期|开展|抓好|落实|办理|负责|实施|组织)"
)
_JOINED = re.compile(rf"(?<=牵头[，、]){_NAME}(?P<verb>负责)(?=[，,。；;）)]|\Z)")
_NOT_NAMES = re.compile(r"[的要将对并带做抓好把与和]|坚持|加强|积极|主动|密切|相互|领导|部门间|齐抓")
_OFFICE = r"[（(](?!牵头|配合|协助|负责)[^；;。，,：:（）()\s牵配协]{1,8}(?<!负责)[）)]"  # 纪委（监督部）
_VALUE = rf"(?:[^；;。，,：:（）()\s]|(?<!\s){_OFFICE})+"
_VERBS = {"牵头": "牵头", "配合": "配合", "协助": "配合", "负责": "责任人", "具体负责": "责任人"}
_PARTY_POST = re.compile(r"(?:成员|委员|常委|书记)$")
_POST = re.compile(r"(?:长|主任|主席|书记|主管|负责人)$")


def find(text: str, start: int, end: int) -> tuple[Owner, ...]:
    """The owners that ``text[start:end]`` names, in order."""
    labelled = list(_labelled(text, start, end))
    taken = [(owner.start, owner.start + len(owner.text)) for owner in labelled]
    clauses = [
        owner
        for owner in _clauses(text, start, end)
        if not any(begin <= owner.start < stop for begin, stop in taken)
    ]
    return tuple(sorted(labelled + clauses, key=lambda owner: owner.start))


def in_cell(text: str, start: int, end: int, role: str) -> tuple[Owner, ...]:
    """The owners in a table cell whose column names the role."""
    return find(text, start, end) or tuple(_names(text, start, end, role))


def role_of(label: str) -> str | None:
    """The role that a label or column head names."""
    bare = re.sub(r"\s", "", label)
    found = [role for word, role in _roles().items() if word in bare]
    return found[0] if found else None


def _labelled(text: str, start: int, end: int) -> Iterator[Owner]:
    for match in _pattern().finditer(text, start, end):
        yield from _names(text, match.start("value"), match.end("value"), _roles()[match["label"]])


def _names(text: str, start: int, end: int, role: str) -> Iterator[Owner]:
    """Names separated by 、 are separate owners."""
    begin = start
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text, start, end)]
    for stop, following in [*cuts, (end, end)]:
        name = text[begin:stop]
        if stop < end and _is_one_person(name, text[following:end]):
            continue
        if name.strip():
            yield Owner(name.strip(), begin + len(name) - len(name.lstrip()), role)
        begin = following


def _is_one_person(name: str, following: str) -> bool:
    """党组成员、副局长 are two posts of one person."""
    after = _SEPARATOR.split(following)[0].strip()
    return _PARTY_POST.search(name.strip()) is not None and _POST.search(after) is not None


def _clauses(text: str, start: int, end: int) -> Iterator[Owner]:
    reach = start
    found = [
        *_GIVEN.finditer(text, start, end),
        *_CLAUSE.finditer(text, start, end),
        *_JOINED.finditer(text, start, end),
    ]
    for match in sorted(found, key=lambda match: match.start("name")):
        name = match["name"]
        if match.start("name") < reach or "由" in name or _NOT_NAMES.search(name):
            continue
        reach = match.end()
        yield from _names(text, match.start("name"), match.end("name"), _VERBS[match["verb"]])


@cache
def _roles() -> dict[str, str]:
    pairs = [(word, row["role"]) for row in words.entry("owners")["label"] for word in row["words"]]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _pattern() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in _roles())
    return re.compile(rf"(?P<label>{labels})\s?(?:[：:]|为|是)\s?(?P<value>{_VALUE})")
