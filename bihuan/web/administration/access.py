"""Shut a sign-in, open it again, unlock it, end its sessions, let its second factor be set up anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bihuan.domain.accounts import permissions
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import users as operations
from bihuan.domain.accounts.operations.second_factor import reset_second_factor
from bihuan.domain.accounts.operations.sessions import end_sessions_of
from bihuan.web.forms import new_request_key, request_key, seen_version
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require
from bihuan.web.signin.lockout import forgive

from .accounts import rights, user_or_404
from .forms import ReasonForm
from .rows import counted_as


@page_with_form
def account_shut(request: HttpRequest, key: UUID) -> HttpResponse:
    return _with_reason(
        request,
        key,
        operations.shut_user,
        "administration/account_shut.html",
        "{}的账号已停用，所有登录都已结束。",
    )


@page_with_form
def account_reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    return _with_reason(
        request,
        key,
        operations.reopen_user,
        "administration/account_reopen.html",
        "{}的账号已启用，密码和角色同停用前一样。",
    )


@require_POST
def account_unlock(request: HttpRequest, key: UUID) -> HttpResponse:
    user = user_or_404(request, key)
    if _done(request, user, operations.unlock_user, "{}可以马上再登录了。"):
        for name in counted_as([user]):
            forgive(name)
    return redirect("account-detail", key)


@require_POST
def account_sessions_end(request: HttpRequest, key: UUID) -> HttpResponse:
    _done(request, user_or_404(request, key), end_sessions_of, "{}的所有登录都已结束。")
    return redirect("account-detail", key)


@require_POST
def account_factor_reset(request: HttpRequest, key: UUID) -> HttpResponse:
    said = "{}的第二重验证已清除，下次登录时重新设置。"
    _done(request, user_or_404(request, key), reset_second_factor, said)
    return redirect("account-detail", key)


def _with_reason(
    request: HttpRequest, key: UUID, change: Callable[..., Any], template: str, said: str
) -> HttpResponse:
    user = user_or_404(request, key)
    require(permissions.can_change_users, request, user)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            change(
                user=user,
                actor=request.actor,
                seen=seen_version(request),
                request_key=request_key(request),
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, said.format(user))
            return redirect("account-detail", key)
    context = {"user": user, "form": form, "request_key": new_request_key(), **rights(request.actor, user)}
    status = 422 if form.is_bound else 200
    return render(request, template, context, status=status)


def _done(request: HttpRequest, user: User, change: Callable[..., Any], said: str) -> bool:
    with refusals_as_messages(request):
        change(user=user, actor=request.actor, request_key=request_key(request))
        messages.success(request, said.format(user))
        return True
    return False
