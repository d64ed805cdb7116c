"""The first page after sign-in: what waits, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .waiting import waiting_for


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "today/today.html", waiting_for(request.actor, timezone.localdate()))
