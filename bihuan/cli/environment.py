"""Make Django ready for a command."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from .archive import marker

__all__ = ["DatabaseError", "is_of_another_version", "ready", "refusal"]

#: What SQLite says, and the codes of PostgreSQL, where a table or column is not there.
_MISSING = ("no such table", "no such column")
_MISSING_STATES = ("42P01", "42703")


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    django.setup()


def refusal(*, half_restored: bool) -> str | None:
    """Why the command may not run in this home now, if so: half a setting, open keys, half a restore.

    :param half_restored: whether it may run while a restore is unfinished.
    """
    try:
        ready()
    except ImproperlyConfigured as failure:
        return str(failure)
    return None if half_restored else marker.refusal(Path(settings.BIHUAN_HOME))


def is_of_another_version(failure: DatabaseError) -> bool:
    """Whether the statement failed because a table or column of this version is not there (yet)."""
    state = getattr(failure.__cause__, "sqlstate", None)
    return state in _MISSING_STATES or str(failure).startswith(_MISSING)
