"""Every rule by its code: the name of its file."""

from __future__ import annotations

from types import ModuleType

from . import near_text, same_file, same_text, studied_before_issued, two_places

#: Each has a ``TITLE`` and a ``find``.
RULES: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (studied_before_issued, two_places, same_text, near_text, same_file)
}
