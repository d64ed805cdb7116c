"""A setting outside its few words stops the start."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from bihuan.config.choices import one_of


def test_a_known_word_is_taken():
    assert one_of("dengbao", "asvs", given="asvs") == "asvs"


@pytest.mark.parametrize("given", ["", "ASVS", "none"])
def test_any_other_word_is_refused(given):
    with pytest.raises(ImproperlyConfigured, match="dengbao、asvs"):
        one_of("dengbao", "asvs", given=given)
