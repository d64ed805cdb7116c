"""What a person changes in a reading: a list of corrections, applied anew each time.

A draft is a stored reading plus its corrections; undo is the same list without its last.
"""

from bihuan.core.reading.corrections.applying import apply
from bihuan.core.reading.corrections.draft import CorrectionRefused, Draft, Dropped
from bihuan.core.reading.corrections.kinds import (
    Add,
    Correction,
    Drop,
    Fill,
    LinkUp,
    Merge,
    Move,
    Retitle,
    Retype,
    Split,
    Unlink,
    as_json,
    from_json,
)

__all__ = [
    "Add",
    "Correction",
    "CorrectionRefused",
    "Draft",
    "Drop",
    "Dropped",
    "Fill",
    "LinkUp",
    "Merge",
    "Move",
    "Retitle",
    "Retype",
    "Split",
    "Unlink",
    "apply",
    "as_json",
    "from_json",
]
