"""Masked figures: shown in their sentence, filled with a source, the wording untouched."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from bihuan.domain.rectification.models import Figure, Measure


@pytest.fixture
def figure(cycle):
    return Figure.objects.get(cycle=cycle, text="不少于**次")


def fill(client, figure, **values: object):
    url = reverse("coverage-figure-fill", args=[figure.key])
    return client.post(url, {"seen": figure.version, "value": "12", "note": "中心组学习台账", **values})


def stored(figure) -> tuple[Decimal | None, str]:
    fresh = Figure.objects.get(pk=figure.pk)
    return fresh.filled_value, fresh.filled_note


def test_claimed_and_filled_stand_side_by_side(clerk_client, figure):
    response = fill(clerk_client, figure)

    assert response["Location"] == f"/coverage/?cycle={figure.cycle.key}#figure-{figure.key}"
    row = clerk_client.get("/coverage/?year=2022").context["listing"].figures[-1]
    assert (row.text, row.filled, row.waiting) == ("不少于**次", "不少于12次", False)
    assert (row.before[-16:], row.after[:8]) == ("交账，全年组织理论学习中心组学习", "，真正把党的创新")
    assert "不少于**次" in Measure.objects.get(pk=figure.measure_id).text


@pytest.mark.parametrize(
    "values", [{"value": ""}, {"value": "-1"}, {"value": "十二"}, {"note": ""}, {"note": "  "}]
)
def test_a_number_needs_to_be_one_and_to_have_a_source(clerk_client, figure, values):
    response = fill(clerk_client, figure, **values)

    assert response.status_code == 302
    assert stored(figure) == (None, "")


@pytest.mark.parametrize(("role", "expected"), [("leader", 403), ("stranger", 404)])
def test_who_may_not_fill(request, figure, role, expected):
    response = fill(request.getfixturevalue(f"{role}_client"), figure)

    assert (response.status_code, stored(figure)) == (expected, (None, ""))


def test_a_figure_that_is_written_out_cannot_be_filled(clerk_client, cycle):
    written = Figure.objects.get(text="各一名")

    fill(clerk_client, written)

    assert stored(written) == (None, "")
    page = clerk_client.get("/coverage/?year=2021").content.decode()
    assert "这个数字在原文中已经写明，不需要补填。" in page


def test_a_stale_fill_is_refused(clerk_client, figure):
    fill(clerk_client, figure)

    response = fill(clerk_client, figure, value="13")

    assert (response.status_code, stored(figure)) == (409, (Decimal(12), "中心组学习台账"))
