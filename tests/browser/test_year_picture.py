"""The year on paper: all mechanisms on one sheet of A3, lying on its side."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.browser.visitors import sign_in

pytestmark = pytest.mark.browser
A3_LYING = (1191, 842)


def test_a_year_of_every_mechanism_prints_on_one_sheet(chromium, product):
    context = chromium.new_context(base_url=product.address)
    page = sign_in(context, "chengban")
    page.goto("/year-picture/?year=2026")
    rows = page.locator(".year-table tbody tr").count()

    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    context.close()
    assert (rows, [tuple(map(round, sheet.get_size())) for sheet in paper]) == (42, [A3_LYING])
