"""Make Django ready for a command."""

import os

import django


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    django.setup()
