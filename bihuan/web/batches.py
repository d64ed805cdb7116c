"""Steps that the pages of imported tables share, whatever is imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from bihuan.domain.documents.queries import names_of
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import Unit

from .forms import seen_version

COLUMN = "column-"


def unit_of(batch: ImportBatch) -> Unit:
    """The unit that the table is imported into."""
    return Unit.objects.get(key=batch.unit_key)


def call(operation: Callable[..., Any], request: HttpRequest, batch: ImportBatch, **arguments: Any) -> Any:
    """Run an operation on a batch as it stood on the page that was sent."""
    return operation(
        unit=unit_of(batch), batch=batch, actor=request.actor, seen_batch=seen_version(request), **arguments
    )


def mapping_in(request: HttpRequest) -> dict[str, str]:
    """What each column of the table was said to be, by the column's number."""
    sent = request.POST.items()
    return {name.removeprefix(COLUMN): code for name, code in sent if name.startswith(COLUMN)}


def lines_in(request: HttpRequest) -> list[int]:
    """The lines of the table that were ticked."""
    return [int(line) for line in request.POST.getlist("line") if line.isdecimal()]


def people_behind(batch: ImportBatch) -> dict[str, str]:
    """The names of who brought the table in and who settled it, as the page calls them."""
    names = names_of([batch.made_by_key, batch.settled_by_key])
    keys = {"by": batch.made_by_key, "settled_by": batch.settled_by_key}
    return {name: names.get(key, "系统") for name, key in keys.items()}
