from __future__ import annotations

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bihuan.core.registry.demo import sign_ins
from bihuan.domain.accounts.failures import WrongCode
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions as operations
from bihuan.web.addresses import client_address
from bihuan.web.methods import page_with_form

from . import waiting
from .finishing import ELSEWHERE, enter, finish_sign_in
from .forms import CodeForm, SignInForm
from .lockout import TooMany, attempt, digest

security_log = logging.getLogger("bihuan.security")

WRONG = "用户名或密码不对。请检查大小写和输入法后再试；忘记密码请联系本单位系统管理员。"


@login_not_required
@page_with_form
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    form = SignInForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    try:
        if form.is_valid():
            if user := _recognised(request, **form.cleaned_data):
                return finish_sign_in(request, user, strong=False, onward=_next(request))
            form.add_error(None, WRONG)
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        status = 429
    context = {
        "form": form,
        "next": _next(request),
        "sign_ins": sign_ins() if settings.BIHUAN_DEMO else (),
        "single_sign_on": settings.BIHUAN_SINGLE_SIGN_ON,
    }
    return render(request, "signin/sign_in.html", context, status=status)


@login_not_required
@page_with_form
@sensitive_post_parameters("code")
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step: who gave the right password shows a code. Until then nobody is signed in."""
    found = waiting.found(request)
    if found is None:
        return _begin_again(request)
    form = CodeForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    try:
        if form.is_valid():
            return _entered(request, found, form.cleaned_data["code"])
    except WrongCode as failure:
        form.add_error("code", str(failure))
    except TooMany as refusal:
        form.add_error("code", str(refusal))
        status = 429
    return render(request, "signin/sign_in_code.html", {"form": form}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    operations.note_sign_out(user=request.user, actor=request.actor)
    return _ended(request)


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    operations.end_sessions(user=request.user, actor=request.actor)
    return _ended(request)


@require_POST
def session_extend(request: HttpRequest) -> HttpResponse:
    """The request itself is what keeps the session: nothing else to do."""
    return HttpResponse(status=204)


def _ended(request: HttpRequest) -> HttpResponse:
    """Who was recognised by another system is still known there, and is told so."""
    elsewhere = request.session.get(ELSEWHERE) and settings.BIHUAN_SINGLE_SIGN_ON
    logout(request)
    return redirect("single-sign-on-signed-out" if elsewhere else "sign-in")


def _recognised(request: HttpRequest, username: str, password: str) -> User | None:
    """The user, if the password is right and it is not too early to try.

    :raises TooMany: if it is.
    """
    address = client_address(request)
    try:
        with attempt(username, address) as trying:
            user = authenticate(request, username=username, password=password)
            if user is None:
                trying.failed()
                security_log.warning("sign-in failed name=%s address=%s", trying.name_digest, address)
            else:
                trying.succeeded()
    except TooMany:
        security_log.warning(
            "sign-in refused, too many name=%s address=%s", digest(username.casefold()), address
        )
        raise
    return user


def _entered(request: HttpRequest, found: waiting.Waiting, code: str) -> HttpResponse:
    """Sign in with the code. Wrong codes are counted on their own: no right password wipes them away.

    :raises WrongCode: if it is wrong or was used before.
    :raises TooMany: if it is too early for another try.
    """
    address = client_address(request)
    with attempt(f"code of {found.user.key}", address) as trying:
        try:
            response = enter(request, found.user, means=found.means, code=code, onward=found.onward)
        except WrongCode:
            trying.failed()
            security_log.warning("code failed user=%s address=%s", found.user.key, address)
            raise
        trying.succeeded()
    return response


def _begin_again(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    if request.method == "POST":
        messages.error(request, "验证码要在输入密码后5分钟内填好，请重新登录。")
    return redirect("sign-in")


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else reverse("today")
