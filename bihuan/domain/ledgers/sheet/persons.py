"""Whoever came, in the rows of a sheet: sealed as soon as they were read, gone when the import is settled."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from bihuan.core.seal import seal, unseal
from bihuan.core.text.masking import MASK

from ..petitioners import masked_of
from .case_columns import PERSON

#: Under this code a row keeps what it says of whoever came.
SEALED = "sealed_person"
_PLACE = "ledgers.sheet.person"


def sealed(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells with those about a person sealed together; masked ones say nothing and are left out."""
    told = {code.removeprefix(PERSON): text for code, text in cells.items() if code.startswith(PERSON)}
    told = {field: text for field, text in told.items() if text and MASK not in text}
    kept = {code: text for code, text in cells.items() if not code.startswith(PERSON)}
    if told:
        plain = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
        token = seal(plain, keys=settings.BIHUAN_SEALING_KEYS, place=_PLACE)
        kept[SEALED] = base64.b64encode(token).decode()
    return kept


def opened(cells: Mapping[str, str]) -> dict[str, str]:
    """What a row says of whoever came, by field.

    :raises Unsealable: if the key of this installation is another one.
    """
    if SEALED not in cells:
        return {}
    token = base64.b64decode(cells[SEALED])
    told: dict[str, str] = json.loads(unseal(token, keys=settings.BIHUAN_SEALING_KEYS, place=_PLACE))
    return told


def shown(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and masked text, as the page of an import shows them."""
    return [(f"来人{label}", text) for label, text in masked_of(opened(cells)).items()]


def cleared(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows without whoever came: the cases have it now, or nobody needs it."""
    return [
        {**row, "cells": {code: text for code, text in row["cells"].items() if code != SEALED}}
        for row in rows
    ]
