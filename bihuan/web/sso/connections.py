"""Asking another server: never for long, never much, never anywhere else than told."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as ConnectionFailed
from urllib3.exceptions import HTTPError

#: Seconds to connect, and between two pieces of the answer.
TIMEOUT = (3.05, 5.0)
#: Seconds for a whole answer, and its largest size.
LONGEST = 8.0
LARGEST = 512 * 1024
PIECE = 16 * 1024

Session = TypeVar("Session", bound=requests.Session)


class HurriedAdapter(HTTPAdapter):
    """Reads an answer whole, within its time and size, so that no slow or endless one holds up a worker."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        options.update(timeout=TIMEOUT, stream=True)
        response = super().send(request, **options)
        try:
            response.raw = BytesIO(_whole(response.raw))
        except (HTTPError, OSError) as failure:
            raise ConnectionFailed(str(failure), request=request) from failure
        return response


def guarded(session: Session, *, ca: str) -> Session:
    """The session, made careful: certificates checked, no redirects, nothing from the environment."""
    session.trust_env = False
    session.verify = ca or True
    session.max_redirects = 0
    for scheme in ("http://", "https://"):
        session.mount(scheme, HurriedAdapter())
    return session


def _whole(raw: Any) -> bytes:
    end = time.monotonic() + LONGEST
    pieces = bytearray()
    while piece := raw.read1(PIECE, decode_content=True):
        pieces += piece
        if len(pieces) > LARGEST or time.monotonic() > end:
            raise OSError("the answer is too long or too slow")
    raw.release_conn()
    return bytes(pieces)
