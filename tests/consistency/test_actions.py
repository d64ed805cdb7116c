"""The trail's vocabulary: every operation has a title, and says in which area it belongs."""

from __future__ import annotations

import importlib
import pkgutil

from bihuan import domain
from bihuan.core.registry.actions import areas, title_of, titles
from bihuan.domain.trail.door import OPERATIONS


def operations():
    """The names of all operations of the product."""
    for module in pkgutil.walk_packages(domain.__path__, "bihuan.domain."):
        if module.name.endswith("operations") or ".operations." in module.name:
            importlib.import_module(module.name)
    return {name for name in OPERATIONS if OPERATIONS[name].call.__module__.startswith("bihuan.")}


def test_every_operation_has_a_title_in_words_actions():
    assert sorted(operations() - titles().keys()) == []


def test_every_title_is_of_an_operation():
    assert sorted(titles().keys() - operations()) == []


def test_titles_are_chinese_short_and_no_two_alike():
    texts = list(titles().values())

    assert [text for text in texts if text.isascii() or len(text) > 14] == []
    assert len(set(texts)) == len(texts)
    assert len({area.code for area in areas()}) == len(areas())


def test_an_action_without_a_title_keeps_its_name():
    assert title_of("tests.nothing") == "tests.nothing"
    assert title_of("accounts.session.sign_in") == "登录"
