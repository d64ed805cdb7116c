from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from bihuan.core.registry.demo import sign_ins
from bihuan.domain.accounts import operations, queries
from bihuan.web.methods import page_with_form

from .forms import SignInForm

security_log = logging.getLogger("bihuan.security")


@login_not_required
@page_with_form
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    form = SignInForm(request.POST or None)
    if form.is_valid() and _signed_in(request, form):
        return redirect(_next(request))
    context = {"form": form, "next": _next(request), "sign_ins": sign_ins() if settings.BIHUAN_DEMO else ()}
    return render(request, "signin/sign_in.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    operations.note_sign_out(user=request.user, actor=request.actor)
    logout(request)
    return redirect("sign-in")


def _signed_in(request: HttpRequest, form: SignInForm) -> bool:
    user = authenticate(request, **form.cleaned_data)
    if user is None:
        security_log.warning("sign-in failed")
        form.add_error(None, "用户名或密码不对。请检查大小写和输入法后再试；忘记密码请联系本单位承办人。")
        return False
    login(request, user)
    operations.note_sign_in(user=user, actor=queries.actor_of(user))
    return True


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else reverse("today")
