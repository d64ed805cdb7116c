"""Reports in a few lines, read as a text file is read."""

import pytest

from bihuan.core.document.readers import txt
from bihuan.core.reading import read


@pytest.fixture
def reading_of():
    """Read the lines of a paper; gives the reading and its text."""

    def make(*lines):
        document = txt.read_text("\n".join(lines))
        return read(document), document.text

    return make


@pytest.fixture
def items_of(reading_of):
    """The items of a paper as (type, ordinal, title, aspect)."""

    def make(*lines):
        reading, _ = reading_of(*lines)
        return [(item.type.value, item.ordinal, item.title, item.aspect) for item in reading.items]

    return make
