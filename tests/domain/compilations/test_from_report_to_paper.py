"""The whole way of the twin report: file, draft, ledger, a person's links, and back to paper."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.compilations.catalogue import KINDS
from bihuan.domain.compilations.composition import Frame
from bihuan.domain.documents import intake
from bihuan.domain.documents.operations import bring_in
from bihuan.domain.rectification import coverage
from bihuan.domain.rectification.coverage import Gap
from bihuan.domain.rectification.enums import LinkState
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.view import ledger_of
from tests.domain.compilations import twin
from tests.domain.compilations.reading_back import lines_of


@pytest.fixture
def cycle(bureau, clerk):
    content = (twin.REPORTS / f"{twin.TWIN}.txt").read_bytes()
    incoming = intake.take_file(f"{twin.TWIN}.txt", content)
    draft = bring_in(unit=bureau.unit, actor=clerk, incoming=incoming, year=2022)
    return confirm_draft(draft=draft, actor=clerk, seen=draft.version)


def test_the_twin_as_read_has_its_known_counts_and_gaps(cycle):
    ledger = ledger_of(cycle)
    counts = coverage.counts(coverage.gaps(ledger))

    assert (len(ledger.problems), len(ledger.aspects), len(ledger.causes)) == (14, 6, 5)
    assert (len(ledger.measures), len(ledger.items)) == (8, 7)
    assert [counts[gap] for gap in (Gap.NO_CAUSE, Gap.NO_MEASURE, Gap.NO_OWNER, Gap.NO_DATE)] == [
        14,
        14,
        7,
        7,
    ]
    assert counts[Gap.MASKED_FIGURE] == 2
    assert list(ledger.links(LinkState.CONFIRMED)) == []
    assert len(list(ledger.links(LinkState.CANDIDATE))) > 0


def test_after_a_persons_links_the_next_report_names_what_has_no_measure(cycle, clerk):
    twin.judge_by_gold(cycle, clerk)

    told = lines_of(KINDS["report"].compose(ledger_of(cycle), Frame(datetime.date(2023, 12, 20))))

    assert told[2:4] == [
        "2022年度民主生活会查摆问题14个，制定整改措施7项。截至2023年12月20日，已完成0项，长期坚持0项，"
        "正在整改0项，未开展7项；其中已逾期0项。",
        "没有对应整改措施的问题2个：“改革创新办法不多”、“防范风险的预见性不强”。",
    ]
