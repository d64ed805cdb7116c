"""Declarations of personal data as typed objects."""

from __future__ import annotations

import pytest

from bihuan.core.registry import privacy


def test_a_personal_field_is_told_in_full():
    field = privacy.models()["organizations.person"].fields["staff_number"]

    told = (field.title, field.data_class.title, field.purpose, field.retention.title, field.erasing.title)
    assert told == ("工号", "身份标识", "区分同名的人", "在册期间", "替换")


def test_a_field_about_nobody_takes_purpose_and_retention_from_its_table():
    field = privacy.models()["rectification.item"].fields["due_date"]

    assert (field.personal, field.purpose, field.retention.code, field.erasing) == (
        False,
        "把措施落实到人、时限和目标",
        "ledger",
        None,
    )


def test_sensitive_classes_are_marked():
    marked = [code for code, data_class in privacy.classes().items() if data_class.sensitive]

    assert marked == ["affiliation", "credential", "opinion", "case"]


@pytest.mark.parametrize("missing", ["purpose", "erasing", "class", "title"])
def test_an_incomplete_declaration_of_a_personal_field_is_refused(missing):
    entry = {"title": "姓名", "class": "identifying", "purpose": "登录", "erasing": "kept"}
    del entry[missing]

    with pytest.raises(KeyError, match=missing):
        privacy._field("name", entry, {"purpose": "登录", "retention": "account"})


def test_unknown_terms_are_refused():
    entry = {"title": "姓名", "class": "anything", "purpose": "登录", "erasing": "kept"}

    with pytest.raises(KeyError, match="anything"):
        privacy._field("name", entry, {"purpose": "登录", "retention": "account"})


def test_places_outside_the_database_are_named():
    assert [place.title for place in privacy.places()] == [
        "导入的原件",
        "安全日志",
        "备份",
        "浏览器里的登录标记",
    ]
