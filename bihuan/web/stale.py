"""Somebody else saved first: both texts side by side, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse

from bihuan.core.registry.norms import norms
from bihuan.domain.documents.models import Draft
from bihuan.domain.ledgers.models import Series
from bihuan.domain.organizations.models import Unit
from bihuan.domain.profiles.models import NormSetting
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem
from bihuan.domain.trail.failures import Stale

from .labels import label_of, shown

HIDDEN = {"csrfmiddlewaretoken", "seen", "request_key", "next", "acting_for"}
#: What forms send for a yes or a no.
YES_NO = {"yes": "是", "on": "是", "no": "否"}
KINDS = {Problem: "problem", Cause: "cause", Measure: "measure"}


def context(failure: Stale, posted: Mapping[str, str]) -> dict[str, Any]:
    """For each posted field: its label, the stored text and the user's text, as people read them."""
    current = failure.current
    sent = [(name, value) for name, value in posted.items() if name not in HIDDEN]
    rows = [
        {
            "label": label_of(type(current), name),
            "stored": _stored(current, name),
            "yours": _sent(current, name, value),
        }
        for name, value in sent
    ]
    return {"rows": rows, "posted": sent, "seen": current.version, "back_url": _home_of(current)}


def _stored(current: models.Model, name: str) -> str:
    try:
        field = current._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return shown(type(current), name, getattr(current, field.attname))


def _sent(current: models.Model, name: str, value: str) -> str:
    try:
        field = current._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if isinstance(field, models.BooleanField) and value in YES_NO:
        return YES_NO[value]
    if field.is_relation:
        return str(field.related_model._default_manager.filter(key=value).first() or "") if value else ""
    return shown(type(current), name, value)


def _home_of(current: models.Model) -> str:
    """The page where the row, as it now stands, can be read."""
    if type(current) in KINDS:
        return reverse("statement-detail", args=[KINDS[type(current)], current.key])
    if isinstance(current, Item):
        return reverse("item-detail", args=[current.key])
    if isinstance(current, Draft):
        return reverse("draft-detail", args=[current.key])
    if isinstance(current, Unit):
        return reverse("unit-detail", args=[current.key])
    if isinstance(current, Series):
        return reverse("series-list", args=[current.mechanism])
    if isinstance(current, NormSetting):
        page = reverse("mechanism-norms", args=[norms()[current.norm].mechanism])
        return f"{page}?unit={current.unit.key}"
    return reverse("today")
