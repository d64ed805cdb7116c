"""Look for words in every column of every table, as somebody with a copy of the database would."""

from __future__ import annotations

import json

from django.apps import apps


def columns_with(*words: str) -> set[str]:
    """``app.model.field`` of every column in which one of the words stands."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        for value in model._base_manager.values_list(field.attname, flat=True)
        if any(word in _text(value) for word in words)
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
