"""The record of processing, as data and as lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bihuan.core.registry import privacy
from bihuan.core.registry.privacy import App, Field, Model, Place, Retention


def as_json() -> dict[str, Any]:
    """Every field, those that tell nothing about anybody included."""
    return {
        "tables": [_table(app, model) for app in privacy.apps() for model in app.models.values()],
        "places": [_place(place) for place in privacy.places()],
        "retentions": [_retention(each) for each in privacy.retentions().values()],
    }


def table_of(label: str) -> dict[str, Any]:
    """How the personal fields of one table are handled."""
    return _table(_app_of(label), privacy.models()[label])


def lines() -> Iterator[str]:
    """What a person reads: tables with personal fields, other places, how long things are kept."""
    yield "# 个人信息处理记录"
    yield ""
    yield _totals()
    for app in privacy.apps():
        for model in app.models.values():
            if model.personal_fields:
                yield from _table_lines(app, model)
    yield from _section("数据库之外", "所在", "位置", "类别", "用途", "保存期限", "清除时")
    for p in privacy.places():
        yield _row(p.title, p.where, p.data_class.title, p.purpose, p.retention.title, p.erasing.title)
    yield from _section("保存期限", "期限", "说明", "依据", "到期由谁处理")
    for kept in privacy.retentions().values():
        if kept.basis:
            yield _row(kept.title, kept.detail, kept.basis, "程序" if kept.automatic else "单位")
    yield from _section("类别", "类别", "说明")
    for each in privacy.classes().values():
        yield _row(each.title + ("（敏感）" if each.sensitive else ""), each.note)
    yield from _section("清除时怎样处理", "处理", "说明")
    for fate in privacy.erasings().values():
        yield _row(fate.title, fate.detail)


def _totals() -> str:
    every = [field for model in privacy.models().values() for field in model.fields.values()]
    personal = [field for field in every if field.personal]
    return (
        f"共{len(privacy.models())}张表、{len(every)}个字段，其中{len(personal)}个字段含个人信息，"
        "都在下面；其余字段不含个人信息。没有存身份证号、手机号、住址和照片的字段。"
    )


def _table_lines(app: App, model: Model) -> Iterator[str]:
    yield from ("", f"## {app.title}：{model.title}", "")
    yield f"涉及：{model.subject}。用途：{model.purpose}。"
    yield ""
    yield from _head("字段", "类别", "用途", "保存期限", "清除时")
    for f in model.personal_fields:
        fate = f.erasing.title if f.erasing else ""
        yield _row(f.title, f.data_class.title, f.purpose, f.retention.title, fate)


def _section(title: str, *heads: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from _head(*heads)


def _head(*titles: str) -> Iterator[str]:
    yield _row(*titles)
    yield "|---" * len(titles) + "|"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _app_of(label: str) -> App:
    return next(app for app in privacy.apps() if label in {model.label for model in app.models.values()})


def _table(app: App, model: Model) -> dict[str, Any]:
    return {
        "app": app.title,
        "table": model.label,
        "title": model.title,
        "subject": model.subject,
        "purpose": model.purpose,
        "fields": [_field(field) for field in model.fields.values()],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "title": field.title,
        "class": field.data_class.code,
        "sensitive": field.data_class.sensitive,
        "purpose": field.purpose,
        "retention": field.retention.code,
        "erasing": field.erasing.code if field.erasing else None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "title": place.title,
        "where": place.where,
        "class": place.data_class.code,
        "purpose": place.purpose,
        "retention": place.retention.code,
        "erasing": place.erasing.code,
    }


def _retention(each: Retention) -> dict[str, Any]:
    return {
        "code": each.code,
        "title": each.title,
        "detail": each.detail,
        "basis": each.basis,
        "automatic": each.automatic,
    }
