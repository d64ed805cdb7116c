"""Six kinds of duty, each with its number and the records that the number is made of."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.organizations.models import Person

from ..enums import AttendanceState
from ..kept import Kept
from ..models import Activity
from .parts import Part, parts_of

LECTURES, VISITS, TALKS, DUTIES = "party-lecture", "field-visits", "heart-talks", "integrity-duties"
TALK = "talk"
#: Mechanisms of 组织生活 that one takes part in as a member; talks are counted by themselves.
LIFE_GROUP = "organization-life"


@dataclass(frozen=True, slots=True)
class Line:
    """A record that the number is made of."""

    record: Activity
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """``lines`` are all that is counted. ``unknown`` says why there is no number, not even zero."""

    code: str
    heading: str
    measure: str
    lines: Sequence[Line]
    note: str = ""
    unknown: str = ""

    @property
    def count(self) -> int | None:
        return None if self.unknown else len(self.lines)


@dataclass(frozen=True, slots=True)
class Kind:
    """What counts; ``ledgers`` are those whose being kept makes none a zero."""

    code: str
    heading: str
    measure: str
    counts: Callable[[Part], bool]
    ledgers: Callable[[], Iterable[str]]
    of_branch: bool = False
    remark: Callable[[Part], str] = lambda part: ""
    note: Callable[[Sequence[Part]], str] = lambda parts: ""


def sections_of(person: Person, since: datetime.date, until: datetime.date) -> list[Section]:
    """What the leader did in the half-open period; a record is counted once in its kind."""
    branches = list(person.memberships.told().select_related("unit").order_by("since", "pk"))
    parts = list(parts_of(person, branches, since, until))
    paths = {True: branches[-1].unit.path if branches else "", False: person.unit.path}
    kept = {path: Kept(path, since, until) for path in paths.values() if path}
    return [_section(kind, parts, kept.get(paths[kind.of_branch])) for kind in KINDS]


def _section(kind: Kind, parts: Iterable[Part], kept: Kept | None) -> Section:
    counted = [part for part in parts if kind.counts(part)]
    lines = [Line(part.record, kind.remark(part)) for part in counted]
    unknown = "" if lines else _unknown(kind, kept)
    return Section(kind.code, kind.heading, kind.measure, lines, kind.note(counted) if lines else "", unknown)


def _unknown(kind: Kind, kept: Kept | None) -> str:
    """Why nothing found is not zero; empty if one of the ledgers was kept."""
    if kept is None:
        return "没有编入支部，不知道应参加哪里的组织生活"
    told = [kept.shortfall(mechanisms()[code]) for code in kind.ledgers()]
    return "" if any(known for known, _ in told) else told[0][1]


def _life() -> list[str]:
    """The ledgers of 组织生活 that a branch keeps by activities."""
    return [
        code
        for code, each in mechanisms().items()
        if each.group == LIFE_GROUP and each.shape == "activity" and code != TALKS
    ]


def _life_of_branch(part: Part) -> bool:
    return part.in_own_branch and part.was_there and not part.counts_in.isdisjoint(_life())


def _talks(part: Part) -> bool:
    """Talks among comrades that one took part in, and those that one held on duty."""
    return (TALKS in part.counts_in and part.was_there) or (_on_duty(part) and _form(part) == TALK)


def _on_duty(part: Part) -> bool:
    return DUTIES in part.counts_in and part.named


def _form(part: Part) -> str:
    return part.record.values.get(f"{DUTIES}.form", "")


def _how_there(part: Part) -> str:
    if part.state == AttendanceState.MADE_UP:
        return "补学"
    return "主持" if part.hosts else "参加"


def _how_on_duty(part: Part) -> str:
    form = mechanisms()[DUTIES].fields["form"].choices.get(_form(part), "")
    return "，".join(filter(None, (form, part.record.values.get(f"{DUTIES}.area"))))


def _problems(part: Part) -> str:
    brought, solved = (_number([part], name) for name in ("problems", "solved"))
    return "，".join(_told(brought, solved))


def _all_problems(parts: Sequence[Part]) -> str:
    return "，".join(_told(_number(parts, "problems"), _number(parts, "solved")))


def _told(brought: Decimal | None, solved: Decimal | None) -> Iterable[str]:
    if brought is not None:
        yield f"带回问题{brought}个"
    if solved is not None:
        yield f"已解决{solved}个"


def _number(parts: Iterable[Part], name: str) -> Decimal | None:
    """The sum of what was filled in; what was not is not zero."""
    given = [part.record.values.get(f"{VISITS}.{name}") for part in parts]
    numbers = [Decimal(value) for value in given if value is not None]
    return sum(numbers, Decimal(0)) if numbers else None


KINDS = (
    Kind("life", "参加所在支部组织生活", "次", _life_of_branch, _life, of_branch=True, remark=_how_there),
    Kind(
        "lectures", "讲党课", "次",
        lambda part: LECTURES in part.counts_in and part.lectures, lambda: [LECTURES],
    ),
    Kind(
        "visits", "调研走访", "次",
        lambda part: VISITS in part.counts_in and part.was_there, lambda: [VISITS],
        remark=_problems, note=_all_problems,
    ),
    Kind("talks", "谈心谈话", "次", _talks, lambda: [TALKS, DUTIES]),
    Kind(
        "duties", "一岗双责部署和检查", "次",
        lambda part: _on_duty(part) and _form(part) != TALK, lambda: [DUTIES], remark=_how_on_duty,
    ),
)  # fmt: skip
