"""Files that prove records: kept under the digest of what is kept, and handed out only unchanged."""

from __future__ import annotations

import pytest

from bihuan.core.document.proof import admitted
from bihuan.domain.documents import store
from bihuan.domain.documents.models import StoredFile
from bihuan.domain.ledgers.doubts import asking
from bihuan.domain.ledgers.failures import FileChanged, FileGone, WrongValue
from bihuan.domain.ledgers.files import content_of
from bihuan.domain.ledgers.models import Attachment
from bihuan.domain.ledgers.operations.attachments import add_attachment, withdraw_attachment
from bihuan.domain.ledgers.operations.files import add_file
from bihuan.domain.ledgers.operations.records import withdraw_record
from bihuan.domain.organizations.withdrawing import Withdrawn
from bihuan.domain.trail.failures import NotPermitted
from tests import pictures
from tests.records import theme_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.BIHUAN_HOME = tmp_path
    return tmp_path


@pytest.fixture
def record(branch):
    return theme_day(branch)


def kept(record, actor, name: str = "现场.jpg", content: bytes | None = None, text: str = "") -> Attachment:
    proof = admitted(name, content or pictures.jpeg())
    add_file(record=record, actor=actor, seen=record.version, proof=proof, text=text)
    record.refresh_from_db()
    return Attachment.objects.filter(record_key=record.key).latest("pk")


def files_in(home) -> list[str]:
    return sorted(path.name for path in (home / "files").rglob("*") if path.is_file())


def test_what_is_kept_no_longer_tells_where_it_was_taken(record, clerk, home):
    attachment = kept(record, clerk)

    bare = pictures.jpeg(secrets=False)
    assert content_of(attachment) == bare
    assert files_in(home) == [store.digest_of(bare)]
    assert (attachment.kind, attachment.text, attachment.file.name) == ("file", "现场.jpg", "现场.jpg")
    assert (attachment.file.size, attachment.file.received_by_key) == (len(bare), clerk.user_key)


def test_the_text_says_what_it_is(record, clerk):
    assert kept(record, clerk, "IMG_1.JPEG", text="重温誓词").text == "重温誓词"
    assert StoredFile.objects.get().name == "IMG_1.jpg"


def test_the_same_file_is_kept_once_for_a_record(record, clerk):
    kept(record, clerk)
    plain = admitted("另一个名字.jpg", pictures.jpeg(secrets=False))

    with pytest.raises(WrongValue, match="已经有这个文件了"):
        add_file(record=record, actor=clerk, seen=record.version, proof=plain)

    assert Attachment.objects.count() == 1


def test_what_was_taken_out_can_be_put_back(record, clerk, home):
    attachment = kept(record, clerk)
    withdraw_attachment(
        record=record, attachment=attachment, actor=clerk, seen=record.version, reason="传错了"
    )
    record.refresh_from_db()

    kept(record, clerk)

    assert Attachment.objects.standing().count() == 1
    assert len(files_in(home)) == 1


def test_the_same_photo_at_two_records_is_asked_about(record, branch, clerk):
    other = theme_day(branch, "4月主题党日")
    kept(record, clerk)
    assert asking.doubts_of(record, clerk) == []

    kept(other, clerk, content=pictures.jpeg(secrets=False))

    assert [(doubt.rule, doubt.other.title) for doubt in asking.doubts_of(record, clerk)] == [
        ("same_file", "4月主题党日")
    ]


def test_what_is_gone_or_changed_is_said(record, clerk):
    attachment = kept(record, clerk)
    file = store.path_of(record.unit.key, attachment.file.digest)

    file.write_bytes(b"\xff\xd8\xff\xd9")
    with pytest.raises(FileChanged, match=r"“现场\.jpg”与上传时不一样了"):
        content_of(attachment)
    file.unlink()
    with pytest.raises(FileGone, match=r"“现场\.jpg”在服务器上找不到了"):
        content_of(attachment)


def test_whoever_may_not_keep_the_record_leaves_nothing_behind(record, leader, home):
    with pytest.raises(NotPermitted):
        kept(record, leader)
    assert files_in(home) == []


def test_nothing_is_left_behind_when_it_cannot_be_written_down(record, clerk, home):
    with pytest.raises(WrongValue, match="太长"):
        kept(record, clerk, text="长" * 301)
    assert (files_in(home), StoredFile.objects.count()) == ([], 0)


def test_a_withdrawn_record_takes_no_file(record, clerk, home):
    record = withdraw_record(record=record, actor=clerk, seen=record.version, reason="记重了")

    with pytest.raises(Withdrawn):
        kept(record, clerk)
    assert files_in(home) == []


def test_a_line_of_text_is_no_file(record, clerk):
    with pytest.raises(WrongValue, match="只能是文号、链接、联系人之一"):
        add_attachment(record=record, actor=clerk, seen=record.version, kind="file", text="现场.jpg")
