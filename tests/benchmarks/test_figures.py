import json
import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from django.http import HttpResponse
from django.urls import include, path

from benchmarks import (
    __main__,
    documents,
    page_counts,
    page_rows,
    pages,
    processes,
    reading_quality,
    registry,
    setup,
    texts,
)
from benchmarks.measuring import ROOT, NotMeasurable
from bihuan.core import reading
from bihuan.core.document import readers, sandbox
from bihuan.core.reading import rendering

ASKED_FOR = [
    "reading.items_f1",
    "reading.outline_f1",
    "reading.quantities_f1",
    "reading.own_macro_f1",
    "reading.links_top1",
    "reading.cold_seconds",
    "reading.inprocess_ms",
    "reading.thousand_seconds",
    "reading.growth_16x",
    "paper.seconds",
    "paper.vs_libreoffice",
    "pages.query_spread",
    "setup.seconds",
    "trail.verify_100k_seconds",
    "trail.mutations_found",
    "trail.writers_gapless",
    "people.import_10k_seconds",
    "people.p95_ms",
    "people.vs_bare",
    "import.rows_per_second",
    "norms.seconds",
    "norms.snapshot_seconds",
    "norms.peak_mb",
    "norms.one_unit_ms",
    "norms.vs_loop",
    "access.checks",
    "access.seconds",
    "deadlines.cases",
    "mechanisms.count",
    "mechanisms.journeys",
    "suite.sqlite_seconds",
    "suite.postgresql_seconds",
]


def measured_as(monkeypatch, measure):
    monkeypatch.setitem(reading_quality.MEASURES, "reading.items_f1", measure)


def refuse():
    raise NotMeasurable("没有样本")


def test_registry_names_what_was_asked_for_and_what_explains_it():
    names = [figure.name for figure in registry.FIGURES if not figure.companion]

    assert names == ASKED_FOR


def test_every_figure_has_one_measure_and_a_line_in_the_docs():
    names = [figure.name for figure in registry.FIGURES]
    modules = {figure.module for figure in registry.FIGURES}

    measured = [name for module in modules for name in registry.measures_of(module)]
    explained = re.findall(r"^\| `([a-z0-9_.]+)` ", (ROOT / "docs/figures.md").read_text("utf-8"), re.M)

    assert sorted(measured) == sorted(explained) == sorted(names)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "reading.items_f1",
            0.98765,
            "figure reading.items_f1 0.988 share # make bench ONLY=reading.items_f1",
        ),
        ("setup.seconds", 21.04, "figure setup.seconds 21.0 s # make bench ONLY=setup.seconds"),
        ("pages.query_spread", 0, "figure pages.query_spread 0 queries # make bench ONLY=pages.query_spread"),
        (
            "paper.vs_libreoffice",
            None,
            "figure paper.vs_libreoffice none ratio # make bench ONLY=paper.vs_libreoffice",
        ),
    ],
)
def test_line(name, value, expected):
    (figure,) = registry.chosen(name)

    assert figure.line(value) == expected


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("paper", ["paper.seconds", "paper.vs_libreoffice"]),
        ("setup.seconds", ["setup.seconds"]),
        ("setup.second", []),
        ("", []),
    ],
)
def test_only_names_a_figure_or_a_family(only, expected):
    assert [figure.name for figure in registry.chosen(only)] == expected


def test_a_measured_figure_is_printed(monkeypatch, capsys):
    measured_as(monkeypatch, lambda: 0.5)

    assert __main__.main(["reading.items_f1"]) == 0
    assert capsys.readouterr() == (
        "figure reading.items_f1 0.500 share # make bench ONLY=reading.items_f1\n",
        "",
    )


def test_what_cannot_be_measured_here_is_none_and_says_why(monkeypatch, capsys):
    measured_as(monkeypatch, refuse)

    assert __main__.main(["reading.items_f1"]) == 0
    assert capsys.readouterr() == (
        "figure reading.items_f1 none share # make bench ONLY=reading.items_f1\n",
        "reading.items_f1：没有样本\n",
    )


def test_a_broken_measurement_is_none_and_fails(monkeypatch, capsys):
    measured_as(monkeypatch, lambda: 1 / 0)

    assert __main__.main(["reading.items_f1"]) == 1
    printed = capsys.readouterr()
    assert printed.out == "figure reading.items_f1 none share # make bench ONLY=reading.items_f1\n"
    assert "ZeroDivisionError" in printed.err


def test_an_unknown_name_is_refused(capsys):
    assert __main__.main(["reading.itmes_f1"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("没有“reading.itmes_f1”这项指标。")


@pytest.mark.parametrize("name", [name for name in ASKED_FOR[:5] if name != "reading.own_macro_f1"])
def test_without_the_sample_its_figures_are_none(name, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("BIHUAN_SAMPLES", str(tmp_path))

    assert __main__.main([name]) == 0
    assert capsys.readouterr().out == f"figure {name} none share # make bench ONLY={name}\n"


@pytest.fixture
def sample(monkeypatch, tmp_path):
    """A sample folder whose gold is the reading of a report, with one item more than can be found."""
    content = texts.SOURCES[0].read_bytes()
    document = sandbox.read_bytes("report.txt", content)
    found = rendering.as_json(reading.read(document), document)
    problems = [item["id"] for item in found["items"] if item["type"] == "problem"]
    first = {link["from"]: link["to"] for link in reversed(found["links"])}
    right = {"problem": problems[0], "directions": [], "causes": [first[problems[0]]]}
    unread = {"problem": "unread", "directions": [], "causes": [first[problems[0]]]}
    extra = {**found["items"][0], "id": "unread", "char_start": 10**6, "char_end": 10**6 + 9}
    for name, text in {
        "report-2022.txt": content.decode(),
        "report-2022.gold.json": json.dumps({**found, "items": [*found["items"], extra]}),
        "report-2022.links.json": json.dumps({"links": [right, unread]}),
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("BIHUAN_SAMPLES", str(tmp_path))
    return found


def test_sample_scores_count_what_was_missed(sample):
    count = len(sample["items"])

    assert reading_quality.MEASURES["reading.items_f1"]() == pytest.approx(2 * count / (2 * count + 1))
    assert reading_quality.MEASURES["reading.outline_f1"]() == 1.0


def test_own_reports_are_read_in_both_forms():
    scores = reading_quality.own_scores()

    assert {"bureau-report-2022.txt", "bureau-report-2022.docx", "street-report-2024.txt"} <= scores.keys()
    assert scores["news-2026.txt"] is None


def test_texts_have_their_length_and_differ():
    made = ["\n".join(texts.paragraphs(number)) for number in range(40)]

    assert all(7_000 <= len(text) < 7_000 + texts.LONGEST for text in made)
    assert len(set(made)) == 40
    assert made[7] == "\n".join(texts.paragraphs(7))


def test_joined_texts_are_as_many_times_as_long():
    once, often = ("\n".join(texts.joined(count)) for count in (1, 16))

    assert 15.8 < len(often) / len(once) < 16.2


def test_word_file_holds_the_text(tmp_path):
    documents.write(texts.paragraphs(3), tmp_path / "report.docx")

    read = readers.read("docx", (tmp_path / "report.docx").read_bytes())

    assert read.text.split() == [word for line in texts.paragraphs(3) for word in line.split()]


def test_files_are_made_once_and_anew_when_the_generator_changed(monkeypatch, tmp_path):
    monkeypatch.setattr(documents, "CACHE", tmp_path)
    monkeypatch.setattr(documents, "_digest", lambda: "old")
    made = documents.one()
    made.write_bytes(b"kept")

    assert documents.one().read_bytes() == b"kept"

    monkeypatch.setattr(documents, "_digest", lambda: "new")
    assert documents.one().read_bytes()[:2] == b"PK"
    assert not made.exists()


def test_memory_counts_processes_further_below():
    holder = "import time; held = bytearray(b'x' * 80_000_000); print('ready', flush=True); time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {holder!r}])"
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE)

    with processes.PeakMemory(process.pid) as memory:
        process.communicate()

    assert 76 < memory.megabytes < 160


def test_processes_started_on_one_core_stay_there():
    before = os.sched_getaffinity(0)

    with processes.on_one_core():
        cores = processes.run([sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"])

    assert cores == "1\n"
    assert os.sched_getaffinity(0) == before


def view(request):
    return HttpResponse()


def test_routes_tell_the_kinds_of_their_arguments():
    years = [path("", view, name="year"), path("<int:page>/", view, name="year-page"), path("raw/", view)]
    entries = [path("", view, name="today"), path("<uuid:cycle>/", include((years, "years")))]

    found = list(page_counts.routes(entries))

    assert found == [("today", []), ("year", ["uuid"]), ("year-page", ["uuid", "int"])]


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (200, "text/html; charset=utf-8", True),
        (200, "application/pdf", False),
        (302, "text/html; charset=utf-8", False),
        (404, "text/html; charset=utf-8", False),
        (405, "text/html; charset=utf-8", False),
    ],
)
def test_only_answered_pages_count(status, kind, expected):
    assert page_counts.is_page(HttpResponse(status=status, content_type=kind)) is expected


def test_spread_is_the_largest_difference_of_any_page(monkeypatch):
    counted = {
        3: {"first": 9, "today": 8, "draft-list": 5},
        300: {"first": 10, "today": 8, "draft-list": 302},
    }
    monkeypatch.setattr(pages, "counts", counted.__getitem__)

    assert pages.query_spread() == 297
    assert pages.first_page_queries() == 10


def test_a_page_that_is_missing_with_many_rows_is_no_small_spread(monkeypatch):
    counted = {3: {"today": 8, "papers": 5}, 300: {"today": 8}}
    monkeypatch.setattr(pages, "counts", counted.__getitem__)

    with pytest.raises(RuntimeError, match="papers"):
        pages.query_spread()


@pytest.mark.parametrize("rows", [3, 120])
def test_the_report_of_the_pages_has_as_many_rows_as_asked(rows):
    found = reading.read(sandbox.read_text(page_rows.report(rows)))

    assert Counter(item.type.value for item in found.items) == dict.fromkeys(
        ("last_year_measure", "problem", "cause", "direction"), rows
    )


def test_a_newcomer_has_no_settings_of_ours(monkeypatch, tmp_path):
    monkeypatch.setenv("BIHUAN_DATABASE", "postgresql://elsewhere")
    monkeypatch.setenv("MAKEFLAGS", "-j4")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "mirror")

    environment = setup._environment(tmp_path)

    assert {"BIHUAN_DATABASE", "MAKEFLAGS"} & environment.keys() == set()
    assert environment["UV_DEFAULT_INDEX"] == "mirror"
    assert environment["UV_CACHE_DIR"] == str(tmp_path / "uv_cache_dir")


def test_stopping_ends_all_that_was_started():
    started = ["sh", "-c", "sleep 60 & sleep 60"]
    process = subprocess.Popen(started, stdout=subprocess.PIPE, start_new_session=True)

    with setup._stopped_after(process):
        assert process.poll() is None

    assert process.communicate(timeout=5) == (b"", None)
