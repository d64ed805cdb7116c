"""Upload a file to a record, and fetch it again."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.domain.documents import store
from bihuan.domain.ledgers.models import Attachment
from bihuan.domain.trail.models import Entry
from tests import pictures
from tests.records import theme_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.BIHUAN_HOME = tmp_path


@pytest.fixture
def record(branch):
    return theme_day(branch)


def upload(client, record, name: str = "现场.jpg", content: bytes | None = None, **fields):
    file = SimpleUploadedFile(name, pictures.jpeg() if content is None else content)
    sent = {"file": file, "seen": record.version, "request_key": "k"} | fields
    address = reverse("record-attach-file", args=[record.shape, record.key])
    return client.post(address, sent, follow=True)


def address_of(attachment) -> str:
    return reverse("attachment-file", args=["activity", attachment.key])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_file_is_uploaded_and_noted(clerk_client, record):
    response = upload(clerk_client, record, text="重温誓词")

    attachment = Attachment.objects.get()
    assert said(response) == ["已加上文件。"]
    assert f'href="{address_of(attachment)}">重温誓词</a>' in response.content.decode()
    assert Entry.objects.order_by("-pk").first().action == "ledgers.attachment.add_file"


def test_it_comes_back_to_be_saved_without_its_place(leader_client, clerk_user, client, record):
    client.force_login(clerk_user)
    upload(client, record)
    response = client.get(address_of(Attachment.objects.get()))

    assert response.content == pictures.jpeg(secrets=False)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_strangers_find_no_file(clerk_user, stranger_user, client, record):
    client.force_login(clerk_user)
    upload(client, record)
    client.force_login(stranger_user)

    assert client.get(address_of(Attachment.objects.get())).status_code == 404


@pytest.mark.parametrize("change", ["withdrawn", "number"])
def test_what_is_no_standing_file_is_not_found(clerk_client, clerk, record, change):
    upload(clerk_client, record)
    attachment = Attachment.objects.get()
    record.refresh_from_db()
    if change == "withdrawn":
        address = reverse("attachment-withdraw", args=["activity", attachment.key])
        clerk_client.post(address, {"seen": record.version, "request_key": "w", "reason": "传错了"})
    else:
        fields = {"kind": "number", "text": "安发〔2026〕3号", "seen": record.version}
        clerk_client.post(reverse("record-attach", args=["activity", record.key]), fields)
        attachment = Attachment.objects.get(kind="number")

    assert clerk_client.get(address_of(attachment)).status_code == 404


@pytest.mark.parametrize("damage", ["找不到了", "不一样了"])
def test_a_lost_or_changed_file_is_said_clearly(clerk_client, record, damage):
    upload(clerk_client, record)
    attachment = Attachment.objects.get()
    path = store.path_of(record.unit.key, attachment.file.digest)
    if damage == "找不到了":
        path.unlink()
    else:
        path.write_bytes(b"x")

    response = clerk_client.get(address_of(attachment))

    assert response.status_code == 409
    assert damage in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said_first"),
    [
        ("说明.txt", b"text", "附件可以是jpg、png、pdf、docx、xlsx文件"),
        ("假的.png", pictures.jpeg(), "文件名说是图片，内容却不是"),
        ("机密★1年.jpg", None, "本系统不得处理涉密信息"),
        ("空.jpg", b"", "这个文件是空的"),
    ],
)
def test_what_is_refused_is_said_and_not_kept(clerk_client, record, name, content, said_first):
    response = upload(clerk_client, record, name, content)

    assert said(response)[0].startswith(said_first)
    assert Attachment.objects.count() == 0


def test_no_file_was_chosen(clerk_client, record):
    response = upload(clerk_client, record, file="")

    assert said(response) == ["没有选文件。请先选一个文件，再点“上传”。"]


def test_readers_may_not_upload(leader_client, record):
    assert upload(leader_client, record).status_code == 403


def test_nothing_asks_for_a_file(clerk_client, record):
    text = clerk_client.get(reverse("record-detail", args=["activity", record.key])).content.decode()

    assert "没有附件也可以" in text
    assert "本系统不得处理涉密信息" in text
    assert '<option value="file"' not in text
