"""How a draft ends: shared steps of the operations here and of confirming a ledger."""

from __future__ import annotations

from django.utils import timezone

from bihuan.domain.accounts.models import User
from bihuan.domain.trail.actor import Actor

from .enums import DraftState
from .failures import DraftSettled
from .models import Draft


def require_open(draft: Draft) -> None:
    """:raises DraftSettled: if somebody confirmed or withdrew the draft."""
    if draft.state != DraftState.OPEN:
        raise DraftSettled(settler(draft), settled_when(draft), draft.get_state_display())


def settle(draft: Draft, state: DraftState, actor: Actor, reason: str = "") -> None:
    draft.state = state
    draft.settled_at = timezone.now()
    draft.settled_by_key = actor.user_key
    draft.reason = reason[:200]
    draft.save(update_fields=["state", "settled_at", "settled_by_key", "reason"])


def settler(draft: Draft) -> str:
    """The name of whoever settled the draft."""
    user = User.objects.select_related("person").filter(key=draft.settled_by_key).first()
    return str(user) if user else "系统"


def settled_when(draft: Draft) -> str:
    return timezone.localtime(draft.settled_at).strftime("%Y年%-m月%-d日 %H:%M") if draft.settled_at else ""
