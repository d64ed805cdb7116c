"""The one door: everything that changes the record passes here (architecture: one door)."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction

from . import chain, journal, requests
from .actor import Actor
from .failures import NotPermitted, Stale
from .recorded import RecordedModel
from .security_log import security_log

Predicate = Callable[[Actor, Any], bool]


@dataclass(frozen=True, slots=True)
class Operation:
    """An entry of the table of operations: from it the permission page and the trail's words are made."""

    name: str
    may: Predicate
    call: Callable[..., Any]
    summary: str


OPERATIONS: dict[str, Operation] = {}


def operation(name: str, *, may: Predicate) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function an operation.

    The wrapper opens the transaction, re-reads every model argument under lock, asks ``may(actor, subject)``
    (the subject is the first model argument), compares ``seen`` with the subject's version, honours
    ``request_key``, runs the body and appends exactly one entry to the trail, all or nothing.

    :raises NotPermitted: if ``may`` says no.
    :raises Stale: if the subject changed since the user saw it.
    """

    def decorate(body: Callable[..., Any]) -> Callable[..., Any]:
        wants_seen = "seen" in inspect.signature(body).parameters

        @functools.wraps(body)
        def call(
            *, actor: Actor, seen: int | None = None, request_key: str | None = None, **arguments: Any
        ) -> Any:
            with transaction.atomic():
                if request_key and (found := requests.find(request_key, name)):
                    return found.value
                fresh = _locked(arguments)
                subject = _subject(fresh)
                _ask(name, may, actor, subject)
                _compare(subject, seen, arguments, wanted=wants_seen)
                if wants_seen:
                    fresh["seen"] = seen
                with recorded(name, actor=actor, subject=subject):
                    result = body(actor=actor, **fresh)
                if request_key:
                    requests.keep(request_key, name, result)
                return result

        summary = (inspect.getdoc(body) or "").partition("\n")[0]
        OPERATIONS[name] = Operation(name, may, call, summary)
        return call

    return decorate


@contextmanager
def recorded(name: str, *, actor: Actor, subject: RecordedModel | None) -> Iterator[None]:
    """Note every change made in the block and append one entry for them."""
    with journal.opened() as under_way:
        yield
    chain.append(name, actor=actor, subject=subject, noted=under_way.noted)


def _locked(arguments: dict[str, Any]) -> dict[str, Any]:
    rows = [value for value in arguments.values() if isinstance(value, models.Model)]
    for value in arguments.values():
        if isinstance(value, list | tuple):
            rows += [row for row in value if isinstance(row, models.Model)]
    fresh = {_identity(row): _reread(row) for row in sorted(rows, key=_identity)}

    def renew(value: Any) -> Any:
        if isinstance(value, models.Model):
            return fresh[_identity(value)]
        if isinstance(value, list | tuple):
            return [renew(inner) for inner in value]
        return value

    return {name: renew(value) for name, value in arguments.items()}


def _identity(row: models.Model) -> tuple[str, int]:
    return row._meta.label_lower, row.pk


def _reread(row: models.Model) -> models.Model:
    queryset = row.__class__._default_manager.select_for_update(of=("self",))
    if any(field.name == "unit" for field in row._meta.fields):
        queryset = queryset.select_related("unit")
    return queryset.get(pk=row.pk)


def _subject(arguments: dict[str, Any]) -> RecordedModel | None:
    return next((value for value in arguments.values() if isinstance(value, RecordedModel)), None)


def _ask(name: str, may: Predicate, actor: Actor, subject: RecordedModel | None) -> None:
    if not may(actor, subject):
        security_log.warning("refused %s user=%s object=%s", name, actor.user_key, _key(subject))
        raise NotPermitted


def _compare(subject: Any, seen: int | None, attempted: dict[str, Any], *, wanted: bool) -> None:
    if wanted and seen is not None and subject.version != seen:
        raise Stale(subject, seen, attempted)


def _key(subject: RecordedModel | None) -> UUID | None:
    return subject.key if subject is not None else None
