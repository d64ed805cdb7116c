"""Every way to sign in ends here: by password, by another system, with a code or without."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.second_factor_steps import PAPER, factor_of

from . import waiting
from .kept import take_over
from .places import place_of

BACKEND = "bihuan.web.authentication.RegisterBackend"
USUAL_MEANS = "密码"
#: In the session: the user was recognised by another system, not by our password.
ELSEWHERE = "recognised_elsewhere"
#: In the session: whoever recognised the user asked for more than a password.
STRONG = "strong"


def finish_sign_in(
    request: HttpRequest, user: User, *, strong: bool, onward: str = "", means: str = USUAL_MEANS
) -> HttpResponse:
    """Sign a recognised user in, or ask for the code first. Where the browser goes is the answer.

    :param strong: whether the user was recognised by more than a password, so that no code is asked for.
    :param onward: one of our own addresses; the desk if empty.
    :param means: how the user was recognised, as the page of sign-ins says it.
    """
    if not strong and factor_of(user):
        waiting.begin(request, user, onward=onward, means=means)
        return redirect("sign-in-code")
    return enter(request, user, onward=onward, means=means, strong=strong)


def enter(
    request: HttpRequest,
    user: User,
    *,
    onward: str,
    means: str,
    code: str | None = None,
    strong: bool = False,
) -> HttpResponse:
    """Note it, then open the session.

    :raises WrongCode: if there is a code and it is wrong or was used before.
    """
    actor, place = queries.actor_of(user), place_of(request)
    used = sessions.sign_in(user=user, actor=actor, place=str(place), means=means, code=code)
    login(request, user, backend=BACKEND)
    if used.endswith(PAPER):
        _count_what_is_left(request, user)
    request.session[ELSEWHERE] = means != USUAL_MEANS
    waiting.forget(request)
    if strong:
        request.session[STRONG] = True
    return redirect("form-kept" if take_over(request) else onward or reverse("today"))


def _count_what_is_left(request: HttpRequest, user: User) -> None:
    user.refresh_from_db()
    left = len(factor_of(user).recovery)
    messages.warning(
        request,
        f"您用掉了一个恢复码，还剩{left}个。手机找不到了的，请尽快在右上角姓名菜单“我的账号”里更换手机。",
    )
