"""A sign-in is opened, or gets a new password: shown once, on a slip to print."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bihuan.domain.accounts import listing, permissions
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.passwords import reset_password
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.accounts.passwords import PROFILES
from bihuan.domain.accounts.temporary_passwords import temporary_password
from bihuan.domain.accounts.usernames import suggested_username
from bihuan.domain.organizations.models import Person
from bihuan.domain.trail.failures import NotPermitted, OperationFailed
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .accounts import user_or_404
from .forms import OpeningForm


@page_with_form
def account_open(request: HttpRequest, key: UUID) -> HttpResponse:
    """The sign-in of a person: the name is suggested; the answer to the form shows the password."""
    person = get_object_or_404(listing.people_and_accounts_visible_to(request.actor), key=key)
    require(permissions.can_change_users, request, person)
    if request.method != "POST" and hasattr(person, "user"):
        return redirect("account-detail", person.user.key)
    form = OpeningForm(request.POST or None, initial={"username": suggested_username(person)})
    if form.is_valid() and (slip := _opened(request, person, form)):
        return slip
    context = {"person": person, "form": form, "request_key": new_request_key()}
    return render(request, "administration/account_open.html", context, status=422 if form.is_bound else 200)


@require_POST
def account_password_reset(request: HttpRequest, key: UUID) -> HttpResponse:
    user = user_or_404(request, key)
    password = _fresh(user.username)
    with refusals_as_messages(request):
        user = reset_password(
            user=user, actor=request.actor, password=password, request_key=request_key(request)
        )
        return _slip(request, user, password)
    return redirect("account-detail", key)


def _opened(request: HttpRequest, person: Person, form: OpeningForm) -> HttpResponse | None:
    username = form.cleaned_data["username"]
    password = _fresh(username)
    try:
        user = create_user(
            person=person,
            actor=request.actor,
            username=username,
            password=password,
            temporary=True,
            request_key=request_key(request),
        )
    except NotPermitted:
        raise
    except OperationFailed as failure:
        form.add_error("username", str(failure))
        return None
    return _slip(request, user, password)


def _fresh(username: str) -> str:
    return temporary_password(PROFILES[settings.BIHUAN_PASSWORDS], username=username)


def _slip(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """The password stands in this answer alone. Sent twice, the form shows none: it made only the first."""
    shown = password if user.check_password(password) else ""
    return render(request, "administration/password_slip.html", {"user": user, "password": shown})
