from __future__ import annotations

from benchmarks import mechanisms

REPORT = """<testsuites><testsuite>
<testcase name="test_journey[theme-day]"/>
<testcase name="test_journey[party-lecture]"/>
<testcase name="test_journey[petitions]"><failure/></testcase>
<testcase name="test_journey[hotline]"><skipped/></testcase>
<testcase name="test_something_else"/>
</testsuite></testsuites>"""


def test_only_journeys_that_ran_and_passed_count(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert mechanisms.passed(report) == 2


def test_no_journey_is_none(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text("<testsuites/>")

    assert mechanisms.passed(report) == 0
