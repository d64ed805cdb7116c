"""Answers that a page in the browser and a request in the background both understand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect


def redirected(request: HttpRequest, name: str, *arguments: object) -> HttpResponse:
    """Lead to a page; a request of htmx makes the whole window go there."""
    url = reverse(name, args=arguments)
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
