"""Whatever is linked with whatever: boxes stay apart, lines stay out of boxes and end at their edges."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bihuan.web.pictures import lettering, placing
from bihuan.web.pictures.flow import Flow, Line, Look, Node

titles = st.text(alphabet="一二三四五六AbC（）", min_size=1, max_size=60)


@st.composite
def flows(draw) -> Flow:
    counts = [draw(st.integers(0, limit)) for limit in (12, 6, 12)]
    nodes = [
        Node(
            f"{column}-{number}",
            column,
            "problem",
            draw(titles),
            group=draw(st.sampled_from(["", "甲", "乙"])) if column == 0 else "",
            marks=draw(st.sampled_from([(), ("缺措施",)])),
            inside=column == 2 and draw(st.booleans()),
        )
        for column, count in enumerate(counts)
        for number in range(count)
    ]
    sources = [node.id for node in nodes if node.column == 0]
    targets = [node.id for node in nodes if node.column != 0]
    pairs = set()
    if sources and targets:
        pair = st.tuples(st.sampled_from(sources), st.sampled_from(targets))
        pairs = draw(st.sets(pair, max_size=30))
    lines = tuple(Line(source, target, Look.SOLID, "") for source, target in sorted(pairs))
    return Flow("图", "说明", ("问题", "原因", "措施"), tuple(nodes), lines)


@given(flows())
def test_boxes_stay_apart_and_on_the_picture(flow):
    placed = placing.place(flow)

    assert set(placed.boxes) == {node.id for node in flow.nodes}
    for column in (0, 1, 2):
        boxes = sorted((b for b in placed.boxes.values() if b.node.column == column), key=lambda b: b.y)
        assert all(upper.y + upper.height <= lower.y for upper, lower in itertools.pairwise(boxes))
        assert all(box.y >= placing.TOP and box.y + box.height <= placed.height for box in boxes)


@given(flows())
def test_every_line_ends_at_the_edges_of_its_boxes_and_passes_beside_the_others(flow):
    placed = placing.place(flow)
    columns = {node.id: node.column for node in flow.nodes}
    middle = [box for box in placed.boxes.values() if box.node.column == 1]

    assert set(placed.ends) == set(flow.lines)
    assert set(placed.lanes) == {line for line in flow.lines if columns[line.target] == 2}
    for line, (start, end) in placed.ends.items():
        source, target = placed.boxes[line.source], placed.boxes[line.target]
        assert source.y < start < source.y + source.height
        assert target.y < end < target.y + target.height
    assert not any(box.y <= y <= box.y + box.height for y in placed.lanes.values() for box in middle)


@given(titles, st.floats(30, 400))
def test_wrapped_words_fit_their_room_and_lose_nothing_but_what_an_ellipsis_marks(text, room):
    lines = lettering.wrapped(text, room, 13)

    assert 1 <= len(lines) <= 2
    assert all(lettering.width(line, 13) <= room for line in lines)
    joined = "".join(lines)
    assert joined == text or (joined.endswith("…") and text.startswith(joined[:-1]))
