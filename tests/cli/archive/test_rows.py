"""Rows as lines: the same bytes from either database."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.cli.archive import rows
from bihuan.domain.trail.models import Request

KEY = UUID("12345678-1234-4234-8234-123456789abc")
MOMENT = datetime.datetime(2026, 1, 10, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
#: What JSON text can hold in both databases: PostgreSQL takes no NUL and no half of a surrogate pair.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        ("“水”\n\u2028𠮷", '"“水”\\n\u2028𠮷"'),
        (KEY, '"12345678-1234-4234-8234-123456789abc"'),
        (MOMENT, '"2026-01-10T00:00:00.000000+00:00"'),
        (datetime.date(2026, 1, 10), '"2026-01-10"'),
        (Decimal("1.5000"), '"1.5000"'),
        (b"\x00\xff", '"AP8="'),
        ({"b": 1, "a": [1.0, 0.1]}, '{"a":[1.0,0.1],"b":1}'),
        (1e22, "10000000000000000000000"),
        (7.205759403792137e16, "72057594037921370"),
        ({"least": -0.0}, '{"least":0.0}'),
        (1e-7, "1e-07"),
        (1e15, "1000000000000000.0"),
        ("1e+16 and -0.0 in a text stay", '"1e+16 and -0.0 in a text stay"'),
    ],
)
def test_a_value_has_one_spelling(value, expected):
    assert rows.line_of((value,)) == f"[{expected}]\n".encode()


def test_a_value_without_a_spelling_is_refused():
    with pytest.raises(TypeError, match="no line form for set"):
        rows.line_of(({1},))


def test_a_line_that_does_not_fit_the_model_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        rows.values_of(b"[1, null]", Request)


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=JSON.filter(lambda value: value is not None))
def test_any_json_is_spelled_alike_before_and_after_the_database(answer):
    Request.objects.all().delete()
    row = Request.objects.create(key="k", operation="o", answer=answer, created_at=timezone.now())

    [line] = rows.lines_of(Request, "default")

    assert rows.columns_of(Request) == ("answer", "created_at", "id", "key", "operation")
    assert line == rows.line_of((answer, row.created_at, row.pk, row.key, row.operation))
    assert rows.line_of(tuple(rows.values_of(line, Request))) == line
