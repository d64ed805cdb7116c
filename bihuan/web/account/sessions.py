"""Ending one's own sessions elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bihuan.domain.accounts.operations import sessions as operations
from bihuan.domain.accounts.sessions import name_of
from bihuan.web.actors import SignedInRequest
from bihuan.web.refusals import refusals_as_messages


@require_POST
def session_end(request: SignedInRequest) -> HttpResponse:
    session = request.POST.get("session", "")
    if session == name_of(request.session.session_key):
        messages.error(request, "这是您现在用的登录。要结束它，请用右上角的“退出登录”。")
        return redirect("account")
    with refusals_as_messages(request):
        operations.end_session(user=request.user, actor=request.actor, session=session)
        messages.success(request, "那处登录已结束。")
    return redirect("account")


@require_POST
def session_end_others(request: SignedInRequest) -> HttpResponse:
    keep = name_of(request.session.session_key)
    user = operations.end_other_sessions(user=request.user, actor=request.actor, keep=keep)
    update_session_auth_hash(request, user)
    messages.success(request, "您在其他地方的登录都已结束。")
    return redirect("account")
