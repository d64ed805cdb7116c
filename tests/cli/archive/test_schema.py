"""Which tables a backup holds, and of which version."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from bihuan.cli.archive import rows, schema
from bihuan.cli.archive.failures import ArchiveFailed


@pytest.mark.django_db
def test_every_table_stands_in_a_backup_or_is_left_out_on_purpose():
    kept = {model._meta.db_table for model in schema.models_at(schema.applied())}
    left_out = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in schema.LEFT_OUT
    }

    there = set(connection.introspection.table_names())

    assert there - kept == left_out | {"django_migrations", settings.CACHES["default"]["LOCATION"]}
    assert kept - there == set()


@pytest.mark.django_db
def test_no_row_of_a_backup_points_to_a_table_that_is_left_out():
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in schema.models_at(schema.applied())
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.model._meta.app_label in schema.LEFT_OUT
    ]

    assert pointing == []


@pytest.mark.django_db
def test_the_models_of_the_newest_version_are_those_of_the_code():
    now = {
        model._meta.label_lower: rows.columns_of(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in schema.LEFT_OUT
    }

    assert {
        model._meta.label_lower: rows.columns_of(model) for model in schema.models_at(schema.applied())
    } == now


def test_an_earlier_version_has_its_own_tables():
    first = frozenset({("trail", "0001_initial")})

    assert schema.leaves(first) == [("trail", "0001_initial")]
    assert [model._meta.label_lower for model in schema.models_at(first)] == [
        "trail.chain",
        "trail.change",
        "trail.entry",
        "trail.request",
    ]


def test_the_newest_of_each_app_is_where_a_version_ends():
    two = frozenset({("trail", "0001_initial"), ("trail", "0002_append_only")})

    assert schema.leaves(two) == [("trail", "0002_append_only")]


def test_an_unknown_migration_is_named():
    with pytest.raises(ArchiveFailed) as refused:
        schema.refuse_newer({("trail", "0001_initial"), ("trail", "9999_later")}, "备份")

    assert str(refused.value) == (
        "备份比本程序新（本程序不认识 trail 的 9999_later）。请先把程序升级到写它的那一版或更新的一版。"
    )


def test_every_known_migration_is_taken():
    schema.refuse_newer({("trail", "0001_initial"), ("accounts", "0001_initial")}, "备份")
