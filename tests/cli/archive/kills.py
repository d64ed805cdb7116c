"""Restore again and again, each time killed a little later, until it gets through."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

from django.db import connection, connections

from bihuan.cli.archive import marker, schema, stored, target
from bihuan.cli.archive.restoring import restore


def until_done(home: Path, backup: Path, first: int, step: int) -> None:
    """Print how the home looked after each kill, as JSON."""
    seen = []
    before = first
    while _killed(backup, before):
        seen.append(_state(home))
        before += step
    connections.close_all()
    print(json.dumps({"kills": len(seen), "seen": seen, "after": _state(home)}))


def _killed(backup: Path, before: int) -> bool:
    """Whether a copy of this process died before its event of that number: a statement, a rename, a sync."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _restore_until(backup, before)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status) and status:
        raise RuntimeError("the restore failed without being killed")
    return os.WIFSIGNALED(status)


def _restore_until(backup: Path, last: int) -> None:
    done = 0

    def count(call: Any) -> Any:
        def counted(*arguments: Any) -> Any:
            nonlocal done
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments)

        return counted

    os.replace, os.fsync, os.unlink = count(os.replace), count(os.fsync), count(os.unlink)
    with connection.execute_wrapper(lambda execute, *arguments: count(execute)(*arguments)):
        restored = restore(backup, say=lambda line: None)
    os._exit(len(restored.trail.faults))


def _state(home: Path) -> dict[str, Any]:
    rows = sum(model._base_manager.count() for model in schema.models_at(schema.applied()))
    state = {"marked": marker.of(home) is not None, "rows": rows, "files": len(stored.stored_files(home))}
    state["empty"] = not (target.holds_rows() or state["files"])
    return state
