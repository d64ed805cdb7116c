"""A stored document comes back exactly as it was read."""

from __future__ import annotations

import json

import pytest

from bihuan.core.document import sandbox
from bihuan.core.document.model import Block, BlockKind, Document, Note, Place
from bihuan.domain.documents import codec

from .material import content


@pytest.mark.parametrize(
    "name",
    [
        "bureau-report-2022.txt",
        "bureau-report-2022.docx",
        "county-list-2024.docx",
        "redhead-report-2023.docx",
    ],
)
def test_a_document_survives_storing(name):
    document = sandbox.read_bytes(name, content(name))

    stored = json.loads(json.dumps(codec.as_json(document)))

    assert codec.from_json(stored) == document


def test_numbers_styles_notes_and_merged_cells_survive_storing():
    document = Document(
        text="一、合并的格\n正文",
        blocks=(
            Block(
                BlockKind.CELL, "合并的格", 0, Place(0, table=0, row=1, column=2, row_span=3), number="一、"
            ),
            Block(BlockKind.HEADING, "正文", 7, Place(1, page=2), style="标题 1", level=1),
        ),
        notes=(Note("脚注", 3),),
        source="docx",
        warnings=("有修订",),
    )

    assert codec.from_json(json.loads(json.dumps(codec.as_json(document)))) == document


def test_the_text_of_blocks_is_not_stored_twice():
    document = sandbox.read_text("很长的一段话，只应当存一次。")

    assert json.dumps(codec.as_json(document), ensure_ascii=False).count("只应当存一次") == 1
