"""``bihuan import``: the same operations as the pages, with the account of the operating system on record."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from bihuan.cli.main import main
from bihuan.domain.documents.models import Draft, StoredFile
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem
from bihuan.domain.trail.models import Entry

REPORTS = Path(__file__).parents[1] / "material" / "reports"
TWIN = REPORTS / "bureau-report-2022.docx"


def run(file: Path, *more: str, user: str = "clerk", unit: str = "水务局") -> int:
    return main(["import", str(file), "--unit", unit, "--year", "2022", "--as", user, *more])


def test_a_report_becomes_a_draft_to_be_checked(clerk_user, capsys):
    assert run(TWIN) == 0

    draft = Draft.objects.get()
    assert (draft.year, draft.kind, draft.state) == (2022, "情况报告", "open")
    assert f"/drafts/{draft.key}/" in capsys.readouterr().out


def test_with_confirm_it_becomes_the_years_ledger(clerk_user, capsys):
    assert run(TWIN, "--confirm") == 0

    counts = [model.objects.count() for model in (Problem, Cause, Measure, Item)]
    assert counts == [14, 5, 8, 7]
    assert "问题14个，原因5个，措施8条，整改事项7项" in capsys.readouterr().out


def test_the_trail_knows_the_door_and_the_account(clerk_user):
    run(TWIN)

    entry = Entry.objects.get(action="documents.draft.bring_in")
    assert (entry.via, entry.os_account, entry.actor_key) == ("cli", getpass.getuser(), clerk_user.key)


def test_the_same_file_twice_is_noticed(clerk_user, capsys):
    run(TWIN)
    assert run(TWIN) == 0

    assert Draft.objects.count() == 1
    assert "此前已导入过" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"user": "nobody"}, "没有名为“nobody”的用户"),
        ({"unit": "白鹭县林业局"}, "您能看到的单位中没有"),
    ],
)
def test_a_wrong_name_is_said_and_nothing_stored(clerk_user, stranger_user, capsys, options, words):
    assert run(TWIN, **options) == 2

    assert words in capsys.readouterr().err
    assert StoredFile.objects.count() == 0


def test_a_leader_may_not_bring_files_in(leader_user, capsys):
    assert run(TWIN, user="leader") == 2

    assert "没有做这件事的权限" in capsys.readouterr().err
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("name", ["personal-2025.docx", "opinions-2025.docx"])
def test_personal_papers_and_opinions_stay_outside(clerk_user, capsys, name):
    assert run(REPORTS / name) == 2

    assert "不能导入台账" in capsys.readouterr().err
    assert StoredFile.objects.count() == 0


def test_a_missing_file_is_said(clerk_user, capsys, tmp_path):
    assert run(tmp_path / "missing.docx") == 2

    assert "打不开文件" in capsys.readouterr().err


def test_an_empty_file_is_refused_with_a_sentence(clerk_user, capsys, tmp_path):
    empty = tmp_path / "empty.docx"
    empty.touch()

    assert run(empty) == 2

    assert capsys.readouterr().err.strip().endswith("。")


def test_confirming_twice_says_who_did_it(clerk_user, capsys):
    run(TWIN, "--confirm")

    assert run(TWIN, "--confirm") == 2

    assert "乔一帆" in capsys.readouterr().err
    assert Problem.objects.count() == 14
