"""The first page after sign-in: what waits, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.domain.ledgers.leaders.access import leads_now

from .waiting import waiting_for


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    context = waiting_for(request.actor, timezone.localdate()) | {"leads": leads_now(request.actor)}
    return render(request, "today/today.html", context)
