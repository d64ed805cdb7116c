"""Wrong passwords make the next try wait: by user and address, and by user; an address alone only slows down.

Counts live in the cache table: they are no record, and nothing in them tells what was typed (docs/adr/0099).
"""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.db import connection

MINUTE = 60
LONGEST_WAIT = 30 * MINUTE
#: Failures before the first wait: of one user from one address, and of one user from everywhere.
FREE_HERE = 5
FREE_ANYWHERE = 15
#: Failures of one address before its tries are slowed down, by how much, and how many may sleep at once.
FREE_OF_ADDRESS = 30
SLOWED_BY = 1.0
_sleepers = threading.BoundedSemaphore(2)
#: An address where the user signed in before is not shut by failures elsewhere.
KNOWN_FOR = 30 * 24 * 60 * MINUTE
#: So many addresses of a name are remembered, so that unlocking finds its counts.
MOST_PLACES = 100
CLAIM_LASTS = 10


class TooMany(Exception):
    """Too many failures: try again after ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"尝试次数过多，请{_spoken(seconds)}后再试。忘记密码请联系本单位系统管理员。")
        self.seconds = seconds


@contextmanager
def attempt(username: str, address: str) -> Iterator[Attempt]:
    """One try at a time for each user name, so that none goes uncounted.

    :raises TooMany: if the user must wait, whether or not there is such a user.
    """
    trying = Attempt(username, address)
    _claim(trying.claim)
    try:
        trying.ask()
        yield trying
    finally:
        cache.delete(trying.claim)


class Attempt:
    """A try of one user from one address; say whether it ``failed`` or ``succeeded``."""

    def __init__(self, username: str, address: str) -> None:
        name = username.casefold()
        self.name_digest = digest(name)
        self.claim = f"claim:{self.name_digest}"
        self._here = f"here:{digest(f'{name} {address}')}"
        self._anywhere = f"anywhere:{self.name_digest}"
        self._places = f"places:{self.name_digest}"
        self._known = f"known:{digest(f'{name} {address}')}"
        self._address = f"address:{digest(address)}"

    def ask(self) -> None:
        """:raises TooMany: if it is too early for another try."""
        found = cache.get_many([self._here, self._anywhere, self._known, self._address])
        shut = [found.get(self._here, (0, 0))]
        if self._known not in found:
            shut.append(found.get(self._anywhere, (0, 0)))
        seconds = max(_left(until, int(time.time())) for _, until in shut)
        if seconds > 0:
            raise TooMany(seconds)
        if found.get(self._address, (0, 0))[0] >= FREE_OF_ADDRESS:
            _slow_down()

    def failed(self) -> None:
        for key, free in ((self._here, FREE_HERE), (self._anywhere, FREE_ANYWHERE)):
            _count(key, free)
        _count(self._address, None)
        others = [each for each in cache.get(self._places, []) if each != self._here]
        cache.set(self._places, [*others, self._here][-MOST_PLACES:], 2 * LONGEST_WAIT)

    def succeeded(self) -> None:
        cache.delete_many([self._here, self._anywhere])
        cache.set(self._known, True, KNOWN_FOR)


def waits_of(names: Iterable[str]) -> dict[str, int]:
    """Of these names those that must wait somewhere, with the seconds: two queries, however many names."""
    keys = {name: digest(name.casefold()) for name in names}
    wanted = [f"{kind}:{each}" for each in keys.values() for kind in ("anywhere", "places")]
    found = cache.get_many(wanted)
    places = {name: found.get(f"places:{each}", []) for name, each in keys.items()}
    here = cache.get_many([place for each in places.values() for place in each])
    now, waits = int(time.time()), {}
    for name, each in keys.items():
        counts = [found.get(f"anywhere:{each}", (0, 0)), *(here.get(place, (0, 0)) for place in places[name])]
        waits[name] = max(_left(until, now) for _, until in counts)
    return {name: seconds for name, seconds in waits.items() if seconds > 0}


def waiting_among(names: Iterable[str]) -> list[str]:
    """Those of many names that must wait somewhere: three queries, however many names."""
    counted = _counted()
    return list(waits_of(name for name in names if counted and digest(name.casefold()) in counted))


def forgive(name: str) -> None:
    """Forget the failures of a name, wherever they were."""
    each = digest(name.casefold())
    places = cache.get(f"places:{each}", [])
    cache.delete_many([f"anywhere:{each}", f"places:{each}", *places])


def wait_after(failures: int, *, free: int) -> int:
    """Seconds to wait after so many failures: none at first, then a minute, doubling up to half an hour."""
    if failures < free:
        return 0
    return min(MINUTE * 2 ** min(failures - free, 10), LONGEST_WAIT)


def digest(text: str) -> str:
    """What stands for a typed name: people type passwords into the wrong field."""
    return hmac.digest(_key(settings.SECRET_KEY), text.encode(), "sha256").hex()[:32]


@lru_cache(maxsize=1)
def _key(secret: str) -> bytes:
    """As ``salted_hmac`` makes it; once, since lists ask for the digests of all names."""
    return hashlib.sha256(f"bihuan.signin.lockout{secret}".encode()).digest()


def _count(key: str, free: int | None) -> None:
    failures = cache.get(key, (0, 0))[0] + 1
    wait = wait_after(failures, free=free) if free else 0
    cache.set(key, (failures, int(time.time()) + wait), wait + LONGEST_WAIT)


def _left(until: int, now: int) -> int:
    """The seconds still to wait; none if they are more than any wait: then the clock was put back since.

    The failures still count, so that the next one makes wait by the clock as it is now.
    """
    return until - now if until - now <= LONGEST_WAIT else 0


def _counted() -> frozenset[str]:
    """The digests of the names that failed lately: they stand in the keys of the cache table."""
    beginning = cache.make_key("places:")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache WHERE cache_key LIKE %s", [f"{beginning}%"])
        return frozenset(key.removeprefix(beginning) for (key,) in cursor.fetchall())


def _claim(key: str) -> None:
    for _ in range(20):
        if cache.add(key, True, CLAIM_LASTS):
            return
        time.sleep(0.1)
    raise TooMany(CLAIM_LASTS)


def _slow_down() -> None:
    if not _sleepers.acquire(blocking=False):
        raise TooMany(CLAIM_LASTS)
    try:
        time.sleep(SLOWED_BY)
    finally:
        _sleepers.release()


def _spoken(seconds: int) -> str:
    return f"{-(-seconds // MINUTE)}分钟" if seconds > MINUTE else f"{seconds}秒"
