"""Apply corrections to a reading, one after the other; nothing outside the arguments matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bihuan.core.reading.corrections import kinds, respan
from bihuan.core.reading.corrections.draft import ANSWERS, CorrectionRefused, Draft, Dropped, State
from bihuan.core.reading.corrections.kinds import Correction
from bihuan.core.reading.model import ItemType, Link, Reading

_LONGEST_TITLE = 200
_SURE = 1.0


def apply(reading: Reading, text: str, corrections: Sequence[Correction]) -> Draft:
    """The draft that the corrections make of the reading of ``text``.

    :raises CorrectionRefused: for the first correction that cannot be applied.
    """
    state = State.of(reading, text)
    for correction in corrections:
        _WAYS[type(correction)](state, correction)
    return state.draft(reading)


def _retype(state: State, correction: kinds.Retype) -> None:
    state.put(replace(state.item(correction.item), type=correction.type, confidence=_SURE))


def _move(state: State, correction: kinds.Move) -> None:
    aspect = (correction.aspect or "").strip() or None
    state.put(replace(state.item(correction.item), aspect=aspect, confidence=_SURE))


def _retitle(state: State, correction: kinds.Retitle) -> None:
    title = correction.title.strip()
    if not title or len(title) > _LONGEST_TITLE:
        raise CorrectionRefused(f"标题不能空着，也不能超过{_LONGEST_TITLE}个字。")
    state.put(replace(state.item(correction.item), title=title, confidence=_SURE))


def _drop(state: State, correction: kinds.Drop) -> None:
    item = state.item(correction.item)
    if not correction.reason.strip():
        raise CorrectionRefused("删去一条要写明理由。")
    for part in state.parts(item.id):
        state.put(replace(part, parent=item.parent))
    del state.items[item.id]
    state.dropped.append(Dropped(item, correction.reason.strip()))


def _add(state: State, correction: kinds.Add) -> None:
    state.added += 1
    state.put(respan.added(state, f"+{state.added}", correction))


def _split(state: State, correction: kinds.Split) -> None:
    item = state.item(correction.item)
    halves = respan.halves(state, item, correction.at)
    for part in state.parts(item.id):
        half = next(half for half in halves if half.start <= part.start and part.end <= half.end)
        state.put(replace(part, parent=half.id))
    del state.items[item.id]
    for half in halves:
        state.put(half)
    state.replace_ids([item.id], lambda _: [half.id for half in halves])


def _merge(state: State, correction: kinds.Merge) -> None:
    merged = respan.merged(state, correction.items)
    for identifier in correction.items:
        for part in state.parts(identifier):
            state.put(replace(part, parent=merged.id))
    for identifier in correction.items:
        del state.items[identifier]
    state.put(merged)
    state.replace_ids(correction.items, lambda _: [merged.id])


def _link(state: State, correction: kinds.LinkUp) -> None:
    source, target = state.item(correction.problem), state.item(correction.target)
    if source.type is not ItemType.PROBLEM or target.type not in ANSWERS:
        raise CorrectionRefused("只能把一条问题和它的原因、措施、努力方向或者成效连起来。")
    pair = (source.id, target.id)
    state.declined.discard(pair)
    state.links[pair] = Link(*pair, "confirmed", _SURE)


def _unlink(state: State, correction: kinds.Unlink) -> None:
    pair = (state.item(correction.problem).id, state.item(correction.target).id)
    if pair not in state.links or pair in state.declined:
        raise CorrectionRefused("这两条之间没有连线。")
    state.declined.add(pair)


def _fill(state: State, correction: kinds.Fill) -> None:
    item = state.item(correction.item)
    found = [one for one in item.quantities if one.start == correction.at and one.masked]
    if not found:
        raise CorrectionRefused("这里没有待补的数字。")
    if not correction.value.is_finite() or correction.value < 0:
        raise CorrectionRefused("请填写一个不小于零的数字。")
    filled = replace(found[0], value=correction.value, masked=False)
    state.put(replace(item, quantities=tuple(filled if one is found[0] else one for one in item.quantities)))


_WAYS: dict[type, Callable[[State, Any], None]] = {
    kinds.Retype: _retype,
    kinds.Move: _move,
    kinds.Retitle: _retitle,
    kinds.Drop: _drop,
    kinds.Add: _add,
    kinds.Split: _split,
    kinds.Merge: _merge,
    kinds.LinkUp: _link,
    kinds.Unlink: _unlink,
    kinds.Fill: _fill,
}
