"""Search, filter and sort of the lists, from the address of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from bihuan.domain.accounts import listing
from bihuan.domain.accounts.models import User
from bihuan.domain.organizations.finding import people_matching
from bihuan.domain.organizations.models import Person, ScopedQuerySet
from bihuan.web.signin.lockout import waiting_among

Condition = Callable[[ScopedQuerySet], Q]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for; unknown words count as not asked."""

    words: str
    state: str
    sort: str
    default: str

    @classmethod
    def of(cls, query: QueryDict, states: Mapping[str, object], sorts: Mapping[str, object]) -> Wanted:
        default = next(iter(sorts))
        sort = query.get("sort", default)
        return cls(
            words=query.get("q", "").strip()[:50],
            state=query.get("state", "") if query.get("state") in states else "",
            sort=sort if sort.removeprefix("-") in sorts else default,
            default=default,
        )

    def address(self, **changed: str) -> str:
        """The query string of this wish with something changed."""
        values = {"q": self.words, "state": self.state, "sort": self.sort} | changed
        kept = {name: value for name, value in values.items() if value and value != self.default}
        return "?" + urlencode(kept)

    def heads(self, labels: Mapping[str, str]) -> list[dict[str, str]]:
        """Where a click on each column head leads, and how the list is sorted now."""
        return [self._head(name, label) for name, label in labels.items()]

    def chips(self, states: Mapping[str, str]) -> list[dict[str, object]]:
        named = {"": "全部"} | dict(states)
        return [
            {"label": label, "url": self.address(state=code), "current": code == self.state}
            for code, label in named.items()
        ]

    def order(self, sorts: Mapping[str, tuple[str, ...]]) -> list[str]:
        fields = sorts[self.sort.removeprefix("-")]
        return [f"-{field}" if self.sort.startswith("-") else field for field in fields]

    def _head(self, name: str, label: str) -> dict[str, str]:
        direction = {name: "ascending", f"-{name}": "descending"}.get(self.sort, "")
        turned = f"-{name}" if direction == "ascending" else name
        return {"label": label, "direction": direction, "url": self.address(sort=turned)}


ACCOUNT_STATES = {
    "open": "在用",
    "shut": "已停用",
    "none": "没有账号",
    "idle": "久未登录",
    "locked": "正在锁定",
    "password": "要改密码",
    "factor": "缺第二重验证",
}
ACCOUNT_SORTS = {
    "name": ("pinyin", "pk"),
    "unit": ("unit__path", "pinyin", "pk"),
    "username": ("user__username", "pinyin", "pk"),
}
ACCOUNT_HEADS = {"name": "姓名", "unit": "单位", "username": "用户名"}


def people_wanted(people: ScopedQuerySet, wanted: Wanted) -> ScopedQuerySet:
    """The people whom the reader asked for, in that order."""
    if wanted.words:
        named = people_matching(Person.objects.all(), wanted.words)
        people = people.filter(Q(pk__in=named.values("pk")) | Q(user__username__istartswith=wanted.words))
    if wanted.state:
        people = people.filter(_CONDITIONS[wanted.state](people))
    return people.order_by(*wanted.order(ACCOUNT_SORTS))


def _locked(people: ScopedQuerySet) -> Q:
    names = User.objects.filter(person__in=people.order_by().values("pk")).values_list("username", flat=True)
    return Q(user__username__in=waiting_among(names.iterator()))


_CONDITIONS: dict[str, Condition] = {
    "open": lambda people: listing.in_use(),
    "shut": lambda people: listing.shut(),
    "none": lambda people: listing.without_account(),
    "idle": lambda people: listing.not_seen_lately(),
    "locked": _locked,
    "password": lambda people: listing.must_change_password(),
    "factor": lambda people: listing.lacks_second_factor(),
}
