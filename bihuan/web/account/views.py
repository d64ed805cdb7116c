"""My account: who I am here, what I may do, how I sign in, and where."""

from __future__ import annotations

import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.domain.accounts.second_factor_steps import factor_of, is_required_of
from bihuan.domain.accounts.sessions import name_of
from bihuan.domain.accounts.sessions_queries import sign_ins_of
from bihuan.domain.trail.journal import value_of
from bihuan.web.actors import SignedInRequest

from .describing import open_sessions, roles_of

PAGE_SIZE = 50
SHOWN = datetime.timedelta(days=30)


@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    since = timezone.now() - SHOWN
    page = Paginator(sign_ins_of(request.user, since=since), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "factor": factor_of(request.user),
        "factor_required": is_required_of(request.actor),
        "roles": roles_of(request.user),
        "sessions": open_sessions(request.user, name_of(request.session.session_key)),
        "page": page,
        "sign_ins": [(change.entry.at, value_of(change.after)) for change in page],
    }
    return render(request, "account/account.html", context)
