"""The papers page: what it previews, links, counts and costs."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from bihuan.domain.rectification.models import Item
from tests.domain.compilations import growth

PAGE = reverse("papers")


@pytest.mark.parametrize(("role", "expected"), [("clerk", 200), ("leader", 200), ("stranger", 404)])
def test_who_sees_the_papers_of_the_year(request, cycle, role, expected):
    client = request.getfixturevalue(f"{role}_client")

    assert client.get(PAGE, {"year": 2022}).status_code == expected


def test_signed_out_the_page_asks_to_sign_in(client, cycle):
    assert client.get(PAGE)["Location"] == "/sign-in/?next=/papers/"


def test_without_a_ledger_the_page_says_what_to_do(stranger_client, cycle):
    assert "先导入上年度民主生活会情况报告并确认入账" in stranger_client.get(PAGE).content.decode()


def test_a_year_with_accounts_only_has_nothing_to_write_from(clerk_client, cycle):
    page = clerk_client.get(PAGE, {"year": 2021}).content.decode()

    assert "这一年度的台账里还没有问题和措施" in page
    assert "/papers/" + str(cycle.key) not in page


@pytest.mark.parametrize("code", ["report", "last-year", "ledger", "problems"])
def test_every_paper_has_a_preview(clerk_client, cycle, code):
    response = clerk_client.get(PAGE, {"paper": code})

    assert response.status_code == 200
    assert len(response.context["blocks"]) == len(response.context["paper"].blocks)


def test_an_unknown_paper_does_not_exist(clerk_client, cycle):
    assert clerk_client.get(PAGE, {"paper": "eulogy"}).status_code == 404


def test_sentences_link_to_the_rows_behind_them(clerk_client, cycle):
    item = Item.objects.get(cycle=cycle, measure__title="建强基层党支部")

    response = clerk_client.get(PAGE)

    block = next(each for each in response.context["blocks"] if each.lead == "（2）建强基层党支部。")
    assert [(link.label, link.url) for link in block.sources] == [
        ("任务：建强基层党支部", f"/ledger/items/{item.key}/")
    ]
    assert (
        f'href="/ledger/items/{item.key}/" aria-label="依据，任务：建强基层党支部"'
        in response.content.decode()
    )


def test_open_points_link_to_the_gaps_they_count(clerk_client, cycle):
    page = clerk_client.get(PAGE).content.decode()

    assert f'<a href="/coverage/?cycle={cycle.key}&amp;gap=no_measure">问题没有措施</a>' in page


def test_addressee_and_date_are_taken_into_preview_and_export_forms(clerk_client, cycle):
    page = clerk_client.get(PAGE, {"to": "县委组织部：", "date": "2024-01-15"}).content.decode()

    assert '<p class="papers-addressee">县委组织部：</p>' in page
    assert "2024年1月15日" in page
    assert page.count('<input type="hidden" name="date" value="2024-01-15">') == 2


def test_a_wrong_date_is_pointed_out_and_left_open(clerk_client, cycle):
    response = clerk_client.get(PAGE, {"date": "昨天", "to": "县委组织部"})

    paper = response.context["paper"]
    assert (paper.addressees, paper.date) == (("县委组织部",), None)
    assert "date" in response.context["form"].errors


def test_substituted_fonts_are_named(clerk_client, cycle):
    notes = clerk_client.get(PAGE).context["fonts"]

    assert notes.missing == ""
    assert all("代替" in note or "补" in note for note in notes.substitutions)


def test_what_users_entered_stays_text(clerk_client, cycle):
    page = clerk_client.get(PAGE, {"to": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;：" in page


def test_nothing_inline_on_the_page(clerk_client, cycle):
    page = clerk_client.get(PAGE).content.decode()

    assert re.findall(r"<[^>]+\sstyle=", page) == []
    assert re.findall(r"<style|<script(?![^>]*\ssrc=)", page) == []


@pytest.mark.parametrize("added", [3, 300])
def test_the_page_costs_the_same_queries_however_long(
    clerk_client, cycle, clerk, django_assert_max_num_queries, added
):
    def cost() -> int:
        with django_assert_max_num_queries(30) as captured:
            clerk_client.get(PAGE)
        return len(captured)

    before = cost()

    growth.grow(cycle, clerk, added)

    assert cost() == before
