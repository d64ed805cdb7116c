"""Make Django ready for a command."""

import os
from pathlib import Path

import django
from django.conf import settings

from .archive import marker


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    django.setup()


def refusal() -> str | None:
    """Why no command but ``restore`` may use this home now, if so."""
    return marker.refusal(Path(settings.BIHUAN_HOME))
