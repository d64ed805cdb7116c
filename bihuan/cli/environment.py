"""Make Django ready for a command."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .archive import marker


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
