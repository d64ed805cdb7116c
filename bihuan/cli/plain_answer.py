"""A second, unencrypted port: whatever is asked there, the answer is the page that says where to go."""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6

from django.template.loader import render_to_string

SECONDS = 10
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


def answer_plainly(host: str, port: int, *, address: str) -> ThreadingHTTPServer:
    """Answer in the background until the process ends; ``address`` is the encrypted one.

    :raises OSError: if the port cannot be had.
    """
    page = render_to_string("signin/plain_http.html", {"address": address}).encode()
    answers = {f"do_{method}": _Handler.answer for method in METHODS}
    handler = type("Handler", (_Handler,), {"page": page, **answers})
    server = _Server((host, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = AF_INET6 if ":" in address[0] else AF_INET
        super().__init__(address, handler)


class _Handler(BaseHTTPRequestHandler):
    """Reads no body, looks at no address, keeps no connection."""

    page = b""
    timeout = SECONDS
    server_version, sys_version = "bihuan", ""

    def answer(self) -> None:
        self.send_response(HTTPStatus.FORBIDDEN)
        for name, value in (HEADERS | {"Content-Length": str(len(self.page))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.page)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: whoever knocks here changes nothing."""
