"""Begin and cease to act for a colleague."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import NothingDelegated
from bihuan.domain.accounts.models import Delegation
from bihuan.domain.accounts.operations.delegations import begin_to_act
from bihuan.web.actors import ACTING, SignedInRequest
from bihuan.web.refusals import refusals_as_messages


@require_POST
def acting_start(request: SignedInRequest) -> HttpResponse:
    """From the next page on, act for a colleague; the gate asks for a second factor if that role does."""
    with refusals_as_messages(request):
        delegation = _delegation(request)
        begin_to_act(delegation=delegation, actor=request.actor)
        request.session[ACTING] = str(delegation.grant.user.key)
    return redirect("today")


@require_POST
def acting_stop(request: SignedInRequest) -> HttpResponse:
    if request.session.pop(ACTING, None):
        messages.success(request, "已恢复本人身份。")
    return redirect("today")


def _delegation(request: SignedInRequest) -> Delegation:
    """:raises NothingDelegated: if that colleague has handed nothing to the user that holds today."""
    try:
        giver = UUID(request.POST.get("giver", ""))
    except ValueError:
        raise NothingDelegated from None
    found = queries.delegations_to(request.user).filter(grant__user__key=giver).first()
    if found is None:
        raise NothingDelegated
    return found
