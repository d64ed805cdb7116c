"""There is no second way into the record."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

import bihuan
from bihuan.domain.trail.recorded import RecordedModel, RecordedQuerySet

ROOT = Path(bihuan.__file__).parent
WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "bulk_save"}
#: Steps shared by operations, and the trail itself: all run only while the door is open.
SHARED_STEPS = {
    "domain/accounts/moving.py",
    "domain/accounts/second_factor_steps.py",
    "domain/cycles/opening.py",
    "domain/documents/settling.py",
    "domain/exchange/settling.py",
    "domain/facts/freezing.py",
    "domain/organizations/sheet/applying.py",
    "domain/organizations/sheet/undoing.py",
    "domain/rectification/building.py",
    "domain/rectification/sheet/applying.py",
    "domain/rectification/sheet/undoing.py",
    "domain/trail/chain.py",
    "domain/trail/recorded.py",
    "domain/trail/requests.py",
}


def writers(file: Path) -> set[str]:
    """Names of ORM writes that a module calls."""
    calls = (node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {func.attr for func in calls if isinstance(func, ast.Attribute) and func.attr in WRITES}


def may_write(file: Path) -> bool:
    inside = file.relative_to(ROOT).as_posix()
    return inside in SHARED_STEPS or not {"operations", "migrations"}.isdisjoint(file.with_suffix("").parts)


@pytest.mark.parametrize("package", ["web", "cli", "domain", "config"])
def test_only_operations_and_their_shared_steps_write(package):
    culprits = {
        file.relative_to(ROOT).as_posix(): found
        for file in (ROOT / package).rglob("*.py")
        if not may_write(file) and (found := writers(file))
    }

    assert culprits == {}


def test_only_a_restore_writes_rows_by_sql():
    """Rows that operations made once come back with their trail (docs/adr/0094); all other SQL only asks."""
    writing = re.compile(r"\bINSERT\s+INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b|executemany", re.I)
    culprits = [
        file.relative_to(ROOT).as_posix()
        for file in ROOT.rglob("*.py")
        if "migrations" not in file.parts and writing.search(file.read_text("utf-8"))
    ]

    assert culprits == ["cli/archive/loading.py"]


def product_models():
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("bihuan.") and model._meta.app_label != "trail"
    ]


def test_every_product_model_is_recorded():
    assert [model.__name__ for model in product_models() if not issubclass(model, RecordedModel)] == []


def test_every_manager_of_a_product_model_guards_its_bulk_writes():
    loose = [
        model.__name__
        for model in product_models()
        if not issubclass(model._default_manager._queryset_class, RecordedQuerySet)
    ]

    assert loose == []
