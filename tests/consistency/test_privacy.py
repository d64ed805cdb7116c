"""Every stored field says what it is, what for and for how long; nothing is declared that is not stored."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from bihuan.core.registry import privacy

LONG_ENOUGH_FOR_A_NAME = (models.CharField, models.TextField, models.JSONField)


def stored_fields(found) -> set[str]:
    """``app.model.field`` of every column and many-to-many table."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in found
        for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many)
    }


def declared_fields() -> set[str]:
    return {f"{label}.{name}" for label, model in privacy.models().items() for name in model.fields}


def test_every_stored_field_is_declared_and_every_declared_one_stored():
    assert stored_fields(apps.get_models()) ^ declared_fields() == set()


def test_a_new_field_would_be_missed():
    class Guest(models.Model):
        phone = models.CharField(max_length=20)

        class Meta:
            app_label = "organizations"
            managed = False

    try:
        missed = stored_fields([Guest]) - declared_fields()
    finally:
        del apps.all_models["organizations"]["guest"]
        apps.clear_cache()

    assert missed == {"organizations.guest.id", "organizations.guest.phone"}


def test_every_field_has_a_class_a_purpose_and_a_retention():
    fields = [field for model in privacy.models().values() for field in model.fields.values()]
    silent = [
        f.name for f in fields if not (f.title and f.data_class.title and f.purpose and f.retention.title)
    ]

    assert silent == []


def test_a_table_with_personal_fields_says_about_whom():
    nameless = [
        label for label, model in privacy.models().items() if model.personal_fields and not model.subject
    ]
    needless = [
        label for label, model in privacy.models().items() if model.subject and not model.personal_fields
    ]

    assert (nameless, needless) == ([], [])


@pytest.mark.parametrize("used", ["user_key", "_by_key", "actor_key", "on_behalf_of"])
def test_keys_of_users_are_personal(used):
    loose = [
        f"{label}.{name}"
        for label, model in privacy.models().items()
        for name, field in model.fields.items()
        if name.endswith(used) and not field.personal
    ]

    assert loose == []


def test_relations_to_people_and_users_are_personal():
    people = {"organizations.person", "accounts.user"}
    loose = [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label_lower in people
        if not privacy.models()[model._meta.label_lower].fields[field.name].personal
    ]

    assert loose == []


def test_long_texts_that_people_write_are_personal():
    """Running text may name anybody; only what holds no prose is excused."""
    no_prose = {"cycles.aspect.title", "exchange.columnmapping.mapping"}
    loose = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("bihuan.")
        for field in model._meta.concrete_fields
        if isinstance(field, LONG_ENOUGH_FOR_A_NAME) and (field.max_length or 9999) >= 200 and field.editable
        if not privacy.models()[model._meta.label_lower].fields[field.name].personal
    }

    assert loose == no_prose


def test_every_retention_names_its_ground():
    groundless = [code for code, retention in privacy.retentions().items() if not retention.basis]

    assert groundless == ["structure"]


def test_what_is_kept_for_the_law_is_never_called_a_register():
    kept = {
        field.retention.code
        for model in privacy.models().values()
        for field in model.personal_fields
        if field.erasing and field.erasing.code == "kept" and field.data_class.sensitive
    }

    assert kept == {"ledger"}
