"""Draw a flow. Colours stand as attributes, so that the picture also stands alone; classes add behaviour."""

from __future__ import annotations

from django.utils.safestring import SafeString

from . import placing, svg
from .flow import Flow, Line, Look, Node
from .placing import BOX_WIDTH, LEADING, SMALL, SPACE, TEXT, Box, Placed

FONTS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"
INK, FAINT, GAP_INK = "#1b2429", "#5b676e", "#7b4a00"
FILLS = {"problem": "#fbece5", "cause": "#fbf2d9", "measure": "#e2f1f2"}
EDGES = {"problem": "#d98a6d", "cause": "#cfa53c", "measure": "#5fa5ac"}
STROKES = {1: "#a87d12", 2: "#0e5a63"}
LOOKS = {
    Look.SOLID: {"stroke_width": 1.8},
    Look.WEAK: {"stroke_width": 0.8},
    Look.CANDIDATE: {"stroke_width": 1, "stroke_dasharray": "5 4", "stroke_opacity": "0.55"},
}


def draw(flow: Flow) -> SafeString:
    """The picture as SVG for a page."""
    placed = placing.place(flow)
    picture = svg.root(
        placing.WIDTH,
        placed.height,
        class_="coverage-picture",
        role="group",
        aria_label=flow.title,
        font_family=FONTS,
    )
    for number, words in enumerate(flow.columns):
        at = {"x": placing.column_x(number), "y": 18, "font_size": 14, "font_weight": "600", "fill": INK}
        svg.child(picture, "text", words, **at)
    _lines(picture, flow, placed)
    for head in placed.heads:
        text = svg.child(
            picture, "text", head.words, x=head.x, y=head.y, font_size=12, font_weight="600", fill=FAINT
        )
        if head.words != head.full:
            svg.child(text, "title", head.full)
    for box in placed.boxes.values():
        _box(picture, box)
    return svg.markup(picture)


def _lines(picture: svg.Element, flow: Flow, placed: Placed) -> None:
    """All lines are one image for readers: its description says what they show."""
    image = svg.child(
        picture, "g", role="img", aria_labelledby="coverage-title coverage-description", fill="none"
    )
    svg.child(image, "title", flow.title, id="coverage-title")
    svg.child(image, "desc", flow.description, id="coverage-description")
    columns = {node.id: node.column for node in flow.nodes}
    order = [Look.CANDIDATE, Look.WEAK, Look.SOLID]
    for line in sorted(flow.lines, key=lambda line: order.index(line.look)):
        path = svg.child(
            image,
            "path",
            d=_way(placed, line),
            class_=f"coverage-line coverage-line-{line.look}",
            stroke=STROKES[columns[line.target]],
            data_from=line.source,
            data_to=line.target,
            **LOOKS[line.look],
        )
        svg.child(path, "title", line.words)


def _way(placed: Placed, line: Line) -> str:
    start, end = placed.ends[line]
    source, target = placed.boxes[line.source], placed.boxes[line.target]
    lane = placed.lanes.get(line)
    x = source.x + source.width
    if lane is None:
        return f"M{_at(x, start)}{_curve(x, start, target.x, end)}"
    left = placing.column_x(1) - 8
    right = left + BOX_WIDTH + 16
    return (
        f"M{_at(x, start)}{_curve(x, start, left, lane)}"
        f"H{svg.number(right)}{_curve(right, lane, target.x, end)}"
    )


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    bend = min(SPACE, to_x - x) * 0.5
    return f"C{_at(x + bend, y)} {_at(to_x - bend, to_y)} {_at(to_x, to_y)}"


def _at(x: float, y: float) -> str:
    return f"{svg.number(x)} {svg.number(y)}"


def _box(picture: svg.Element, box: Box) -> None:
    node = box.node
    holder = svg.child(picture, "a", href=node.url) if node.url else svg.child(picture, "g")
    holder.set("class", f"coverage-node-link{' has-gap' if node.marks else ''}")
    holder.set("data-node", node.id)
    holder.set("aria-label", _spoken(node))
    svg.child(holder, "title", node.title)
    svg.child(
        holder,
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=4,
        class_=f"coverage-node coverage-node-{node.kind}",
        fill=FILLS[node.kind],
        **_edge(node),
    )
    y = box.y + 6 + TEXT
    for words in box.words:
        svg.child(holder, "text", words, x=box.x + 10, y=y, font_size=TEXT, fill=INK)
        y += LEADING
    if node.marks:
        words = "○ " + " · ".join(node.marks)
        svg.child(holder, "text", words, x=box.x + 10, y=y, font_size=SMALL, font_weight="600", fill=GAP_INK)


def _edge(node: Node) -> dict[str, object]:
    if node.marks:
        return {"stroke": GAP_INK, "stroke_width": 1.6, "stroke_dasharray": "3 3"}
    return {"stroke": EDGES[node.kind], "stroke_width": 1}


def _spoken(node: Node) -> str:
    kind = {"problem": "问题", "cause": "原因", "measure": "措施"}[node.kind]
    return f"{kind}：{node.title}" + (f"（{'，'.join(node.marks)}）" if node.marks else "")
