"""Signing in elsewhere: going there, coming back, and what is left to do after signing out here."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_safe

from bihuan.web.addresses import client_address
from bihuan.web.methods import page_with_form
from bihuan.web.signin.lockout import TooMany

from .entering import enter, way_on
from .failures import SingleSignOnFailed
from .forms import DirectoryForm
from .kinds import Cas, Directory, Kind, Oidc

security_log = logging.getLogger("bihuan.security")

View = Callable[..., HttpResponse]
WAYS: dict[type[Kind], tuple[str, str]] = {
    Oidc: ("single-sign-on-oidc", "oidc"),
    Cas: ("single-sign-on-cas", "cas_server"),
}


def open_where(*kinds: type[Kind]) -> Callable[[View], View]:
    """For anybody where one of the kinds is set; elsewhere there is no such page. Failures get their own."""

    def decorate(view: View) -> View:
        @login_not_required
        @functools.wraps(view)
        def called(request: HttpRequest) -> HttpResponse:
            kind = settings.BIHUAN_SINGLE_SIGN_ON
            if not isinstance(kind, kinds):
                raise Http404("single sign-on is off")
            try:
                return view(request, kind)
            except SingleSignOnFailed as failure:
                return _failed(request, failure)

        return called

    return decorate


@open_where(Oidc, Cas, Directory)
@require_GET
def begin(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Also the address for a portal: it leads on to the provider, and back to ``next``."""
    wanted = way_on(request)
    if request.user.is_authenticated:
        return redirect(wanted)
    if isinstance(kind, Directory):
        return redirect(reverse("single-sign-on-directory", query={"next": wanted}))
    name, way = WAYS[type(kind)]
    back = request.build_absolute_uri(reverse(name))
    return redirect(_module(way).address_to_sign_in(request, kind, back=back, next=wanted))


@open_where(Oidc)
@require_GET
def oidc_return(request: HttpRequest, kind: Oidc) -> HttpResponse:
    return _come_back(request, kind)


@open_where(Cas)
@require_GET
def cas_return(request: HttpRequest, kind: Cas) -> HttpResponse:
    return _come_back(request, kind)


@open_where(Directory)
@page_with_form
@sensitive_post_parameters()
def directory(request: HttpRequest, kind: Directory) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(way_on(request))
    form = DirectoryForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    try:
        if form.is_valid() and (name := form.name_proven(request, kind)):
            return enter(request, name, by=kind.title, strong=False, next=way_on(request))
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        status = 429
    return render(request, "sso/directory.html", {"form": form, "next": way_on(request)}, status=status)


@open_where(Oidc, Cas, Directory)
@require_safe
def signed_out(request: HttpRequest, kind: Kind) -> HttpResponse:
    """After signing out here: a provider still knows the user, and says so to the next who asks."""
    if request.user.is_authenticated:
        return redirect("today")
    if isinstance(kind, Directory):
        return redirect("sign-in")
    back = request.build_absolute_uri(reverse("sign-in"))
    address = _module(WAYS[type(kind)][1]).address_to_sign_out(kind, back=back)
    return render(request, "sso/signed_out.html", {"address": address})


def _come_back(request: HttpRequest, kind: Oidc | Cas) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    found = _module(WAYS[type(kind)][1]).identity(request, kind)
    return enter(request, found.name, by=kind.title, strong=found.strong, next=found.next)


def _module(name: str) -> ModuleType:
    """Loaded when first needed: what is not set needs nothing installed."""
    return import_module(f"{__package__}.{name}")


def _failed(request: HttpRequest, failure: SingleSignOnFailed) -> HttpResponse:
    security_log.warning(
        "single sign-on failed %s (%s) address=%s",
        type(failure).__name__,
        failure.detail,
        client_address(request),
    )
    return render(request, "sso/failed.html", {"failure": failure}, status=failure.status)
