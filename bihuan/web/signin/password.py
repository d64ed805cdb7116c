"""Changing one's password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from bihuan.domain.accounts import operations, passwords, queries
from bihuan.domain.accounts.failures import UnfitPassword, WrongPassword
from bihuan.web.actors import SignedInRequest
from bihuan.web.methods import page_with_form

from .forms import PasswordForm


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
        user = operations.change_password(
            user=request.user, actor=request.actor, current=given["current"], new=given["new"]
        )
    except WrongPassword as failure:
        form.add_error("current", str(failure))
        return False
    except UnfitPassword as failure:
        form.add_error("new", failure.faults)
        return False
    update_session_auth_hash(request, user)
    return True
