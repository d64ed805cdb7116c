"""Setting up the second factor, new recovery codes, turning it off."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from bihuan.domain.accounts import second_factor
from bihuan.domain.accounts.failures import WrongCode, WrongProof
from bihuan.domain.accounts.operations import second_factor as operations
from bihuan.domain.accounts.second_factor_steps import factor_of
from bihuan.domain.trail.failures import NotPermitted, OperationFailed
from bihuan.web.actors import SignedInRequest
from bihuan.web.addresses import client_address
from bihuan.web.methods import page_with_form
from bihuan.web.signin.gate import must_set_up
from bihuan.web.signin.limits import STARTED
from bihuan.web.signin.lockout import TooMany, attempt

from . import enrolment
from .forms import ProofForm, SetUpForm

security_log = logging.getLogger("bihuan.security")

#: Whoever signed in so many seconds ago, or less, need not show again who it is to set up the first factor.
JUST_NOW = 10 * 60
TOO_OLD = "这一页打开得太久了，上面是一个新的二维码，请重新扫码。"


@page_with_form
@sensitive_post_parameters()
def set_up(request: SignedInRequest) -> HttpResponse:
    """Show a new secret; take it once a code shows that the authenticator has it."""
    form = SetUpForm(request.POST or None, asks_proof=_asks_proof(request))
    offer = enrolment.taken_up(request.POST.get("token", ""), request.user)
    if form.is_valid() and offer is None:
        form.add_error("code", TOO_OLD)
    elif form.is_valid():
        codes = second_factor.new_recovery_codes()
        if _done(request, form, lambda given: _set_up(request, given, offer.secret, codes)):
            return _shown_once(request, codes, is_first=True)
    context = {"form": form, "offer": offer or enrolment.fresh(request.user), "must": must_set_up(request)}
    return _page(request, "account/second_factor_set_up.html", context)


@page_with_form
@sensitive_post_parameters()
def renew_codes(request: SignedInRequest) -> HttpResponse:
    if factor_of(request.user) is None:
        return redirect("second-factor-set-up")
    form = ProofForm(request.POST or None)
    if form.is_valid():
        codes = second_factor.new_recovery_codes()
        if _done(request, form, lambda given: _renew_codes(request, given, codes)):
            return _shown_once(request, codes, is_first=False)
    return _page(request, "account/second_factor_codes.html", {"form": form})


@page_with_form
@sensitive_post_parameters()
def turn_off(request: SignedInRequest) -> HttpResponse:
    if factor_of(request.user) is None:
        return redirect("account")
    form = ProofForm(request.POST or None)
    if form.is_valid() and _done(request, form, lambda given: _turn_off(request, given)):
        messages.success(request, "第二重验证已关闭。您在其他地方的登录都已退出。")
        return redirect("account")
    return _page(request, "account/second_factor_turn_off.html", {"form": form})


def _set_up(request: SignedInRequest, given: dict[str, str], secret: str, codes: list[str]) -> None:
    user = operations.set_up(
        user=request.user,
        actor=request.actor,
        secret=secret,
        code=given["code"],
        recovery=second_factor.hashed(codes),
        proof=given.get("proof"),
    )
    update_session_auth_hash(request, user)


def _renew_codes(request: SignedInRequest, given: dict[str, str], codes: list[str]) -> None:
    operations.renew_recovery_codes(
        user=request.user,
        actor=request.actor,
        proof=given["proof"],
        recovery=second_factor.hashed(codes),
    )


def _turn_off(request: SignedInRequest, given: dict[str, str]) -> None:
    user = operations.turn_off(user=request.user, actor=request.actor, proof=given["proof"])
    update_session_auth_hash(request, user)


def _asks_proof(request: SignedInRequest) -> bool:
    """Whoever finds a browser open must not be able to hang their own telephone on it."""
    signed_in = request.session.get(STARTED, 0)
    return factor_of(request.user) is not None or not 0 <= time.time() - signed_in <= JUST_NOW


def _done(request: SignedInRequest, form: forms.Form, change: Callable[[dict[str, str]], None]) -> bool:
    """Whether it was done; if not, the reason stands beside its field.

    Guessing passwords here waits as it does at the sign-in.
    """
    beside = "proof" if "proof" in form.fields else None
    try:
        with attempt(request.user.username, client_address(request)) as trying:
            try:
                change(form.cleaned_data)
            except WrongProof:
                trying.failed()
                security_log.warning("second factor not changed user=%s", request.user.key)
                raise
    except NotPermitted:
        raise
    except (WrongProof, TooMany) as failure:
        form.add_error(beside, str(failure))
    except WrongCode as failure:
        form.add_error("code", str(failure))
    except OperationFailed as failure:
        form.add_error(None, str(failure))
    return form.is_valid()


def _shown_once(request: SignedInRequest, codes: list[str], *, is_first: bool) -> HttpResponse:
    """The answer to the form itself shows the codes: they stand in no session and on no second page."""
    return render(request, "account/recovery_codes.html", {"codes": codes, "is_first": is_first})


def _page(request: SignedInRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
