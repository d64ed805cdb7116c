"""Settings that are one of a few words."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured


def one_of(*words: str, given: str) -> str:
    """The word that was given.

    :raises ImproperlyConfigured: if it is none of them: better no start than a rule that nobody chose.
    """
    if given not in words:
        raise ImproperlyConfigured(f"“{given}”不在可选之列：{'、'.join(words)}。见 docs/settings.md。")
    return given
