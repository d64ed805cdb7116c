"""``bihuan privacy``."""

from __future__ import annotations

import io
import json
import stat
import zipfile

import pytest

from bihuan.cli.main import main
from bihuan.core.registry import privacy
from bihuan.domain.organizations.models import Person
from bihuan.domain.rectification.operations import items, wording
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from tests.domain.privacy.conftest import NAME, STAFF_NUMBER, leaver
from tests.ledgers import add_promise

__all__ = ["leaver"]


def said(capsys, *arguments):
    """Exit code, output and complaints of ``bihuan privacy …``."""
    code = main(["privacy", *map(str, arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def about(number=STAFF_NUMBER, username="secadmin", unit="水务局"):
    return ("--person", number, "--unit", unit, "--as", username)


def test_the_inventory_has_a_row_for_every_personal_field(db, capsys):
    code, out, _ = said(capsys, "inventory")

    personal = sum(len(model.personal_fields) for model in privacy.models().values())
    tables = out.split("## 数据库之外")[0]
    rows = [line for line in tables.splitlines() if line.startswith("| ") and not line.startswith("| 字段")]
    assert (code, len(rows)) == (0, personal)


def test_the_inventory_for_programs_has_every_field(db, capsys):
    told = json.loads(said(capsys, "inventory", "--json")[1])

    fields = {f"{table['table']}.{field['name']}" for table in told["tables"] for field in table["fields"]}
    declared = {f"{label}.{name}" for label, model in privacy.models().items() for name in model.fields}
    assert fields == declared
    assert len(told["places"]) == len(privacy.places())


def test_all_about_a_person_is_written_for_the_owner_of_the_file_only(
    leaver, secadmin_user, capsys, tmp_path
):
    out = tmp_path / "本人.zip"

    assert said(capsys, "export", *about(), "--out", out) == (
        0,
        f"已写出：{out}。内含个人信息，请只交给本人，用后删除。\n",
        "",
    )

    assert zipfile.ZipFile(io.BytesIO(out.read_bytes())).namelist() == [
        "说明.txt",
        "人员信息.json",
        "本人操作.json",
        "处理说明.json",
    ]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.object_key, entry.via) == ("privacy.person.export", leaver.person.key, "cli")


def test_an_existing_file_is_not_written_over(leaver, secadmin_user, capsys, tmp_path):
    out = tmp_path / "本人.zip"
    out.write_text("mine")
    before = Entry.objects.count()

    code, _, complaint = said(capsys, "export", *about(), "--out", out)

    assert (code, out.read_text(), Entry.objects.count()) == (2, "mine", before)
    assert complaint.startswith(f"写不了文件“{out}”")


def test_who_may_not_export_leaves_no_file(leaver, leader_user, capsys, tmp_path):
    out = tmp_path / "本人.zip"

    code, _, complaint = said(capsys, "export", *about(username="leader"), "--out", out)

    assert (code, out.exists()) == (2, False)
    assert complaint.startswith("您没有做这件事的权限。")


def test_a_person_is_erased_and_the_trail_verifies(leaver, secadmin_user, capsys):
    new = f"已删除人员{leaver.person.key.hex[:6]}"

    code, out, _ = said(capsys, "erase", *about(), "--reason", "本人申请")

    assert (code, out.splitlines()) == (
        0,
        [
            f"“{NAME}”的个人信息已清除，台账和留痕中改称“{new}”。",
            "清空变更内容7条，替换责任人1处、导入的表格1份，删除角色1个、登录会话0个。",
            f"下列文字依法作为公务材料保留，其中仍有“{NAME}”字样1处，请人工核对：",
            f"  导入批次　表格内容　{leaver.batch.key}",
            "此前做的备份里仍有这些信息，请按单位的规定销毁或在恢复后重新清除。",
        ],
    )
    assert main(["trail", "verify"]) == 0
    assert "其中7条变更明细已按规定清除" in capsys.readouterr().out


def test_texts_of_the_record_that_still_name_the_person_are_listed(leaver, secadmin_user, capsys):
    measure = leaver.item.measure
    wording.edit_statement(statement=measure, actor=SYSTEM, seen=measure.version, text=f"由{NAME}牵头。")

    _, out, _ = said(capsys, "erase", *about(), "--reason", "本人申请")

    assert f"  措施　内容　{measure.key}" in out.splitlines()


def test_an_erased_person_is_not_found_again(leaver, secadmin_user, capsys):
    said(capsys, "erase", *about(), "--reason", "本人申请")

    assert said(capsys, "erase", *about(), "--reason", "本人申请") == (
        2,
        "",
        f"水务局没有工号为“{STAFF_NUMBER}”的人员，或您看不到。\n",
    )


def test_open_items_are_named_and_nothing_is_erased(leaver, secadmin_user, capsys):
    item = add_promise(leaver.item.cycle, 2)
    items.plan_item(item=item, actor=SYSTEM, seen=item.version, contact=leaver.person)

    code, out, complaint = said(capsys, "erase", *about(), "--reason", "已调离")

    assert (code, out) == (2, "")
    assert complaint.startswith(f"“{NAME}”还是1项没有办结的整改事项的责任人（如“措施2”）。")
    assert Person.objects.get(pk=leaver.person.pk).name == NAME


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"number": "404"}, "水务局没有工号为“404”的人员，或您看不到。\n"),
        ({"unit": "林业局"}, "您能看到的单位中没有“林业局”。请写单位全称或简称。\n"),
        ({"username": "nobody"}, "没有名为“nobody”的用户，或该用户已停用。\n"),
        ({"username": "stranger"}, "您能看到的单位中没有“水务局”。请写单位全称或简称。\n"),
    ],
)
def test_what_cannot_be_found_is_said(leaver, secadmin_user, stranger_user, capsys, given, complaint):
    assert said(capsys, "erase", *about(**given), "--reason", "已调离") == (2, "", complaint)
