"""From a file to the ledger by keyboard alone, with a power cut in between; the exact rows at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bihuan.core import reading as reader
from bihuan.core.document import sandbox
from bihuan.core.reading.model import ItemType
from tests.browser.product import PASSWORD, Product
from tests.browser.visitors import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

TWIN = Path(__file__).parents[1] / "material" / "reports" / "bureau-report-2022.docx"
PLACES = {
    ItemType.PROBLEM: ("problem", 2022),
    ItemType.CAUSE: ("cause", 2022),
    ItemType.DIRECTION: ("measure", 2022),
    ItemType.LAST_YEAR_MEASURE: ("account", 2021),
    ItemType.RESULT: ("account", 2022),
}
SECOND_HALF = "面对历史遗留问题和跨部门扯皮事项"
ADDED = "对2021年党史学习教育专题民主生活会上查找出来的不足和思想症结"


@pytest.fixture
def mortal(chromium, tmp_path):
    """A product of this test's own, because the test kills it."""
    product = Product(tmp_path / "home")
    product.start()
    yield product
    product.kill()


@pytest.fixture
def page(chromium, mortal):
    context = chromium.new_context(viewport=DESK, locale="zh-CN", base_url=mortal.address)
    context.set_default_timeout(15_000)
    page = context.new_page()
    # A listener from the start: the first one makes Chromium hand file choosers over, which takes a moment.
    page.on("filechooser", lambda chooser: None)
    yield page
    context.close()


@pytest.fixture(scope="module")
def twin():
    """What the program reads out of the twin, before any person corrects it."""
    document = sandbox.read_bytes(TWIN.name, TWIN.read_bytes())
    return document.text, {item.id: item for item in reader.read(document).items}


class Keyboard:
    """Hands that never touch the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tab_to(self, selector: str) -> None:
        """Tab until the element has the focus."""
        for _ in range(60):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is out of reach of the keyboard")

    def walk_to(self, item: str) -> None:
        """Walk with j and k until the card of the item is chosen."""
        order = self.page.eval_on_selector_all("[data-card]", "all => all.map(each => each.dataset.card)")
        here = self.chosen()
        steps = order.index(item) - order.index(here)
        self.press(*["j" if steps > 0 else "k"] * abs(steps))
        assert self.chosen() == item

    def chosen(self) -> str:
        return self.page.get_attribute("[data-card].is-selected", "data-card") or ""

    def correct(self, *keys: str, then: str) -> None:
        """Press the keys of one correction and wait until the server has answered with the reading."""
        with self.page.expect_response("**/correct/") as answer:
            self.press(*keys)
        assert answer.value.status == 200
        self.settled(then)

    def undo(self, then: str) -> None:
        with self.page.expect_response("**/undo/") as answer:
            self.press("u")
        assert answer.value.status == 200
        self.settled(then)

    def settled(self, chosen: str) -> None:
        expect(self.page.locator("#reading:not([data-busy])")).to_be_visible()
        expect(self.page.locator(f'[data-card="{chosen}"].is-selected')).to_be_focused()


def test_from_a_file_to_the_ledger_by_keyboard_alone(mortal, page, twin, tmp_path):
    keyboard = Keyboard(page)
    text, read = twin
    _sign_in(keyboard)
    _bring_in(keyboard)
    with page.expect_response("**/drafts/**"):
        keyboard.press("r")
    expect(page.locator(".item-group").first).to_contain_text("上年度整改")

    for item in ("9", "10"):
        keyboard.walk_to(item)
        keyboard.correct("6", then=item)
    keyboard.walk_to("25")
    keyboard.correct("1", then="25")
    keyboard.walk_to("11")
    keyboard.correct("m", then="11+12")
    keyboard.walk_to("20")
    keyboard.press("s")
    keyboard.correct("Enter", then="20a")
    added = _add_a_sentence(keyboard, text)
    keyboard.walk_to("29")
    keyboard.press("d")
    keyboard.type("表态性语句")
    keyboard.correct("Enter", then="30")
    page.screenshot(path=tmp_path / "reading.png")

    mortal.kill()
    mortal.start()
    keyboard.walk_to("13")
    keyboard.correct("2", then="13")
    keyboard.undo(then="13")

    keyboard.press("c")
    page.wait_for_url("**/confirm/")
    page.screenshot(path=tmp_path / "confirm.png")
    keyboard.press("y")
    page.wait_for_url("**/ledger/*/")
    page.screenshot(path=tmp_path / "ledger.png")

    assert _rows(mortal) == _expected(text, read, added)
    assert _counts(mortal) == {"corrections": 7, "undone": 1, "items": 8, "drafts": [("confirmed",)]}


def _sign_in(keyboard: Keyboard) -> None:
    keyboard.page.goto("/sign-in/")
    keyboard.tab_to("[name=username]")
    keyboard.type("chengban")
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    expect(keyboard.page.locator(".main-nav")).to_be_visible()


def _bring_in(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.tab_to("a[href='/drafts/']")
    keyboard.press("Enter")
    page.wait_for_url("**/drafts/")
    keyboard.press("n")
    page.wait_for_url("**/drafts/new/")
    keyboard.tab_to("#id_file")
    with page.expect_file_chooser() as chooser:
        keyboard.press("Enter")
    chooser.value.set_files(TWIN)
    keyboard.tab_to("#intake-send")
    keyboard.press("Enter")
    page.wait_for_selector("[data-actions]")


def _add_a_sentence(keyboard: Keyboard, text: str) -> tuple[int, int]:
    """Select a sentence that was left over with Shift and the arrows, and add it as a direction."""
    rest = keyboard.page.get_attribute("[data-rest] >> nth=1", "data-card")
    start = int(rest.removeprefix("u"))
    sentence = text[start : text.index("\n", start)]
    keyboard.walk_to(rest)
    keyboard.press("o")
    keyboard.press("Home", *["Shift+ArrowRight"] * len(sentence))
    assert keyboard.page.evaluate("getSelection().toString()") == sentence
    keyboard.press("4")
    keyboard.correct("Enter", then="+1")
    return start, start + len(sentence)


def _expected(text, read, added):
    """What the corrections make of the reading: (table, year, start, end, title) in the order of the text."""
    rows = {
        item.id: (*PLACES[item.type], item.start, item.end, item.title)
        for item in read.values()
        if item.id not in {"12", "20", "29"}
    }
    rows["9"] = (*PLACES[ItemType.RESULT], *rows["9"][2:])
    rows["10"] = (*PLACES[ItemType.RESULT], *rows["10"][2:])
    rows["25"] = (*PLACES[ItemType.PROBLEM], *rows["25"][2:])
    rows["11"] = (*rows["11"][:3], read["12"].end, read["11"].title)
    cut = text.index("。", read["20"].start) + 1
    rows["20a"] = (*PLACES[ItemType.PROBLEM], read["20"].start, cut, read["20"].title)
    rows["20b"] = (*PLACES[ItemType.PROBLEM], cut, read["20"].end, SECOND_HALF)
    rows["+1"] = (*PLACES[ItemType.DIRECTION], *added, ADDED)
    return sorted(rows.values(), key=lambda row: (row[2], -row[3]))


def _rows(product: Product):
    """What stands in the ledger, in the order of the text."""
    found = []
    for table in ("problem", "cause", "measure", "account"):
        found += product.rows(
            f"select ?, year, start, end, row.title from rectification_{table} as row"
            " join cycles_cycle on cycles_cycle.id = row.cycle_id where year in (2021, 2022)",
            table,
        )
    return sorted(found, key=lambda row: (row[2], -row[3]))


def _counts(product: Product):
    year = "(select id from cycles_cycle where year = 2022)"
    corrections = "documents_correction where undone_at is"
    return {
        "corrections": product.rows(f"select count(*) from {corrections} null")[0][0],
        "undone": product.rows(f"select count(*) from {corrections} not null")[0][0],
        "items": product.rows(f"select count(*) from rectification_item where cycle_id in {year}")[0][0],
        "drafts": product.rows("select state from documents_draft where year = 2022"),
    }
