"""What was withdrawn is not changed: a shared step of operations."""

from __future__ import annotations

from .failures import Withdrawn
from .models import Figure, Withdrawable


def require_standing(*rows: Withdrawable) -> None:
    """:raises Withdrawn: if one of the rows was taken out of the ledger."""
    if any(row.withdrawn_at for row in rows):
        raise Withdrawn


def statement_of(figure: Figure) -> Withdrawable:
    """The statement in whose wording the figure stands."""
    return figure.problem or figure.cause or figure.measure or figure.account
