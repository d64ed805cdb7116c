"""Answers that are files to be saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from bihuan.core.document.proof import MEDIA_TYPES

XLSX = MEDIA_TYPES["xlsx"]


def file_answer(content: bytes, name: str, *, media_type: str = XLSX) -> HttpResponse:
    """The file under its name, never opened in the page."""
    named = content_disposition_header(True, name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": named})
