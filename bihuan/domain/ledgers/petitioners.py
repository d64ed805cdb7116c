"""Who came with a case, as pages and sheets may show it: enough to recognise, not enough to reach."""

from __future__ import annotations

from collections.abc import Mapping

from bihuan.core.text.masking import MASK

from .failures import WrongValue
from .models import Case

LABELS = {"name": "姓名", "phone": "电话", "address": "住址"}
LONGEST = {"name": 50, "phone": 30, "address": 200}


def petitioner(name: str = "", phone: str = "", address: str = "") -> dict[str, str]:
    """What is kept of whoever came.

    :raises WrongValue: if something is too long.
    """
    told = {"name": name.strip(), "phone": phone.strip(), "address": address.strip()}
    for field, text in told.items():
        if len(text) > LONGEST[field]:
            raise WrongValue(LABELS[field], f"最多{LONGEST[field]}个字。")
    return told


def masked(case: Case) -> dict[str, str]:
    """Label and masked text of what is kept; empty where nobody is written down.

    :raises Unsealable: if the key of this installation is another one.
    """
    return masked_of(case.petitioner)


def masked_of(told: Mapping[str, str]) -> dict[str, str]:
    """The same for what is not yet kept with a case."""
    return {label: _MASKS[field](told[field]) for field, label in LABELS.items() if told.get(field)}


def in_full(case: Case) -> dict[str, str]:
    """Label and text; only for the page that answers a noted reveal."""
    told = case.petitioner
    return {label: told[field] for field, label in LABELS.items() if told.get(field)}


def _name(text: str) -> str:
    return text[0] + MASK * (len(text) - 1)


def _phone(text: str) -> str:
    shown = 3 if len(text) >= 10 else 0
    return text[:shown] + MASK * (len(text) - shown - 2) + text[-2:] if len(text) > 4 else MASK * len(text)


def _address(text: str) -> str:
    return text[:3] + MASK * 3 if len(text) > 6 else MASK * len(text)


_MASKS = {"name": _name, "phone": _phone, "address": _address}
