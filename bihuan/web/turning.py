"""No page carries characters that turn text around: a name or an import of long ago may hold them.

New names refuse them (``core.text.names``). Where it matters who is who, pages write them out (``|visible``)
before they come here; everywhere else they are left out, so that what follows a name reads as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Embeddings, overrides and isolates (U+202A–202E, U+2066–2069) in UTF-8. Marks of direction turn nothing.
TURNING = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")


class TurningMiddleware:
    """Stands within the middleware that counts the length of an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = TURNING.sub(b"", response.content)
        return response
