"""Only cases that ran and passed count."""

from benchmarks import deadlines

REPORT = """<testsuites><testsuite>
<testcase name="test_case[a]"/>
<testcase name="test_case[b]"><failure message="late"/></testcase>
<testcase name="test_case[c]"><skipped/></testcase>
<testcase name="test_case[d]"><error message="broken"/></testcase>
<testcase name="test_case[e]"></testcase>
<testcase name="test_no_case_is_told_twice"/>
</testsuite></testsuites>"""


def test_only_cases_that_passed_count(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")

    assert deadlines.passed(report) == 2
