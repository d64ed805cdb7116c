"""A web server on this machine, in threads, for as long as a test needs it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], *, certificate: Path | None = None) -> Iterator[str]:
    """Answer with the handler, over TLS if there is a certificate (with its key in one file); say where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class QuietHandler(BaseHTTPRequestHandler):
    """A handler that logs nothing and answers in one go; ``respond`` is what it does for every method."""

    def respond(self) -> None:
        raise NotImplementedError

    def form(self) -> dict[str, str]:
        """The fields that were sent, one value each."""
        sent = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        return {name: values[0] for name, values in parse_qs(sent).items()}

    def log_message(self, *arguments: object) -> None:
        return

    def answer(
        self, body: bytes, *, status: int = 200, kind: str = "application/json", **headers: str
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


for method in ("GET", "POST"):
    setattr(QuietHandler, f"do_{method}", lambda handler: handler.respond())
