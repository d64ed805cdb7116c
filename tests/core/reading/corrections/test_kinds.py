from decimal import Decimal

import pytest

from bihuan.core.reading import corrections
from bihuan.core.reading.corrections import Add, CorrectionRefused, Fill, Merge, Retype
from bihuan.core.reading.model import ItemType


@pytest.mark.parametrize(
    ("correction", "row"),
    [
        (Retype("3", ItemType.CAUSE), {"op": "retype", "item": "3", "type": "cause"}),
        (Merge(("1", "2")), {"op": "merge", "items": ["1", "2"]}),
        (
            Add(3, 9, ItemType.MEASURE),
            {"op": "add", "start": 3, "end": 9, "type": "measure", "aspect": None},
        ),
        (Fill("2", 7, Decimal("1.5")), {"op": "fill", "item": "2", "at": 7, "value": "1.5"}),
    ],
)
def test_json_there_and_back(correction, row):
    assert corrections.as_json(correction) == row
    assert corrections.from_json(row) == correction


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"op": "erase", "item": "1"},
        {"op": "retype", "item": "1"},
        {"op": "retype", "item": "1", "type": "goal"},
        {"op": "split", "item": "1", "at": "x"},
        {"op": "fill", "item": "1", "at": 3, "value": "many"},
    ],
)
def test_what_is_no_correction_is_refused(row):
    with pytest.raises(CorrectionRefused):
        corrections.from_json(row)
