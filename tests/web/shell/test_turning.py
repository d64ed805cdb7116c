"""Names from before they were looked at turn no page around; everything else of a text stays."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse

from bihuan.domain.trail import journal
from bihuan.web.turning import TurningMiddleware

TURNED = "乔\u202e一\u2067帆"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def passed(response: HttpResponse) -> HttpResponse:
    return TurningMiddleware(lambda request: response)(RequestFactory().get("/"))


@pytest.fixture
def turned(bureau):
    """A person and a unit with names as an old database may hold them."""
    bureau.officer.name = TURNED
    bureau.office.name = "办\u202e公室"
    with journal.opened():
        bureau.officer.save()
        bureau.office.save()
    return bureau


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (lambda bureau: reverse("person-list"), "乔一帆"),
        (lambda bureau: reverse("person-detail", args=[bureau.officer.key]), "乔一帆"),
        (lambda bureau: reverse("person-edit", args=[bureau.officer.key]), "乔一帆"),
        (lambda bureau: reverse("unit-detail", args=[bureau.office.key]), "办公室"),
        (lambda bureau: reverse("search") + "?q=乔", "乔一帆"),
        (lambda bureau: reverse("today"), "乔一帆"),
    ],
    ids=["people", "person", "form", "unit", "search", "head"],
)
def test_a_name_that_turns_text_reads_straight_on(turned, clerk_client, address, shown):
    page = clerk_client.get(address(turned)).content.decode()

    assert shown in page
    assert re.findall(f"[{TURNING}]", page) == []


def test_the_length_of_the_answer_is_that_of_what_is_sent(turned, clerk_client):
    response = clerk_client.get(reverse("person-detail", args=[turned.officer.key]))

    assert int(response["Content-Length"]) == len(response.content)


@pytest.mark.parametrize("character", TURNING)
def test_each_of_them_is_left_out_of_a_page(character):
    assert passed(HttpResponse(f"前{character}后")).content.decode() == "前后"


@pytest.mark.parametrize("text", ["前\u200f后", "前\u200e后", "前\u200b后", "前\u2065后", "、。《》…—‘’“”"])
def test_all_else_is_left_alone(text):
    assert passed(HttpResponse(text)).content.decode() == text


@pytest.mark.parametrize("kind", ["text/csv; charset=utf-8", "application/json", "application/pdf"])
def test_files_are_sent_as_they_are(kind):
    assert passed(HttpResponse("前\u202e后", content_type=kind)).content.decode() == "前\u202e后"


def test_what_is_sent_piece_by_piece_is_not_held_up():
    response = passed(StreamingHttpResponse(["前\u202e后"]))

    assert b"".join(response.streaming_content).decode() == "前\u202e后"
