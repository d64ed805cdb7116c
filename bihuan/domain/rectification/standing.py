"""Where a figure stands: a shared step of operations."""

from __future__ import annotations

from bihuan.domain.organizations.withdrawing import Withdrawable

from .models import Figure


def statement_of(figure: Figure) -> Withdrawable:
    """The statement in whose wording the figure stands."""
    return figure.problem or figure.cause or figure.measure or figure.account
