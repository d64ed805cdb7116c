"""Automatic numbers are read as Word shows them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.document.readers import docx as reader
from tests.core.document.build import abstract, docx, lvl, num, num_pr, numbered, p, style

OFFICIAL = abstract(
    0,
    lvl(0, "chineseCounting", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimal", "（%4）"),
)


def numbers(*body: str, numbering: str, styles: str = "") -> list[str]:
    document = reader.read(docx(*body, numbering=numbering, styles=styles))
    return [block.number for block in document.blocks]


def test_number_stands_directly_before_the_text():
    document = reader.read(docx(numbered("工作情况"), numbering=OFFICIAL + num(1, 0)))

    assert document.text == "一、工作情况"
    assert (document.blocks[0].number, document.blocks[0].text) == ("一、", "工作情况")
    assert (document.blocks[0].start, document.blocks[0].end) == (0, 6)


def test_deeper_levels_restart_after_higher_ones():
    depths = [0, 1, 1, 2, 2, 3, 1, 2, 0, 1, 2]

    found = numbers(*(numbered("甲", depth) for depth in depths), numbering=OFFICIAL + num(1, 0))

    assert found == ["一、", "（一）", "（二）", "1.", "2.", "（1）", "（三）", "1.", "二、", "（一）", "1."]


def test_plain_paragraphs_between_do_not_restart_a_list():
    found = numbers(numbered("甲"), p("乙"), numbered("丙"), numbering=OFFICIAL + num(1, 0))

    assert found == ["一、", "", "二、"]


def test_empty_numbered_paragraph_counts():
    found = numbers(numbered("甲"), numbered(""), numbered("丙"), numbering=OFFICIAL + num(1, 0))

    assert found == ["一、", "三、"]


def test_lists_of_the_same_template_count_on():
    found = numbers(
        numbered("甲", number=1), numbered("乙", number=2), numbering=OFFICIAL + num(1, 0) + num(2, 0)
    )

    assert found == ["一、", "二、"]


def test_start_override_begins_anew_once():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = [numbered("甲"), numbered("乙"), numbered("丙", number=2), numbered("丁", number=2)]

    assert numbers(*body, numbering=OFFICIAL + num(1, 0) + num(2, 0, override)) == [
        "一、",
        "二、",
        "一、",
        "二、",
    ]


def test_level_override_replaces_the_definition():
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "decimal", "%1.", start=5)}</w:lvlOverride>'

    assert numbers(numbered("甲", number=2), numbering=OFFICIAL + num(2, 0, override)) == ["5."]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        (0, ["一、", "1.", "2.", "二、", "3."]),
        (1, ["一、", "1.", "2.", "二、", "1."]),
        (None, ["一、", "1.", "2.", "二、", "1."]),
    ],
)
def test_level_restart_rule(restart, expected):
    extra = "" if restart is None else f'<w:lvlRestart w:val="{restart}"/>'
    numbering = abstract(0, lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%2.", extra=extra)) + num(
        1, 0
    )
    body = [numbered("甲", depth) for depth in (0, 1, 1, 0, 1)]

    assert numbers(*body, numbering=numbering) == expected


def test_restart_only_after_the_level_it_names():
    numbering = abstract(
        0,
        lvl(0, "decimal", "%1."),
        lvl(1, "decimal", "%2)"),
        lvl(2, "decimal", "%3]", extra='<w:lvlRestart w:val="1"/>'),
    ) + num(1, 0)
    body = [numbered("甲", depth) for depth in (0, 1, 2, 1, 2, 0, 2)]

    assert numbers(*body, numbering=numbering) == ["1.", "1)", "1]", "2)", "2]", "2.", "1]"]


def test_higher_level_that_was_passed_over_counts_as_begun():
    numbering = abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2")) + num(1, 0)
    body = [numbered("甲", depth) for depth in (1, 1, 0, 1)]

    assert numbers(*body, numbering=numbering) == ["1.1", "1.2", "2", "2.1"]


def test_start_override_waits_until_its_level_is_used():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2")) + num(1, 0)
    body = [numbered("甲"), numbered("乙"), numbered("丙", 1, 2), numbered("丁", 0, 2), numbered("戊")]

    assert numbers(*body, numbering=numbering + num(2, 0, override)) == ["1", "2", "2.1", "1", "2"]


def test_start_override_holds_for_every_restart():
    override = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2)")) + num(1, 0, override)
    body = [numbered("甲", depth) for depth in (0, 1, 1, 0, 1)]

    assert numbers(*body, numbering=numbering) == ["1", "5)", "6)", "2", "5)"]


def test_legal_numbering_shows_every_part_in_figures():
    numbering = abstract(
        0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "chineseCounting", "%1.%2", extra="<w:isLgl/>")
    ) + num(1, 0)

    assert numbers(numbered("甲", 0), numbered("乙", 1), numbering=numbering) == ["第一章", "1.1"]


def test_number_zero_switches_a_style_off():
    styles = style("Listed", "列表", properties=num_pr(1, 0))
    body = [p("甲", style="Listed"), p("乙", style="Listed", properties=num_pr(0)), p("丙", style="Listed")]

    assert numbers(*body, numbering=OFFICIAL + num(1, 0), styles=styles) == ["一、", "", "二、"]


def test_style_bound_to_a_level_gets_that_level():
    numbering = abstract(
        0,
        lvl(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="H1"/>'),
        lvl(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="H2"/>'),
    ) + num(1, 0)
    styles = style("H1", "heading 1", properties=num_pr(1)) + style("H2", "heading 2", properties=num_pr(1))
    body = [p("甲", style="H1"), p("乙", style="H2"), p("丙", style="H2"), p("丁", style="H1")]

    assert numbers(*body, numbering=numbering, styles=styles) == ["一、", "（一）", "（二）", "二、"]


def test_numbering_comes_down_the_chain_of_styles():
    styles = style("Base", "基础", properties=num_pr(1)) + style(
        "Child", "下级", based_on="Base", properties='<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    )
    body = [p("甲", style="Base"), p("乙", style="Child")]

    assert numbers(*body, numbering=OFFICIAL + num(1, 0), styles=styles) == ["一、", "（一）"]


def test_paragraph_level_wins_over_the_style():
    styles = style("Base", "基础", properties=num_pr(1, 0))
    body = [p("甲", style="Base"), p("乙", style="Base", properties='<w:numPr><w:ilvl w:val="1"/></w:numPr>')]

    assert numbers(*body, numbering=OFFICIAL + num(1, 0), styles=styles) == ["一、", "（一）"]


def test_numbering_style_leads_to_the_list_it_stands_for():
    linked = abstract(1, extra='<w:numStyleLink w:val="Outline"/>')
    styles = (
        '<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="大纲"/>'
        f"<w:pPr>{num_pr(1)}</w:pPr></w:style>"
    )
    target = abstract(0, lvl(0, "chineseCounting", "%1、"), extra='<w:styleLink w:val="Outline"/>')

    found = numbers(
        numbered("甲", number=2), numbering=target + linked + num(1, 0) + num(2, 1), styles=styles
    )

    assert found == ["一、"]


def test_circle_of_numbering_styles_ends():
    styles = (
        f'<w:style w:type="numbering" w:styleId="A"><w:name w:val="a"/><w:pPr>{num_pr(1)}</w:pPr></w:style>'
    )
    numbering = abstract(0, extra='<w:numStyleLink w:val="A"/>') + num(1, 0)

    assert numbers(numbered("甲"), numbering=numbering, styles=styles) == [""]


@pytest.mark.parametrize(("level_format", "text"), [("bullet", "•"), ("none", ""), ("bullet", "\uf0b7")])
def test_bullets_and_silent_levels_show_no_number(level_format, text):
    assert numbers(numbered("甲"), numbering=abstract(0, lvl(0, level_format, text)) + num(1, 0)) == [""]


def test_number_format_none_keeps_the_words_around_it():
    assert numbers(numbered("甲"), numbering=abstract(0, lvl(0, "none", "附件%1：")) + num(1, 0)) == [
        "附件："
    ]


def test_custom_format_pads_with_zeros():
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )

    assert numbers(numbered("甲"), numbering=abstract(0, level) + num(1, 0)) == ["007"]


@pytest.mark.parametrize("number", [99, "", "x", "1" * 40])
def test_list_that_does_not_exist_gives_no_number(number):
    assert numbers(numbered("甲", number=number), numbering=OFFICIAL + num(1, 0)) == [""]


def test_hidden_paragraph_does_not_count():
    hidden = p(
        properties="<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:vanish/></w:rPr>"
    )

    assert numbers(numbered("甲"), hidden, numbered("乙"), numbering=OFFICIAL + num(1, 0)) == ["一、", "二、"]


def test_old_properties_of_a_tracked_change_do_not_number():
    change = f'<w:pPrChange w:id="1" w:author="秘书"><w:pPr>{num_pr(1, 0)}</w:pPr></w:pPrChange>'

    assert numbers(p("甲", properties=change), numbering=OFFICIAL + num(1, 0)) == [""]


def test_pattern_of_a_hostile_file_is_cut():
    numbering = abstract(0, lvl(0, "decimal", "长" * 100_000)) + num(1, 0)

    assert numbers(numbered("甲"), numbering=numbering) == ["长" * 255]


NUMBER_FORMATS = st.sampled_from(
    ["decimal", "chineseCounting", "upperRoman", "lowerLetter", "bullet", "none", "unheardOf", ""]
)
ANY_NUMBER = st.integers(-(2**33), 2**33)
LEVELS = st.builds(
    lambda depth, number_format, text, start, restart: lvl(
        depth, number_format, text, start=start, extra=f'<w:lvlRestart w:val="{restart}"/>'
    ),
    st.integers(-2, 12),
    NUMBER_FORMATS,
    st.text(alphabet="%0123456789、（）. ", max_size=12),
    ANY_NUMBER,
    ANY_NUMBER,
)
OVERRIDES = st.builds(
    lambda depth, start: (
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    ),
    st.integers(-2, 12),
    ANY_NUMBER,
)


@settings(max_examples=200, deadline=None)
@given(
    levels=st.lists(LEVELS, max_size=6),
    overrides=st.lists(OVERRIDES, max_size=3),
    depths=st.lists(st.integers(-2, 12), min_size=1, max_size=12),
)
def test_no_definition_breaks_the_reading(levels, overrides, depths):
    numbering = abstract(0, *levels) + num(1, 0, "".join(overrides))

    document = reader.read(docx(*(numbered("甲", depth) for depth in depths), numbering=numbering))

    assert [block.text for block in document.blocks] == ["甲"] * len(depths)
    assert all(document.text[block.start : block.end] == block.line for block in document.blocks)
