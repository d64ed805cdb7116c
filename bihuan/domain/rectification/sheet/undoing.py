"""Take an import back: what it created is withdrawn, what it changed goes back as it was."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.utils import timezone

from bihuan.domain.accounts.models import User
from bihuan.domain.exchange.failures import NotUndoable
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.rectification.enums import LinkState
from bihuan.domain.rectification.models import (
    Cause,
    Item,
    ItemOwner,
    Link,
    Measure,
    Problem,
    ProblemCause,
    ProblemMeasure,
)
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.models import Change
from bihuan.domain.trail.recorded import RecordedModel

REASON = "撤销导入"
SHOWN = 5
Touched = list[tuple[dict[str, Any], RecordedModel]]

#: What may hang on a created row: a later row of these means that somebody worked on it.
HANGING: tuple[tuple[type[RecordedModel], str, type[RecordedModel]], ...] = (
    (ProblemMeasure, "problem", Problem),
    (ProblemMeasure, "measure", Measure),
    (ProblemCause, "problem", Problem),
    (ProblemCause, "cause", Cause),
    (Item, "measure", Measure),
    (Measure, "parent", Measure),
    (ItemOwner, "item", Item),
)


def undo(batch: ImportBatch, actor: Actor) -> None:
    """Take an applied batch back.

    :raises NotUndoable: if a row was changed since, or something was added to a created one.
    """
    touched = _touched(batch)
    _refuse_changed(touched)
    _refuse_added(batch, touched)
    created = {(type(row), row.pk) for entry, row in touched if entry["created"]}
    now = timezone.now()
    for entry, row in touched:
        if not entry["created"]:
            _restore(row, entry["before"])
        elif not _goes_with_another(row, created):
            _withdraw(row, actor, now)


def _goes_with_another(row: RecordedModel, created: set[tuple[type, int]]) -> bool:
    """Whether a row hangs on a created one: nobody sees it without that, and it comes back with it."""
    hanging = ((model, name, target) for model, name, target in HANGING if model is not Item)
    return any(
        type(row) is model and (target, getattr(row, f"{name}_id")) in created
        for model, name, target in hanging
    )


def _touched(batch: ImportBatch) -> Touched:
    """The touched rows as they stand now: one query a kind of row."""
    rows: dict[str, RecordedModel] = {}
    for label in {entry["type"] for entry in batch.outcome}:
        model = apps.get_model(label)
        keys = [entry["key"] for entry in batch.outcome if entry["type"] == label]
        for start in range(0, len(keys), 500):
            found = model._default_manager.select_related("unit").filter(key__in=keys[start : start + 500])
            rows |= {str(row.key): row for row in found}
    return [(entry, rows[entry["key"]]) for entry in batch.outcome]


def _refuse_changed(touched: Touched) -> None:
    changed = [row for entry, row in touched if row.version != entry["version"]]
    if changed:
        raise NotUndoable(_sentence(changed))


def _refuse_added(batch: ImportBatch, touched: Touched) -> None:
    known = {entry["key"] for entry in batch.outcome}
    for model, name, target in HANGING:
        created = [row.pk for entry, row in touched if entry["created"] and isinstance(row, target)]
        for start in range(0, len(created), 500):
            hanging = model._default_manager.filter(**{f"{name}__in": created[start : start + 500]})
            added = [row for row in hanging.select_related(name) if str(row.key) not in known]
            if added:
                raise NotUndoable(_sentence([getattr(row, name) for row in added]))


def _sentence(rows: list[RecordedModel]) -> str:
    """Which rows, and by whom: ``“加强学习”（乔一帆）``."""
    who = _last_actors([row.key for row in rows[:SHOWN]])
    named = "、".join(f"“{_shown(row)}”（{who.get(row.key, '系统')}）" for row in rows[:SHOWN])
    more = f"等{len(rows)}处" if len(rows) > SHOWN else ""
    return f"导入之后，台账里的{named}{more}又被改过。请先核对这些内容，需要退回的请逐条修改。"


def _shown(row: RecordedModel) -> str:
    if isinstance(row, ItemOwner):
        return _shown(row.item)
    if isinstance(row, Item):
        return row.measure.title
    return str(row.problem if isinstance(row, Link) else row)


def _last_actors(keys: list[Any]) -> dict[Any, str]:
    changes = Change.objects.filter(object_key__in=keys).select_related("entry").order_by("entry__pk")
    actors = {change.object_key: change.entry.actor_key for change in changes}
    users = User.objects.select_related("person").filter(key__in=[key for key in actors.values() if key])
    names = {user.key: str(user) for user in users}
    return {key: names.get(actor, "系统") for key, actor in actors.items()}


def _withdraw(row: Any, actor: Actor, now: datetime.datetime) -> None:
    if isinstance(row, Link):
        row.state = LinkState.DECLINED
        row.save(update_fields=["state"])
        return
    row.withdrawn_at, row.withdrawn_by_key, row.withdrawn_reason = now, actor.user_key, REASON
    row.save(update_fields=["withdrawn_at", "withdrawn_by_key", "withdrawn_reason"])


def _restore(row: RecordedModel, before: dict[str, Any]) -> None:
    for name, value in before.items():
        setattr(row, name, None if value is None else row._meta.get_field(name).to_python(value))
    row.save(update_fields=list(before))
