"""``python -m benchmarks.register_work fill|ask``: fill the home ``BIHUAN_HOME`` names, or ask its pages.

Asking prints one JSON object: for every page the wall and CPU milliseconds of each request.
The bare page is what any list costs at least: the same shell, 50 rows by one indexed query, no scope.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from bihuan.cli import environment

if TYPE_CHECKING:
    from django.test import Client

HOST, TIMES, WARM = "127.0.0.1", 40, 3
BARE = "bare"
#: What is asked for, by whom. ``{after}`` is somebody in the middle of the register.
PAGES = {
    BARE: ("city", "/bare/"),
    "units": ("city", "/units/"),
    "units of a bureau's clerk": ("bureau", "/units/"),
    "units searched": ("city", "/units/?q=ju"),
    "people": ("city", "/people/"),
    "people of a bureau's clerk": ("bureau", "/people/"),
    "people further on": ("city", "/people/?after={after}"),
    "people searched": ("city", "/people/?q=yu an"),
    "search": ("city", "/search/?q=予安"),
    "search of a bureau's clerk": ("bureau", "/search/?q=予安"),
    "search without an answer": ("city", "/search/?q=查无此人"),
    "desk": ("city", "/"),
}


def fill() -> None:
    environment.ready()
    from django.core.management import call_command
    from django.db import transaction

    from benchmarks import register_rows
    from bihuan.cli import migrate

    migrate.bring_up_to_date()
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        register_rows.fill()


def ask() -> dict[str, dict[str, list[float]]]:
    environment.ready()
    from django.conf import settings

    settings.ROOT_URLCONF = "benchmarks.register_bare"
    from bihuan.domain.organizations.models import Person

    after = str(Person.objects.order_by("pinyin").values_list("key", flat=True)[70_000])
    clients = {who: _signed_in(who) for who in ("city", "bureau")}
    return {name: _asked(clients[who], address.format(after=after)) for name, (who, address) in PAGES.items()}


def _signed_in(username: str) -> Client:
    from django.test import Client

    from benchmarks import register_rows

    client = Client(SERVER_NAME=HOST)
    client.post("/sign-in/", {"username": username, "password": register_rows.PASSWORD})
    return client


def _asked(client: Client, address: str) -> dict[str, list[float]]:
    if (answer := client.get(address)).status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    wall, cpu = [], []
    for _ in range(WARM + TIMES):
        begun, spent = time.perf_counter(), time.process_time()
        client.get(address)
        wall.append((time.perf_counter() - begun) * 1_000)
        cpu.append((time.process_time() - spent) * 1_000)
    return {"wall": wall[WARM:], "cpu": cpu[WARM:]}


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill()
    else:
        print(json.dumps(ask()))
