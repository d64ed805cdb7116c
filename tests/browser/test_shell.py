"""What every page can do: keys, dialogs, questions, warnings, files, errors in the background, the menu."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import expect

from tests.browser.product import Product
from tests.browser.visitors import PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

IS_OPEN = "dialog => dialog.open"
ADDRESSES = "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
DROP_21_MB = """input => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(21 * 1048576)], "大报告.docx"));
    input.closest("[data-dropzone]").dispatchEvent(
        new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
}"""


@pytest.fixture
def problem(product: Product) -> str:
    """The address where links of a problem with an unconfirmed candidate are judged."""
    waiting = "select problem_id from rectification_problemcause where state = 'candidate'"
    return f"/coverage/problems/{product.key(f'rectification_problem where id in ({waiting})')}/"


def test_question_mark_lists_the_keys_of_the_page(clerk_page):
    clerk_page.goto("/")
    clerk_page.keyboard.press("?")
    listed = clerk_page.locator(".key-list dt, .key-list dd").all_inner_texts()
    clerk_page.keyboard.press("Escape")

    assert listed == ["/", "搜索全部", "i", "导入报告", "?", "显示本页快捷键"]
    expect(clerk_page.locator("dialog[open]")).to_have_count(0)


def test_single_keys_can_be_switched_off(clerk_page):
    clerk_page.goto("/drafts/")
    clerk_page.keyboard.press("?")
    clerk_page.get_by_label("停用单键快捷键").check()
    clerk_page.keyboard.press("Escape")
    clerk_page.keyboard.press("n")
    stayed = clerk_page.url
    clerk_page.evaluate("localStorage.clear()")
    clerk_page.keyboard.press("n")
    clerk_page.wait_for_url("**/drafts/new/")

    assert stayed.endswith("/drafts/")


def test_single_keys_are_silent_while_someone_types(clerk_page):
    clerk_page.goto("/gallery/")
    clerk_page.keyboard.press("/")
    clerk_page.keyboard.press("o")

    assert clerk_page.locator("#site-search").input_value() == "o"
    assert not clerk_page.locator("#sample-dialog").evaluate(IS_OPEN)


def test_dialog_closes_by_escape_and_by_a_click_beside_it(clerk_page):
    clerk_page.goto("/gallery/")
    dialog = clerk_page.locator("#sample-dialog")

    clerk_page.keyboard.press("o")
    opened = dialog.evaluate(IS_OPEN)
    clerk_page.keyboard.press("Escape")
    after_escape = dialog.evaluate(IS_OPEN)
    clerk_page.keyboard.press("o")
    clerk_page.mouse.click(5, 5)

    assert (opened, after_escape, dialog.evaluate(IS_OPEN)) == (True, False, False)


def test_what_cannot_be_taken_back_asks_first(clerk_page):
    clerk_page.goto("/gallery/")
    source = clerk_page.locator("[data-confirm]").first
    sent = []
    clerk_page.on("request", lambda request: request.method == "POST" and sent.append(request.url))

    source.click()
    question = clerk_page.locator("dialog[open] #confirm-question").inner_text()
    focused = clerk_page.evaluate("document.activeElement.textContent")
    clerk_page.keyboard.press("Enter")
    expect(clerk_page.locator("dialog[open]")).to_have_count(0)

    assert question == source.get_attribute("data-confirm")
    assert focused == "取消"
    assert sent == []


def test_a_changed_form_warns_before_it_is_left(clerk_page, product):
    key = product.key("rectification_item")
    warnings = []
    clerk_page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.dismiss()))
    clerk_page.goto(f"/ledger/items/{key}/")

    clerk_page.get_by_label("可检验的结果").fill("形成季度通报")
    clerk_page.get_by_role("link", name="今天").first.click()
    clerk_page.wait_for_timeout(300)
    kept = clerk_page.url
    clerk_page.get_by_label("可检验的结果").fill("")
    clerk_page.evaluate("document.querySelectorAll('form').forEach(form => form.reset())")
    clerk_page.get_by_role("link", name="今天").first.click()
    clerk_page.wait_for_url("**/")

    assert warnings == ["beforeunload"]
    assert kept.endswith(f"/ledger/items/{key}/")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(clerk_page):
    clerk_page.goto("/drafts/new/")
    field = clerk_page.locator("#id_file")

    field.evaluate(DROP_21_MB)

    expect(clerk_page.locator("[data-dropzone-chosen]")).to_have_text(
        "“大报告.docx”有 21.0 MB，超过 20 MB，请压缩图片或拆分后再选。"
    )
    assert field.evaluate("field => field.files.length") == 0


def test_a_file_that_fits_is_named(clerk_page):
    clerk_page.goto("/drafts/new/")
    report = {"name": "报告.docx", "mimeType": "application/octet-stream", "buffer": b"x" * 3072}

    clerk_page.locator("#id_file").set_input_files(report)

    expect(clerk_page.locator("[data-dropzone-chosen]")).to_have_text("已选：报告.docx（3 KB）")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (409, "这一项刚被别人改过，您的修改还没有保存。请先复制您填写的内容，再刷新页面核对。"),
        (500, "系统出错，这次操作没有保存。请稍后再试；反复出现请联系管理员。"),
        (503, "系统正忙，这次操作没有保存。请稍候再试。"),
        (None, "网络不通，这次操作没有保存。请检查网络后再试。"),
    ],
)
def test_a_request_that_fails_in_the_background_is_said(clerk_page, problem, status, sentence):
    clerk_page.goto(problem)
    clerk_page.route(
        "**/coverage/links/**",
        lambda route: route.abort() if status is None else route.fulfill(status=status, body=""),
    )

    clerk_page.get_by_role("button", name="确认：").first.click()

    expect(clerk_page.locator("[data-htmx-error]")).to_have_text(sentence)
    expect(clerk_page.locator("[data-htmx-error]")).to_have_attribute("role", "alert")


def test_skip_link_leads_past_the_navigation(clerk_page):
    clerk_page.goto("/")

    clerk_page.keyboard.press("Tab")
    expect(clerk_page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    clerk_page.keyboard.press("Enter")
    clerk_page.keyboard.press("Tab")

    expect(clerk_page.locator("main a:focus")).to_have_count(1)


def test_menu_closes_by_escape_and_by_a_click_elsewhere(clerk_page):
    clerk_page.goto("/")
    summary, menu = clerk_page.locator(".account-menu summary"), clerk_page.locator(".account-menu")

    summary.click()
    expect(menu.get_by_role("button", name="退出登录")).to_be_visible()
    clerk_page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.click()
    clerk_page.locator("h1").click()

    expect(menu).not_to_have_attribute("open", "")


def test_after_signing_out_no_page_opens(open_context):
    page = sign_in(open_context(), "fujuzhang")

    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in/")
    page.goto("/ledger/")

    assert page.url.endswith("/sign-in/?next=/ledger/")


def test_a_wrong_password_says_what_to_do(open_context):
    page = open_context().new_page()
    page.goto("/sign-in/")

    page.get_by_label("用户名").fill("chengban")
    page.get_by_label("密码").fill("不是它")
    page.keyboard.press("Enter")

    expect(page.locator(".alert-error")).to_contain_text(
        "用户名或密码不对。请检查大小写和输入法后再试；忘记密码请联系本单位系统管理员。"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_reading_page_has_tabs_on_a_phone(open_context, product, scripts):
    key = product.key("documents_draft")
    page = open_context("chengban", viewport=PHONE, java_script_enabled=scripts).new_page()
    page.goto(f"/drafts/{key}/")

    expect(page.locator(".pane-items")).to_be_visible()
    expect(page.locator(".pane-text")).to_be_hidden()
    page.locator("label[for=pane-text]").click()

    expect(page.locator(".pane-text")).to_be_visible()
    expect(page.locator(".pane-items")).to_be_hidden()


def test_a_leader_sees_the_ledger_but_no_button_to_change_it(open_context, problem):
    page = open_context("juzhang").new_page()
    page.goto("/ledger/")
    heading, additions = page.locator("h1").inner_text(), page.get_by_role("link", name="补记").count()
    page.goto(problem)

    assert (heading, additions) == ("2025年度民主生活会台账", 0)
    assert page.get_by_role("button", name="确认：").count() == 0


@pytest.mark.parametrize("username", ["chengban", "juzhang"])
def test_no_link_leads_to_a_refusal(open_context, username):
    context = open_context(username)
    page = context.new_page()
    found = {}
    for name in ("today", "draft-list", "ledger", "coverage", "papers", "exchange"):
        page.goto(reverse(name))
        for href in page.eval_on_selector_all("main a[href]", ADDRESSES):
            found.setdefault(resolve(urlsplit(href).path).url_name, href)

    refused = {name: href for name, href in found.items() if context.request.get(href).status != 200}

    assert refused == {}
    assert {"item-detail", "coverage-problem", "statement-detail", "draft-detail"} <= set(found)
