"""The upload page: read, refused with a sentence at the field, noticed when it came before."""

from __future__ import annotations

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.domain.documents import store
from bihuan.domain.documents.models import Draft, StoredFile
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.web.forms import new_request_key
from tests.domain.documents.material import CLASSIFIED, SHORT, content

NEW = "/drafts/new/"


def posted(**more):
    return {"year": "", "cycle_kind": "annual", "text": "", "request_key": new_request_key(), **more}


def upload(name, data):
    return SimpleUploadedFile(name, data)


def test_a_file_is_read_and_its_year_comes_from_the_text(clerk_client, bureau):
    file = upload("报告.docx", content("bureau-report-2022.docx"))

    answer = clerk_client.post(NEW, posted(file=file))

    draft = Draft.objects.get()
    assert answer.url == reverse("draft-detail", args=[draft.key])
    assert (draft.year, draft.file.name, len(draft.reading["items"])) == (2022, "报告.docx", 37)


def test_a_year_that_was_filled_in_goes_before_the_text(clerk_client):
    clerk_client.post(NEW, posted(text=SHORT, year="2023", cycle_kind="special"))

    draft = Draft.objects.get()
    assert (draft.year, draft.cycle_kind) == (2023, "special")


def test_a_request_in_the_background_is_led_on_by_a_header(clerk_client):
    answer = clerk_client.post(NEW, posted(text=SHORT), headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == reverse("draft-detail", args=[Draft.objects.get().key])


def test_a_year_that_nobody_says_is_asked_for(clerk_client):
    answer = clerk_client.post(NEW, posted(text="一、查摆出的主要问题\n一是深入一线不够。到现场偏少。\n"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"year": ["没有从文中读出年度，请填写这份文稿检视的是哪一年。"]}
    assert "一是深入一线不够。到现场偏少。" in answer.content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "file", "请选择一个文件"),
        ({"file": ("空.docx", b"")}, "file", "是空的"),
        ({"file": ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)}, "file", "旧版Office文件"),
        ({"file": ("假.docx", b"no zip at all")}, "file", ""),
        ({"file": ("报告.txt", SHORT.encode()), "text": "也有字"}, "text", "只能二选一"),
        ({"text": SHORT, "year": "1900"}, "year", ""),
        ({"text": SHORT, "cycle_kind": "no such"}, "cycle_kind", ""),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_is_stored(clerk_client, fields, field, words):
    if "file" in fields:
        fields = {**fields, "file": upload(*fields["file"])}

    answer = clerk_client.post(NEW, posted(**fields))

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert words in errors[field][0]
    assert not StoredFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_its_size(clerk_client):
    answer = clerk_client.post(NEW, posted(file=upload("大.docx", b"x" * (21 * 1024 * 1024))))

    assert answer.context["form"].errors == {
        "file": ["这个文件有21.0 MB，上限是20 MB，请删去图片或拆成几份后再试。"]
    }


def test_what_was_typed_is_kept(clerk_client):
    fields = posted(text="", year="2023", cycle_kind="special", file=upload("空.docx", b""))

    page = clerk_client.post(NEW, fields).content.decode()

    assert 'value="2023"' in page
    assert '<option value="special" selected>' in page


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_classified_paper_is_refused_and_nothing_of_it_stays(clerk_client, settings, caplog, way):
    given = {"file": upload("报告.txt", CLASSIFIED.encode())} if way == "file" else {"text": CLASSIFIED}

    with caplog.at_level(logging.DEBUG):
        answer = clerk_client.post(NEW, posted(**given))

    assert answer.status_code == 422
    assert "本系统不得处理涉密信息" in answer.context["form"].errors[way][0]
    assert "绝不外传" not in answer.content.decode()
    assert not StoredFile.objects.exists()
    assert [path for path in settings.BIHUAN_HOME.rglob("*") if path.is_file()] == []
    assert "绝不外传" not in caplog.text


def test_a_personal_paper_is_refused_with_the_reason(clerk_client):
    file = upload("材料.txt", content("personal-2025.txt"))

    answer = clerk_client.post(NEW, posted(file=file))

    assert "这是一份个人对照检查。" in answer.context["form"].errors["file"][0]
    assert not StoredFile.objects.exists()


def test_the_same_file_again_is_noticed_with_name_and_time(clerk_client, draft):
    answer = clerk_client.post(NEW, posted(text=SHORT))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这份文件以前导入过" in page
    assert "乔一帆于" in page
    assert reverse("draft-detail", args=[draft.key]) in page
    assert Draft.objects.count() == 1


def test_the_same_file_can_be_read_again_on_purpose(clerk_client, draft, bureau):
    answer = clerk_client.post(reverse("draft-again", args=[draft.key]), posted(year="2023"))

    second = Draft.objects.order_by("-pk").first()
    assert answer.url == reverse("draft-detail", args=[second.key])
    assert (second.year, second.file.digest) == (2023, draft.file.digest)
    assert store.get(bureau.unit.key, second.file.digest) == SHORT.encode()


@pytest.mark.parametrize("year", ["", "99999", "nonsense"])
def test_a_year_that_is_none_falls_back_to_the_earlier_one(clerk_client, draft, year):
    clerk_client.post(reverse("draft-again", args=[draft.key]), posted(year=year, cycle_kind="no such"))

    second = Draft.objects.order_by("-pk").first()
    assert (second.pk != draft.pk, second.year, second.cycle_kind) == (True, 2024, "annual")


def test_a_file_that_is_gone_from_the_disk_is_said(clerk_client, draft, bureau):
    store.path_of(bureau.unit.key, draft.file.digest).unlink()

    answer = clerk_client.post(reverse("draft-again", args=[draft.key]), posted(), follow=True)

    assert "的原文件在服务器上找不到了，请重新选择文件导入" in answer.content.decode()
    assert Draft.objects.count() == 1


def test_a_paper_for_a_year_with_a_ledger_opens_as_comparison(clerk_client, draft, clerk):
    confirm_draft(draft=draft, actor=clerk, seen=draft.version)

    answer = clerk_client.post(NEW, posted(text=SHORT + "二是又一条。再做一件实事。\n"))

    second = Draft.objects.order_by("-pk").first()
    assert answer.url == reverse("draft-compare", args=[second.key])


def test_the_form_sent_twice_brings_in_one_paper(clerk_client, monkeypatch):
    fields = posted(text=SHORT)
    first = clerk_client.post(NEW, fields)
    monkeypatch.setattr("bihuan.domain.documents.queries.earlier_draft", lambda *arguments: None)

    second = clerk_client.post(NEW, fields)

    assert first.url == second.url
    assert Draft.objects.count() == 1


def test_the_page_says_what_may_not_come_in_and_how_to_save_old_files(clerk_client):
    page = clerk_client.get(NEW).content.decode()

    assert "本系统不得处理涉密信息" in page
    assert "另存为" in page
    assert reverse("draft-sample") not in page


def test_the_demo_offers_a_sample(clerk_client, settings):
    settings.BIHUAN_DEMO = True

    assert reverse("draft-sample") in clerk_client.get(NEW).content.decode()
