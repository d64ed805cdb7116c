"""Whatever a person does: results depend on nothing else, spans stay sound, undo gives the earlier draft."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.core.reading import corrections
from bihuan.core.reading.corrections import (
    Add,
    CorrectionRefused,
    Drop,
    Fill,
    LinkUp,
    Merge,
    Move,
    Retitle,
    Retype,
    Split,
    Unlink,
)
from bihuan.core.reading.model import ItemType

IDS = st.sampled_from(["1", "2", "3", "4", "5", "6", "7", "1+2", "2a", "2b", "4a", "4b", "+1", "1a", "4+7"])
OFFSETS = st.integers(0, 210)
TYPES = st.sampled_from(list(ItemType))
ONE = st.one_of(
    st.builds(Retype, IDS, TYPES),
    st.builds(Move, IDS, st.sampled_from([None, "作风", ""])),
    st.builds(Drop, IDS, st.sampled_from(["重复", ""])),
    st.builds(Retitle, IDS, st.sampled_from(["新标题", ""])),
    st.builds(Split, IDS, OFFSETS),
    st.builds(
        Merge, st.sampled_from([("1", "2"), ("3", "4"), ("4", "7"), ("5", "6"), ("1", "3"), ("2a", "2b")])
    ),
    st.builds(Add, OFFSETS, OFFSETS, TYPES),
    st.builds(LinkUp, IDS, IDS),
    st.builds(Unlink, IDS, IDS),
    st.builds(Fill, IDS, OFFSETS, st.just(Decimal(2))),
)
STEPS = st.lists(ONE, max_size=30)
THOROUGH = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def accepted(reading, text, steps):
    """The steps that can be applied after one another, and the draft after each of them."""
    kept, drafts = [], [corrections.apply(reading, text, [])]
    for step in steps:
        try:
            drafts.append(corrections.apply(reading, text, [*kept, step]))
        except CorrectionRefused:
            continue
        kept.append(step)
    return kept, drafts


@THOROUGH
@given(steps=STEPS)
def test_spans_stay_inside_the_text_and_apart(reading, text, steps):
    _, drafts = accepted(reading, text, steps)
    items = drafts[-1].items

    assert all(0 <= item.start < item.end <= len(text) for item in items)
    for parent in {item.parent for item in items}:
        level = [item for item in items if item.parent == parent]
        assert all(one.end <= other.start for one, other in pairwise(level))
    known = {item.id: item for item in items}
    assert len(known) == len(items)
    for item in items:
        above = known[item.parent] if item.parent else item
        assert above.start <= item.start
        assert item.end <= above.end


@THOROUGH
@given(steps=STEPS)
def test_undo_gives_the_earlier_draft_exactly(reading, text, steps):
    kept, drafts = accepted(reading, text, steps)

    assert [corrections.apply(reading, text, kept[:count]) for count in range(len(kept) + 1)] == drafts


@THOROUGH
@given(steps=STEPS)
def test_corrections_survive_storing(reading, text, steps):
    kept, drafts = accepted(reading, text, steps)

    stored = [corrections.as_json(step) for step in kept]

    assert [corrections.from_json(row) for row in stored] == kept
    assert corrections.apply(reading, text, [corrections.from_json(row) for row in stored]) == drafts[-1]


@THOROUGH
@given(steps=STEPS)
def test_nothing_is_lost_silently(reading, text, steps):
    """Every sign that an item held before is held by an item or listed as unassigned after."""
    _, drafts = accepted(reading, text, steps)
    spans = [(item.start, item.end) for item in drafts[-1].items]
    spans += [(span.start, span.end) for span in drafts[-1].unassigned]

    held = {at for start, end in spans for at in range(start, end)}
    before = {at for item in reading.items for at in range(item.start, item.end)}
    assert "".join(sign for at, sign in enumerate(text) if at in before - held and sign.isalnum()) == ""
