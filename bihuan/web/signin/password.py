"""Changing one's password."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from bihuan.domain.accounts import passwords, queries
from bihuan.domain.accounts.failures import UnfitPassword, WrongPassword
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.passwords import change_password
from bihuan.web.actors import SignedInRequest
from bihuan.web.addresses import client_address
from bihuan.web.methods import page_with_form

from .forms import PasswordForm
from .lockout import TooMany, attempt

security_log = logging.getLogger("bihuan.security")


@page_with_form
@sensitive_post_parameters()
def password_change(request: SignedInRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if form.is_valid() and _changed(request, form):
        messages.success(request, "密码已更改。您在其他地方的登录都已退出。")
        return redirect("today")
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    context = {"form": form, "profile": profile, "must": queries.must_change_password(request.user)}
    status = 422 if request.method == "POST" else 200
    return render(request, "signin/password_change.html", context, status=status)


def _changed(request: SignedInRequest, form: PasswordForm) -> bool:
    given = form.cleaned_data
    try:
        user = _change(request, given["current"], given["new"])
    except (WrongPassword, TooMany) as failure:
        form.add_error("current", str(failure))
        return False
    except UnfitPassword as failure:
        form.add_error("new", failure.faults)
        return False
    update_session_auth_hash(request, user)
    return True


def _change(request: SignedInRequest, current: str, new: str) -> User:
    """Guessing the present password here waits as it does at the sign-in.

    :raises TooMany: if it is too early for another try.
    """
    with attempt(request.user.username, client_address(request)) as trying:
        try:
            return change_password(user=request.user, actor=request.actor, current=current, new=new)
        except WrongPassword:
            trying.failed()
            security_log.warning("password not changed user=%s", request.user.key)
            raise
