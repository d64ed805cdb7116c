"""The manual on mechanisms says what the loader reads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import bihuan
from bihuan.core.registry import mechanisms as registry
from bihuan.core.registry.fact_queries import MEASURES
from bihuan.core.registry.shapes import KINDS, shapes
from bihuan.core.registry.unit_kinds import kinds
from bihuan.domain.organizations.enums import UnitKind
from docs import mechanisms_page

MANUAL = (Path(bihuan.__file__).parent.parent / "docs" / "mechanisms.md").read_text("utf-8")
EXAMPLE = tomllib.loads(re.search(r"```toml\n(.*?)```", MANUAL, re.DOTALL).group(1))


def test_the_example_of_the_manual_is_a_mechanism():
    example = registry.mechanism_of("reading-club", EXAMPLE)

    registry.check_together({**registry.mechanisms(), "reading-club": example})

    assert [fact.told("3") for fact in example.facts.values()] == ["组织集中共读3次。"]


def test_the_example_shows_every_key():
    written = {"retired", *EXAMPLE, *EXAMPLE["field"][0], *EXAMPLE["field"][1], *EXAMPLE["fact"][0]}
    read = {"of", "over", "norms", "also", "retired", "hint", "choices", "required", "where"}

    assert read - written == {"of", "over"}
    assert all(f"`{key}`" in MANUAL for key in ("of", "over"))


def test_the_manual_names_every_word_that_a_file_may_use():
    words = {*shapes(), *KINDS, *MEASURES, *kinds()}

    assert [word for word in sorted(words) if not re.search(rf"\b{word}\b", MANUAL)] == []


def test_the_kinds_of_unit_of_the_registry_are_those_of_the_domain():
    assert set(kinds()) == set(UnitKind.values)


def test_the_reference_has_a_name_for_every_kind_and_measure():
    used = {field.kind for shape in shapes().values() for field in shape.fields.values()}

    assert {*KINDS, *used} - set(mechanisms_page.KIND_NAMES) == set()
    assert set(mechanisms_page.MEASURE_NAMES) == set(MEASURES)
