"""The picture: every row a box, every link a line, gaps in words, no style or script inside."""

from __future__ import annotations

import itertools
import time
from xml.etree import ElementTree

import pytest

from bihuan.domain.rectification.view import ledger_of
from bihuan.web.coverage.chart import chart
from bihuan.web.coverage.rows import Rows
from bihuan.web.pictures import lettering, placing
from bihuan.web.pictures.drawing import draw
from bihuan.web.pictures.flow import Flow, Line, Look, Node
from tests.domain.compilations import twin

SVG = "{http://www.w3.org/2000/svg}"


def flow(problems: int, causes: int, measures: int) -> Flow:
    """A made-up flow: every problem has one cause and two measures."""
    nodes = [
        *(Node(f"p{n}", 0, "problem", f"问题{n}" * 5, group=f"方面{n // 3}") for n in range(problems)),
        *(Node(f"c{n}", 1, "cause", f"原因{n}") for n in range(causes)),
        *(Node(f"m{n}", 2, "measure", f"措施{n}", marks=("没有对应问题",)) for n in range(measures)),
    ]
    lines = []
    for n in range(problems):
        lines.append(Line(f"p{n}", f"c{n % causes}", Look.SOLID, "已确认"))
        lines += [Line(f"p{n}", f"m{(n + k) % measures}", Look.CANDIDATE, "待确认") for k in (0, 7)]
    return Flow("图", "说明", ("问题", "原因", "措施"), tuple(nodes), tuple(lines))


def drawn(cycle) -> ElementTree.Element:
    return ElementTree.fromstring(draw(chart(Rows(ledger_of(cycle)))))


def lines_of(picture: ElementTree.Element, look: str) -> list[ElementTree.Element]:
    return [path for path in picture.iter(f"{SVG}path") if f"coverage-line-{look}" in path.get("class")]


def test_the_twin_unconfirmed_has_a_box_for_every_row_and_only_dashed_lines(cycle):
    picture = drawn(cycle)

    assert len(list(picture.iter(f"{SVG}rect"))) == 14 + 5 + 8
    assert lines_of(picture, "solid") == lines_of(picture, "weak") == []
    assert all(line.get("stroke-dasharray") for line in lines_of(picture, "candidate"))
    assert len(lines_of(picture, "candidate")) == 14 * (3 + 3)


def test_judged_links_are_solid_weak_ones_thin_and_answered_sides_show_no_candidates(cycle, clerk):
    twin.judge_by_gold(cycle, clerk, weak=(("动真碰硬的劲头不足", "践行群众路线，锤炼过硬作风"),))

    picture = drawn(cycle)

    answers = twin.gold_answers()
    links = sum(len(answer["causes"]) + len(answer["measures"]) for answer in answers)
    unanswered = sum((not answer["causes"]) + (not answer["measures"]) for answer in answers)
    assert (len(lines_of(picture, "solid")), len(lines_of(picture, "weak"))) == (links - 1, 1)
    assert len(lines_of(picture, "candidate")) == 3 * unanswered
    widths = [float(lines_of(picture, look)[0].get("stroke-width")) for look in ("weak", "solid")]
    assert widths[0] < widths[1]


def test_boxes_link_to_their_rows_and_say_their_gaps(cycle):
    problem = cycle.problems.order_by("position").first()

    box = next(a for a in drawn(cycle).iter(f"{SVG}a") if a.get("data-node") == str(problem.key))

    assert box.get("href") == f"/ledger/problem/{problem.key}/"
    assert box.get("aria-label") == "问题：把政治要求落到业务中不够（缺原因，缺措施）"
    assert [text.text for text in box.iter(f"{SVG}text")] == ["把政治要求落到业务中不够", "○ 缺原因 · 缺措施"]


def test_the_lines_are_one_image_with_a_title_and_a_description(cycle):
    images = [group for group in drawn(cycle).iter(f"{SVG}g") if group.get("role") == "img"]

    assert [child.text for child in images[0] if child.tag in (f"{SVG}title", f"{SVG}desc")] == [
        "2022年度问题、原因、措施对照图",
        "左列14个问题，中列5个原因，右列8条措施。实线0条为已确认的对应，虚线84条待确认。"
        "缺少对应的方框用虚线描边并写明所缺；全部内容见图下各表。",
    ]
    assert images[0].get("aria-labelledby") == "coverage-title coverage-description"
    assert list(images[0].iter(f"{SVG}a")) == []


def test_nothing_inline_and_markup_in_a_title_stays_text():
    node = Node("p", 0, "problem", "<script>alert(1)</script>", url="/x")

    markup = draw(Flow("图", "说明", ("问题", "原因", "措施"), (node,), ()))

    assert "<script" not in markup
    assert "style=" not in markup
    assert "<style" not in markup
    assert "&lt;script&gt;" in markup


@pytest.mark.parametrize(("problems", "causes", "measures"), [(14, 5, 8), (60, 20, 60), (2, 1, 2)])
def test_boxes_never_overlap_and_passing_lines_never_cross_a_box(problems, causes, measures):
    placed = placing.place(flow(problems, causes, measures))

    for column in (0, 1, 2):
        boxes = sorted((b for b in placed.boxes.values() if b.node.column == column), key=lambda b: b.y)
        for upper, lower in itertools.pairwise(boxes):
            assert upper.y + upper.height <= lower.y
        assert boxes[-1].y + boxes[-1].height <= placed.height
    middle = [box for box in placed.boxes.values() if box.node.column == 1]
    assert all(not box.y <= lane <= box.y + box.height for lane in placed.lanes.values() for box in middle)
    assert len(placed.lanes) == 2 * problems


def test_a_large_picture_is_drawn_quickly():
    start = time.process_time()

    draw(flow(300, 60, 300))

    assert time.process_time() - start < 1


def test_titles_wrap_to_two_lines_and_the_rest_is_cut():
    assert lettering.wrapped("一二三四五六", 40, 10) == ["一二三四", "五六"]
    assert lettering.wrapped("一二三四五六七八九十", 40, 10) == ["一二三四", "五六七…"]
    assert lettering.wrapped("一二", 40, 10) == ["一二"]
