"""How the reading page behaves when things go otherwise: two tabs, refusals, a mouse, no scripts."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitors import PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PAPER = """云岭县水务局{year}年度民主生活会情况报告
一、查摆出的主要问题
（一）联系群众方面
一是深入一线不够。班子成员到项目现场偏少，对群众反映的取水难题了解不深。
二是攻坚劲头不足。对历史遗留的渠道权属争议，存在等一等的想法。
二、原因剖析
一是宗旨意识有所淡化。习惯于听汇报、看材料，对基层实际掌握不透。
"""
YEARS = itertools.count(2030)


@pytest.fixture
def draft(clerk_page: Page) -> str:
    """The address of a fresh paper with two problems and a cause."""
    clerk_page.goto("/drafts/new/")
    clerk_page.fill("#id_text", PAPER.format(year=next(YEARS)))
    clerk_page.click("#intake-send")
    clerk_page.wait_for_selector("[data-actions]")
    return clerk_page.url


def types(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-card]", "all => all.map(each => each.dataset.type)")


def test_a_second_tab_is_told_and_may_send_its_step_again(clerk_page, draft):
    other = clerk_page.context.new_page()
    other.goto(draft)
    other.wait_for_selector("[data-actions]")
    with other.expect_response("**/correct/"):
        other.keyboard.press("2")

    clerk_page.keyboard.press("j")
    with clerk_page.expect_response("**/correct/") as answer:
        clerk_page.keyboard.press("3")

    assert answer.value.status == 409
    expect(clerk_page.locator("[data-refusal]")).to_contain_text("没有保存：“攻坚劲头不足”定为措施")
    assert types(clerk_page) == ["cause", "problem", "cause"]
    with clerk_page.expect_response("**/correct/") as answer:
        clerk_page.get_by_role("button", name="仍按我的改").click()
    assert answer.value.status == 200
    expect(clerk_page.locator("[data-refusal]")).to_have_count(0)
    assert types(clerk_page) == ["cause", "measure", "cause"]


def test_an_impossible_step_says_why_and_leaves_the_choice(clerk_page, draft):
    clerk_page.keyboard.press("j")
    clerk_page.keyboard.press("j")
    with clerk_page.expect_response("**/correct/") as answer:
        clerk_page.keyboard.press("m")

    assert answer.value.status == 422
    expect(clerk_page.locator("[data-refusal]")).to_contain_text("合并至少要选两条")
    expect(clerk_page.locator("[data-card='3'].is-selected")).to_be_focused()


def test_selecting_over_an_item_is_refused_with_its_reason(clerk_page, draft):
    clerk_page.keyboard.press("o")
    clerk_page.keyboard.press("Shift+End")
    clerk_page.keyboard.press("2")
    with clerk_page.expect_response("**/correct/") as answer:
        clerk_page.keyboard.press("Enter")

    assert answer.value.status == 422
    expect(clerk_page.locator("[data-refusal]")).to_contain_text("选中的文字和第1条重叠")


def test_a_split_at_the_caret(clerk_page, draft):
    clerk_page.keyboard.press("o")
    for _ in range(len("一是深入一线不够。")):
        clerk_page.keyboard.press("ArrowRight")
    with clerk_page.expect_response("**/correct/") as answer:
        clerk_page.keyboard.press("s")

    assert answer.value.status == 200
    expect(clerk_page.locator("[data-card='1b']")).to_have_count(1)


def test_keys_that_come_too_fast_wait_for_the_answer(clerk_page, draft):
    answers = []
    clerk_page.on("response", lambda each: each.request.method == "POST" and answers.append(each.status))
    clerk_page.keyboard.type("2j3j4uu", delay=0)

    expect(clerk_page.locator("#reading:not([data-busy])")).to_be_visible()
    for _ in range(300):
        if len(answers) == 5:
            break
        clerk_page.wait_for_timeout(50)
    expect(clerk_page.locator("#reading:not([data-busy])")).to_be_visible()
    assert answers == [200] * 5
    assert types(clerk_page) == ["cause", "problem", "cause"]


def test_marked_items_are_merged_with_the_chosen_one(clerk_page, draft):
    clerk_page.keyboard.press("x")
    clerk_page.keyboard.press("j")
    with clerk_page.expect_response("**/correct/") as answer:
        clerk_page.keyboard.press("m")

    assert answer.value.status == 200
    expect(clerk_page.locator("[data-card='1+2'].is-selected")).to_be_focused()


def test_a_new_title_and_a_new_aspect(clerk_page, draft):
    clerk_page.keyboard.press("Enter")
    clerk_page.keyboard.type("到现场偏少")
    with clerk_page.expect_response("**/correct/"):
        clerk_page.keyboard.press("Enter")
    expect(clerk_page.locator("[data-card='1'].is-selected .item-title")).to_have_text("到现场偏少")
    expect(clerk_page.locator("[data-card='1']")).to_be_focused()

    clerk_page.keyboard.press("v")
    clerk_page.keyboard.press("Tab")
    clerk_page.keyboard.type("担当作为")
    with clerk_page.expect_response("**/correct/"):
        clerk_page.keyboard.press("Enter")
    expect(clerk_page.locator("[data-card='1'] .item-aspect")).to_have_text("担当作为")


def test_hovering_lights_up_the_other_side(clerk_page, draft):
    clerk_page.locator("[data-card='2'] .item-excerpt").hover()
    expect(clerk_page.locator("[data-source] [data-item='2'].is-hovered")).to_have_count(1)

    clerk_page.locator("[data-source] [data-item='3']").hover()
    expect(clerk_page.locator("[data-card='3'].is-hovered")).to_have_count(1)
    expect(clerk_page.locator("[data-card='2'].is-hovered")).to_have_count(0)


def test_a_click_in_the_original_chooses_the_item(clerk_page, draft):
    clerk_page.locator("[data-source] [data-item='2']").click()

    expect(clerk_page.locator("[data-card='2'].is-selected")).to_be_in_viewport()


def test_typing_into_the_original_changes_nothing(clerk_page, draft):
    before = clerk_page.locator("[data-source]").inner_text()
    clerk_page.keyboard.press("o")
    clerk_page.keyboard.insert_text("不该写进去的字")
    clerk_page.keyboard.press("Backspace")

    assert clerk_page.locator("[data-source]").inner_text() == before


def test_on_a_phone_one_side_shows_at_a_time(clerk_page, draft):
    clerk_page.set_viewport_size(PHONE)
    clerk_page.goto(draft)
    expect(clerk_page.locator("[data-items]")).to_be_visible()
    expect(clerk_page.locator("[data-original]")).to_be_hidden()

    clerk_page.locator("label[for=pane-text]").click()

    expect(clerk_page.locator("[data-original]")).to_be_visible()
    expect(clerk_page.locator("[data-items]")).to_be_hidden()


def test_without_scripts_retyping_and_dropping_still_work(open_context, draft):
    page = open_context("chengban", java_script_enabled=False).new_page()
    page.goto(draft)
    page.get_by_role("link", name="攻坚劲头不足").click()
    page.locator("[data-actions] button[value=measure]").click()
    expect(page.locator("[data-card='2'].is-selected .type-chip")).to_have_text("措施")
    assert types(page) == ["problem", "measure", "cause"]

    page.locator("[data-actions] summary").click()
    page.locator("[data-actions] [name=reason]").fill("与上一条重复")
    page.locator("[data-actions]").get_by_role("button", name="不采用").click()
    expect(page.locator(".item-card .item-title")).to_have_text(
        ["深入一线不够", "宗旨意识有所淡化", "攻坚劲头不足"]
    )
    expect(page.locator(".is-dropped .item-ordinal")).to_have_text("不采用：与上一条重复")


def test_a_refused_file_leaves_everything_in_the_form(clerk_page):
    clerk_page.goto("/drafts/new/")
    clerk_page.set_input_files("#id_file", {"name": "空.docx", "mimeType": "", "buffer": b"broken"})
    clerk_page.fill("#id_year", "2023")
    clerk_page.select_option("#id_cycle_kind", "special")
    with clerk_page.expect_response("**/drafts/new/") as answer:
        clerk_page.click("#intake-send")

    assert answer.value.status == 422
    expect(clerk_page.locator("#intake-file-error .errorlist")).to_be_visible()
    assert clerk_page.input_value("#id_year") == "2023"
    assert clerk_page.input_value("#id_cycle_kind") == "special"
    assert clerk_page.evaluate("document.getElementById('id_file').files[0].name") == "空.docx"


def test_the_same_paper_again_is_noticed_before_anything_is_stored(clerk_page, draft):
    text = PAPER.format(year=next(YEARS) - 1)
    clerk_page.goto("/drafts/new/")
    clerk_page.fill("#id_text", text)
    clerk_page.click("#intake-send")

    expect(clerk_page.get_by_role("heading", name="这份文件以前导入过")).to_be_visible()
    assert clerk_page.input_value("#id_text") == text
    clerk_page.get_by_role("button", name="仍要另读一份").click()
    clerk_page.wait_for_selector("[data-actions]")
    assert clerk_page.url != draft


def test_a_session_that_ended_is_said_and_the_step_can_be_taken_again(open_context, draft):
    context = open_context("chengban")
    page = context.new_page()
    page.goto(draft)
    page.wait_for_selector("[data-actions]")
    context.clear_cookies(name="bihuan_session")
    page.keyboard.press("2")

    expect(page.locator("[data-told]")).to_contain_text("登录已过期，这一步没有保存")
    assert types(page) == ["problem", "problem", "cause"]
    sign_in(context, "chengban").close()
    page.bring_to_front()
    with page.expect_response("**/correct/") as answer:
        page.keyboard.press("2")
    assert answer.value.status == 200
    expect(page.locator("[data-card]").first).to_have_attribute("data-type", "cause")
    assert types(page) == ["cause", "problem", "cause"]


def test_a_session_that_ended_keeps_what_was_typed(open_context):
    context = open_context("chengban")
    page = context.new_page()
    page.goto("/drafts/new/")
    page.fill("#id_text", "一段粘贴的文字")
    context.clear_cookies(name="bihuan_session")
    page.click("#intake-send")

    expect(page.locator("#intake-file-error")).to_contain_text("登录已过期，文件没有导入")
    assert page.input_value("#id_text") == "一段粘贴的文字"
    sign_in(context, "chengban").close()
    page.bring_to_front()
    with page.expect_response("**/drafts/new/") as answer:
        page.click("#intake-send")
    assert answer.value.status == 422
    expect(page.locator("#intake-fields .errorlist")).to_contain_text("没有从文中读出年度")
