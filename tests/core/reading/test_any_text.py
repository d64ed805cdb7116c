"""Whatever lines a paper has, in whatever order: it is read, and the reading is sound."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.document.readers import txt
from bihuan.core.reading import corrections, read, rendering

PIECES = (
    "2025年度民主生活会情况报告",
    "民主生活会整改方案",
    "对照检查材料",
    "民主生活会整改落实情况报告",
    "整改清单",
    "一、存在的主要问题",
    "二、原因分析",
    "三、整改措施",
    "四、上年度整改情况",
    "二、存在的问题。主要有：一是甲不够；二是乙不足。",
    "（一）政治建设方面",
    "（二）针对学习不够的问题。开展培训3次。",
    "（一）带头固本培元方面。",
    "1.学习不够深入。整改措施：一是多学；二是多思。责任领导：白露",
    "2.调研不够",
    "（1）落实不力；（2）督办不严。",
    "一是学习不够。",
    "二是作风不实；三是担当不足。",
    "第一，加强学习。第二，改进作风。",
    "首先，加强学习。其次，改进作风。最后，压实责任。",
    "整改措施：",
    "产生原因：认识不到位。",
    "问题表现",
    "责任领导：白露　完成时限：2026年6月底前",
    "比如，有的同志学习不多。",
    "坚持常学常新。每月学习2次以上，年底前完成。",
    "序号\t问题\t整改措施\t责任领导\t完成时限",
    "1\t学习不够\t①多学；②多思\t白露\t长期坚持",
    "\t\t再学一遍\t白露",
    "会议查摆出“学习不够深入”“作风不够扎实”等问题。",
    "“没有关上的引号。一是",
    "（（一）",
    "；；；",
    "— 3 —",
    "附件：1.清单",
    "某某局党组",
    "2026年1月8日",
    "抄送：某某委",
)
PAPERS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("\n".join)


@settings(max_examples=400, deadline=None)
@given(paper=PAPERS)
def test_any_order_of_lines_is_read_soundly(paper):
    document = txt.read_text(paper)
    text = document.text

    reading = read(document)

    known = {item.id: item for item in reading.items}
    assert [item.id for item in reading.items] == [str(number) for number in range(1, len(known) + 1)]
    for parent in {item.parent for item in reading.items}:
        level = [item for item in reading.items if item.parent == parent]
        assert all(one.end <= other.start for one, other in pairwise(level))
        if parent is not None:
            assert all(known[parent].start <= item.start and item.end <= known[parent].end for item in level)
    for item in reading.items:
        assert text[item.start : item.end].strip() == text[item.start : item.end] != ""
        assert 0 < item.confidence <= 1
        for one in (*item.quantities, *item.owners, *item.deadlines):
            assert text.startswith(one.text, one.start)
    assert all(link.source in known and link.target in known for link in reading.links)
    assert rendering.from_json(rendering.as_json(reading, document)) == reading
    assert corrections.apply(reading, text, []).items == reading.items


@settings(max_examples=200, deadline=None)
@given(
    paper=st.text(
        alphabet='一二三是、（）()1.2；。“”"：\t\n学习不够问题整改措施比如针对由牵头年月底前次*',
        min_size=1,
        max_size=300,
    )
)
def test_any_signs_are_read(paper):
    if not paper.strip():
        return

    reading = read(txt.read_text(paper))

    assert all(0 <= item.start < item.end <= len(paper) for item in reading.items)
