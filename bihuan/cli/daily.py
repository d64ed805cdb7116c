"""``bihuan daily``: once a day, by cron or a timer: throw away what is over, keep checkpoints."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from bihuan.core import certificates
from bihuan.domain.accounts import upkeep
from bihuan.domain.accounts.failures_of_delegation import NotOver
from bihuan.domain.accounts.operations.delegations import expire_delegation
from bihuan.domain.ledgers import queries as ledgers
from bihuan.domain.ledgers.failures import WrongState
from bihuan.domain.ledgers.operations.cases import note_overdue
from bihuan.domain.trail import anchors, checkpoint, requests

from . import reachable
from .acting import os_account
from .alone import Busy, alone

log = logging.getLogger("bihuan.daily")
BUSY = "另一次例行处理或恢复正在进行，这次什么也没有做。"


class Wrong(Exception):
    """A step could not be done; ``str()`` says why and what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """0 all done, or another run is at it; 1 a step failed: the others were done all the same."""
    home = Path(settings.BIHUAN_HOME)
    try:
        with alone(home):
            return max([_done(title, step) for title, step in STEPS.items()])
    except Busy:
        print(BUSY)
        return 0


def _done(title: str, step: Callable[[], str]) -> int:
    """Each step for itself: what goes wrong in one does not keep back the others."""
    try:
        print(f"{title}：{step()}", flush=True)
    except (Wrong, OSError, certificates.Unusable, anchors.Unreadable) as failure:
        print(f"{title}：没有做成。{failure}", flush=True)
        return 1
    except Exception:
        log.exception("daily step failed: %s", title)
        print(f"{title}：没有做成，原因见上面的记录。", flush=True)
        return 1
    return 0


def _prune_requests() -> str:
    return f"{requests.prune(timezone.now())}条"


def _prune_sessions() -> str:
    deleted, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return f"{deleted}个"


def _prune_cache() -> str:
    """As the cache itself does when it is full: with nothing above its limit, only what expired goes."""
    with connection.cursor() as cursor:
        cache._cull("default", cursor, timezone.now(), 0)
        return f"{max(cursor.rowcount, 0)}行"


def _prune_security_log() -> str:
    """By the rule of the log itself, which counts its days."""
    removed = 0
    for handler in logging.getLogger("bihuan.security").handlers:
        if isinstance(handler, TimedRotatingFileHandler) and Path(handler.baseFilename).parent.is_dir():
            for file in handler.getFilesToDelete():
                with suppress(FileNotFoundError):
                    Path(file).unlink()
                    removed += 1
    return f"{removed}份"


def _expire_delegations() -> str:
    expired = 0
    for delegation in upkeep.delegations_over():
        with suppress(NotOver):
            expire_delegation(delegation=delegation, actor=upkeep.daily_service(os_account()))
            expired += 1
    return f"{expired}项"


def _note_overdue_cases() -> str:
    noted = 0
    for case in ledgers.cases_past_due():
        with suppress(WrongState):
            note_overdue(case=case, actor=upkeep.daily_service(os_account()))
            noted += 1
    return f"{noted}件"


def _keep_checkpoints() -> str:
    folder = anchors.folder()
    if folder.is_dir() and (found := list(anchors.contradictions(anchors.read(folder)))):
        chains = "、".join(f"{name} 第{size}条" for name, size in found)
        raise Wrong(f"留痕链 {chains} 与已有存根不符。请运行 bihuan trail verify --anchors {folder} 查明。")
    kept = [anchors.keep(taken, folder) for taken in checkpoint.taken(at=timezone.now())]
    return f"{len(kept)}条链，新存{sum(kept)}份"


def _look_at_certificate() -> str:
    kept = certificates.kept(Path(settings.BIHUAN_HOME) / "keys")
    if kept is None:
        return "没有证书"
    return reachable.notice(kept, now=timezone.now()) or f"有效期至{reachable.day(kept.ends)}"


STEPS: dict[str, Callable[[], str]] = {
    "清除30天前的请求标记": _prune_requests,
    "清除过期的登录状态": _prune_sessions,
    "清除过期的缓存": _prune_cache,
    "清除超过期限的安全日志": _prune_security_log,
    "结束到期的代办": _expire_delegations,
    "登记新超期的办件": _note_overdue_cases,
    "留痕存根": _keep_checkpoints,
    "证书": _look_at_certificate,
}
