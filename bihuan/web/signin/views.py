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
from bihuan.domain.accounts.models import User
from bihuan.web.addresses import client_address
from bihuan.web.methods import page_with_form

from .forms import SignInForm
from .kept import take_over
from .lockout import TooMany, attempt, digest

security_log = logging.getLogger("bihuan.security")


@login_not_required
@page_with_form
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    form = SignInForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    try:
        if form.is_valid() and _signed_in(request, form):
            return redirect("form-kept" if take_over(request) else _next(request))
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        status = 429
    context = {"form": form, "next": _next(request), "sign_ins": sign_ins() if settings.BIHUAN_DEMO else ()}
    return render(request, "signin/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    operations.note_sign_out(user=request.user, actor=request.actor)
    logout(request)
    return redirect("sign-in")


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    operations.end_sessions(user=request.user, actor=request.actor)
    logout(request)
    return redirect("sign-in")


@require_POST
def session_extend(request: HttpRequest) -> HttpResponse:
    """The request itself is what keeps the session: nothing else to do."""
    return HttpResponse(status=204)


def _signed_in(request: HttpRequest, form: SignInForm) -> bool:
    user = _recognised(request, **form.cleaned_data)
    if user is None:
        form.add_error(None, "用户名或密码不对。请检查大小写和输入法后再试；忘记密码请联系本单位承办人。")
        return False
    login(request, user)
    operations.note_sign_in(user=user, actor=queries.actor_of(user))
    return True


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
            return user
    except TooMany:
        security_log.warning(
            "sign-in refused, too many name=%s address=%s", digest(username.casefold()), address
        )
        raise


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else reverse("today")
