"""A file comes in: what is stored of it, and what must never be."""

from __future__ import annotations

import hashlib
import json
import logging

import pytest

from bihuan.core.document.gate import FileRefused
from bihuan.domain.documents import intake, operations, queries, store
from bihuan.domain.documents.failures import NotForImport
from bihuan.domain.documents.models import Draft, StoredFile
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.journal import WHOLE_ROW
from bihuan.domain.trail.models import Entry

from .material import CLASSIFIED, SHORT, TWIN, brought_in, content, pasted


def test_a_file_is_kept_under_its_digest_with_its_reading(bureau, clerk):
    draft = brought_in(bureau.unit, clerk)

    digest = hashlib.sha256(content(f"{TWIN}.txt")).hexdigest()
    assert (draft.year, draft.cycle_kind, draft.state, draft.kind) == (2022, "annual", "open", "情况报告")
    assert draft.title == "2022年度民主生活会有关情况报告"
    assert draft.made_by_key == clerk.user_key
    assert (draft.file.name, draft.file.digest, draft.file.algorithm) == (f"{TWIN}.txt", digest, "sha256")
    assert store.get(bureau.unit.key, digest) == content(f"{TWIN}.txt")
    assert len(draft.reading["items"]) == 37


def test_bringing_in_leaves_one_entry_with_digests_instead_of_texts(bureau, clerk):
    draft = pasted(bureau.unit, clerk)

    entry = Entry.objects.get(action="documents.draft.bring_in")
    whole = json.loads(entry.changes.get(object_key=draft.key, field=WHOLE_ROW).after)
    assert "深入一线不够" not in str(whole)
    assert (set(whole["document"]), set(whole["reading"])) == ({"sha256"}, {"sha256"})


def test_the_same_bytes_are_found_again_in_the_unit_only(bureau, clerk, stranger_user):
    draft = pasted(bureau.unit, clerk)
    digest = store.digest_of(SHORT.encode())

    assert queries.earlier_draft(bureau.unit, digest) == draft
    assert queries.earlier_draft(stranger_user.person.unit, digest) is None


def test_a_withdrawn_draft_is_no_earlier_one(bureau, clerk):
    draft = pasted(bureau.unit, clerk)
    operations.withdraw(draft=draft, actor=clerk, seen=draft.version, reason="选错了文件")

    assert queries.earlier_draft(bureau.unit, draft.file.digest) is None


def test_sending_twice_makes_one_draft(bureau, clerk):
    incoming = intake.take_text(SHORT)

    first, second = (
        operations.bring_in(unit=bureau.unit, actor=clerk, incoming=incoming, year=2024, request_key="k")
        for _ in range(2)
    )

    assert first == second
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_the_units_clerk_brings_papers_in(bureau, request, who, settings):
    with pytest.raises(NotPermitted):
        pasted(bureau.unit, request.getfixturevalue(who))

    assert not StoredFile.objects.exists()
    assert not (settings.BIHUAN_HOME / "files").exists()


@pytest.mark.parametrize(
    ("name", "kind"), [("personal-2025.txt", "个人对照检查"), ("opinions-2025.docx", "意见汇总")]
)
def test_personal_papers_and_opinions_stay_out(bureau, clerk, settings, name, kind):
    with pytest.raises(NotForImport) as refusal:
        brought_in(bureau.unit, clerk, name)

    assert str(refusal.value) == (
        f"这是一份{kind}。为保护个人和提意见的人，这类材料目前只能用 bihuan read 查看，不能导入台账。"
    )
    assert not StoredFile.objects.exists()
    assert not (settings.BIHUAN_HOME / "files").exists()


def test_a_classified_paper_leaves_nothing_behind(bureau, clerk, settings, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(FileRefused) as refusal:
        pasted(bureau.unit, clerk, CLASSIFIED)

    assert refusal.value.code == "classified"
    assert "绝不外传" not in str(refusal.value)
    assert not StoredFile.objects.exists()
    assert not Draft.objects.exists()
    assert not (settings.BIHUAN_HOME / "files").exists()
    assert "绝不外传" not in caplog.text


def test_the_same_paper_without_the_mark_is_kept(bureau, clerk):
    """The counterpart: what the test above looks for would be found if it were stored."""
    draft = pasted(bureau.unit, clerk, CLASSIFIED.removeprefix("秘密★1年\n"))

    assert "绝不外传" in draft.document["text"]
    assert "绝不外传".encode() in store.get(bureau.unit.key, draft.file.digest)


def test_bytes_are_taken_back_when_the_row_cannot_be_written(bureau, clerk, monkeypatch, settings):
    def broken(*arguments):
        raise RuntimeError

    monkeypatch.setattr(operations.codec, "as_json", broken)

    with pytest.raises(RuntimeError):
        pasted(bureau.unit, clerk)

    assert [path for path in (settings.BIHUAN_HOME / "files").rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()
