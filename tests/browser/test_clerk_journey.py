"""The main job as a new clerk does it, by mouse and keyboard: from last year's report to the next papers."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.product import PASSWORD, Product
from tests.browser.visitors import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

DIRECTION = "深化理论学习，筑牢思想根基"
PROBLEM = "理论学习存在浅尝辄止现象"
SAID_OF_THE_PLAN = (
    "责任领导：顾望川；牵头：机关党委；时限：2023年6月30日前；目标：全年不少于12次。"
    "落实情况：已超过2023年6月30日的时限，未开展。未填写原因。"
)
STANDING = "from rectification_{} r join cycles_cycle c on c.id = r.cycle_id where c.year = 2022"


@pytest.fixture
def fresh(chromium, tmp_path):
    """A product of this test's own: it opens a year that no other test may find open."""
    product = Product(tmp_path / "home")
    product.start()
    yield product
    product.kill()


@pytest.fixture
def page(chromium, fresh):
    context = chromium.new_context(viewport=DESK, locale="zh-CN", base_url=fresh.address)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_from_last_years_report_to_the_next_papers(fresh, page, tmp_path):
    _sign_in(page)
    _bring_in_the_sample(page, tmp_path)
    _confirm(page, fresh)
    page.screenshot(path=tmp_path / "ledger.png", full_page=True)
    _plan_an_item(page, fresh)
    _judge_a_link(page, fresh)
    _fill_a_masked_figure(page, fresh)
    page.screenshot(path=tmp_path / "coverage.png", full_page=True)
    _download_the_papers(page, tmp_path)
    _export_and_import_unchanged(page, fresh, tmp_path)


def _sign_in(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_label("用户名")).to_be_focused()
    page.keyboard.type("chengban")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("今天要办")


def _bring_in_the_sample(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="导入报告").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载样例报告（docx）").click()
    sample = folder / download.value.suggested_filename
    download.value.save_as(sample)
    page.locator("#id_file").set_input_files(sample)
    expect(page.locator("[data-dropzone-chosen]")).to_contain_text("已选：bureau-report-2022.docx")
    page.get_by_role("button", name="读取并核对").click()
    expect(page.locator("h1")).to_have_text("2022年度民主生活会有关情况报告")


def _confirm(page: Page, product: Product) -> None:
    card = page.locator("[data-card][data-type=problem]").first
    card.hover()
    expect(page.locator(".pane-text .is-hovered").first).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator("h1")).to_have_text("确认并建立2022年台账")
    counts = page.locator(".summary-counts > div").all_inner_texts()
    assert [each.replace("\n", " ") for each in counts] == [
        "问题 14", "原因 5", "努力方向 8", "上年度整改 10", "整改事项 7",
    ]  # fmt: skip
    page.get_by_role("button", name="确认并建立台账").click()
    expect(page.locator("h1")).to_have_text("2022年度民主生活会台账")
    kinds = ("problem", "cause", "measure", "item")
    found = {kind: product.rows(f"select count(*) {STANDING.format(kind)}")[0][0] for kind in kinds}
    assert found == {"problem": 14, "cause": 5, "measure": 8, "item": 7}


def _plan_an_item(page: Page, product: Product) -> None:
    page.keyboard.press("2")
    page.get_by_role("link", name=DIRECTION).click()
    expect(page.locator("h1")).to_have_text(DIRECTION)
    page.get_by_label("责任领导").select_option("顾望川")
    page.get_by_label("牵头").fill("机关党委")
    page.get_by_label("时限类型").select_option("限期")
    page.get_by_label("完成日期").fill("2023-06-30")
    page.get_by_label("周期").fill("全年")
    page.get_by_role("combobox", name="目标").select_option("不少于")
    page.get_by_label("数量").fill("12")
    page.get_by_label("单位").fill("次")
    page.get_by_role("button", name="保存安排").click()
    expect(page.locator(".detail-aside")).to_contain_text("2023年6月30日")
    planned = product.rows(
        "select p.name, o.role, o.name, r.due_date, r.target_comparator, r.target_value, r.target_unit"
        " from rectification_item r join rectification_measure m on m.id = r.measure_id"
        " join organizations_person p on p.id = r.responsible_leader_id"
        " join rectification_itemowner o on o.item_id = r.id where m.title = ?",
        DIRECTION,
    )
    assert planned == [("顾望川", "lead", "机关党委", "2023-06-30", "≥", 12, "次")]


def _judge_a_link(page: Page, product: Product) -> None:
    page.get_by_role("link", name="对照图").first.click()
    page.get_by_label("年度", exact=True).select_option("2022年度民主生活会")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("link", name="问题没有措施 14", exact=True)).to_be_visible()
    page.locator("#problems").get_by_role("link", name=PROBLEM).click()
    page.get_by_role("button", name=f"确认：{DIRECTION}").click()
    expect(page.get_by_text("程序提出，人工确认")).to_be_visible()
    links = product.rows(
        "select r.title, m.title, l.state, l.weak from rectification_problemmeasure l"
        " join rectification_measure m on m.id = l.measure_id"
        " join rectification_problem r on r.id = l.problem_id"
        " join cycles_cycle c on c.id = r.cycle_id where c.year = 2022 and l.state <> 'candidate'"
    )
    assert links == [(PROBLEM, DIRECTION, "confirmed", 0)]
    page.get_by_role("link", name="2022年度对照图").click()
    expect(page.get_by_role("link", name="问题没有措施 13", exact=True)).to_be_visible()


def _fill_a_masked_figure(page: Page, product: Product) -> None:
    figure = page.locator("#figures li", has_text="不少于**次")
    figure.get_by_label("数字").fill("12")
    figure.get_by_label("出处").fill("2022年中心组学习登记簿")
    figure.get_by_role("button", name="补填").click()
    expect(figure).to_contain_text("（出处：2022年中心组学习登记簿）")
    filled = product.rows(f"select text, filled_value, filled_note {STANDING.format('figure')} and masked")
    assert filled == [("不少于**次", 12, "2022年中心组学习登记簿"), ("*次以上", None, "")]


def _download_the_papers(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="文稿").click()
    page.get_by_label("年度", exact=True).select_option("2022年度民主生活会")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("h1")).to_have_text("文稿")
    page.get_by_label("主送机关").fill("市委")
    page.get_by_role("button", name="更新预览").click()
    word, pdf = (_downloaded(page, f"下载 {form}", folder) for form in ("docx", "PDF"))
    assert (word.name, pdf.name) == (
        "演示-2023年度民主生活会情况报告.docx",
        "演示-2023年度民主生活会情况报告.pdf",
    )
    paragraphs = [paragraph.text for paragraph in docx.Document(word).paragraphs]
    printed = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(pdf))
    late, said = (text for text in paragraphs if DIRECTION in text)
    assert late == f"已逾期的措施为：“{DIRECTION}”。"
    assert said.startswith(f"（1）{DIRECTION}。原定措施：坚持个人自学和集体研讨相促进")
    assert "全年组织理论学习中心组学习不少于12次，真正把党的创新理论学懂学透" in said
    assert said.endswith(SAID_OF_THE_PLAN)
    assert "市委：" in paragraphs
    assert SAID_OF_THE_PLAN in "".join(printed.split())


def _export_and_import_unchanged(page: Page, product: Product, folder: Path) -> None:
    page.goto("/exchange/")
    row = page.get_by_role("listitem").filter(has_text="2022年度民主生活会台账")
    with page.expect_download() as download:
        row.get_by_role("button", name="导出xlsx").click()
    table = folder / "台账.xlsx"
    download.value.save_as(table)
    assert openpyxl.load_workbook(table).sheetnames[0] == "2022年整改台账"
    page.locator("#id_file").set_input_files(table)
    page.get_by_label("检视年度").fill("2022")
    page.get_by_role("button", name="读取并核对").click()
    expect(page.locator("h1")).to_have_text("核对导入")
    tiles = page.locator(".tiles > li").all_inner_texts()
    # 13 problems alone, one beside its measure, six measures alone
    assert [tile.replace("\n", " ") for tile in tiles] == [
        "新增问题 0行", "新增措施 0行", "修改 0行", "不变 20行", "有误 0行",
    ]  # fmt: skip
    _drop(page, product)


def _drop(page: Page, product: Product) -> None:
    states = "select state from exchange_importbatch order by id desc limit 1"
    page.get_by_role("button", name="放弃这次导入").click()
    page.locator("dialog[open]").get_by_role("button", name="取消").click()
    assert product.rows(states) == [("previewed",)]
    page.get_by_role("button", name="放弃这次导入").click()
    page.locator("dialog[open]").get_by_role("button", name="放弃").click()
    expect(page.locator("h1")).to_have_text("台账表格")
    assert product.rows(states) == [("dropped",)]


def _downloaded(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file
