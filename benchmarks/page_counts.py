"""``python -m benchmarks.page_counts ROWS``: queries of every list page when each list has that many rows.

Runs as a process of its own, on the empty home that ``BIHUAN_HOME`` names, and prints one JSON object: the
pages by name, and ``first`` for the first page after sign-in.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bihuan.cli import environment

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import URLPattern, URLResolver

    from bihuan.domain.cycles.models import Cycle

HOST = "127.0.0.1"


def main(rows: int) -> dict[str, int]:
    """Fill the home and count; refused addresses are part of the search and not worth a warning."""
    environment.ready()
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    from benchmarks import page_rows
    from bihuan.cli import migrate

    migrate.bring_up_to_date()
    _gather_static_files()
    cycle = page_rows.fill(rows)
    return counts(cycle, page_rows.USERNAME, page_rows.PASSWORD)


def counts(cycle: Cycle, username: str, password: str) -> dict[str, int]:
    """Sign in, then count the queries of each list page the second time it is asked for."""
    from django.test import Client

    client = Client(SERVER_NAME=HOST)
    client.post("/sign-in/", {"username": username, "password": password})
    found = {"first": queries(client, "/")[1]}
    for name, address in list_pages(cycle):
        response, _ = queries(client, address)
        if is_page(response):
            found[name] = queries(client, address)[1]
    return found


def queries(client: Client, address: str) -> tuple[HttpResponse, int]:
    """The answer to a request, and how many queries it took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    return response, len(captured)


def is_page(response: HttpResponse) -> bool:
    """Not a redirect, not a route for POST only, not another thing's address, not a file."""
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def list_pages(cycle: Cycle) -> Iterator[tuple[str, str]]:
    """Name and address of every route that has no argument, or one that a year's key may fill."""
    from django.urls import get_resolver, reverse

    for name, arguments in routes(get_resolver().url_patterns):
        if arguments in ([], ["uuid"]):
            yield name, reverse(name, args=[cycle.key] * len(arguments))


def routes(
    entries: Sequence[URLPattern | URLResolver], before: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Each named route with the kinds of its arguments."""
    for entry in entries:
        kinds = (*before, *(_kind(converter) for converter in entry.pattern.converters.values()))
        if hasattr(entry, "url_patterns"):
            yield from routes(entry.url_patterns, kinds)
        elif entry.name:
            yield entry.name, list(kinds)


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower()


def _gather_static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
