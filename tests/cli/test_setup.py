"""``bihuan setup`` as a process of its own: all of it or nothing, no password on the command line."""

from __future__ import annotations

import re
import stat
import textwrap
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.installations import Installation, Said, empty, migrated

UNIT = ("--unit", "青禾县水务局", "--short-name", "水务局", "--leading-body", "党组")
FIRST = ("--sysadmin", "管一铭", "801", "guanyiming")
ALL = (*FIRST, "--secadmin", "安如山", "802", "anrushan", "--auditor", "审明远", "803", "shenmingyuan")
COUNTED = ("organizations_unit", "organizations_person", "accounts_user", "accounts_rolegrant", "trail_entry")


@pytest.fixture
def fresh(tmp_path) -> Installation:
    """A home and a database where nothing was ever started."""
    return empty(tmp_path / "home", demo=False)


@pytest.fixture
def ready(tmp_path) -> Installation:
    """A home with an empty database of this version."""
    return migrated(tmp_path / "home", demo=False)


def counts(installation: Installation) -> tuple[int, ...]:
    """Units, people, users, grants and entries of the trail."""
    [counted] = installation.rows(
        "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in COUNTED)
    )
    return counted


def test_one_command_makes_the_unit_and_its_administrators(fresh):
    said = fresh.bihuan("setup", *UNIT, *ALL)

    assert (said.code, said.err) == (0, "")
    assert counts(fresh) == (1, 3, 3, 3, 1)
    passwords = re.findall(r"用户名 (\w+)　临时密码 (\S+)（只显示这一次", said.out)
    assert [username for username, _ in passwords] == ["guanyiming", "anrushan", "shenmingyuan"]
    checked = fresh.python(f"""
        from bihuan.domain.accounts.models import User
        for username, password in {passwords}:
            user = User.objects.get(username=username)
            print(user.check_password(password), user.password_is_temporary)
    """)
    assert checked.out == "True True\n" * 3


def test_its_entry_says_that_the_command_line_did_it_and_keeps_no_password(ready):
    said = ready.bihuan("setup", *UNIT, *FIRST)

    told = ready.python("""
        from bihuan.domain.trail.models import Change, Entry
        entry = Entry.objects.get()
        print(entry.action, entry.via, entry.os_account != "", entry.chain.name)
        print(" ".join(filter(None, Change.objects.values_list("after", flat=True))))
    """).out.splitlines()
    assert told[0] == "accounts.installation.set_up cli True system"
    assert re.search(r"临时密码 (\S+)（", said.out)[1] not in told[1]
    assert "argon2" not in told[1]


def test_the_answers_may_stand_in_a_file_and_an_option_goes_first(ready, tmp_path):
    file = tmp_path / "answers.toml"
    file.write_text(
        textwrap.dedent("""
            [unit]
            name = "青禾县水务局"
            leading_body = "党委"

            [sysadmin]
            name = "管一铭"
            staff_number = "801"
            username = "guanyiming"
        """),
        "utf-8",
    )

    said = ready.bihuan("setup", "--answers", file, "--unit", "白鹭县林业局")

    assert said.out.startswith("已建立：白鹭县林业局。\n")
    assert "还缺安全管理员、审计管理员" in said.out
    told = ready.python(
        "from bihuan.domain.organizations.models import Unit; print(Unit.objects.get().leading_body)"
    )
    assert told.out == "committee\n"


def test_a_password_comes_from_a_file_that_only_its_owner_reads(ready, tmp_path):
    file = tmp_path / "password"
    file.write_text("Qinghe-2026-shui\n")
    file.chmod(0o644)
    refused = ready.bihuan("setup", *UNIT, *FIRST, "--password-file", file)
    assert refused == Said(2, "", f"“{file}”里是密码，别的账号也能读。请先运行 chmod 600 {file}。\n")

    file.chmod(0o600)
    said = ready.bihuan("setup", *UNIT, *FIRST, "--password-file", file)

    assert said.code == 0
    assert "Qinghe-2026-shui" not in said.out
    told = ready.python("""
        from bihuan.domain.accounts.models import User
        user = User.objects.get()
        print(user.check_password("Qinghe-2026-shui"), user.password_is_temporary)
    """)
    assert told.out == "True False\n"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((), "单位：请填写单位名称。什么也没有建立。"),
        (UNIT, "请写明系统管理员：--sysadmin 姓名 工号 用户名，或 --answers 文件。"),
        ((*UNIT, "--sysadmin", "管一铭", "801", "a b"), "系统管理员：用户名要2到50个字"),
        ((*UNIT, *FIRST, "--auditor", "管一铭", "801", "other"), "三员必须是三个人，工号“801”写了两次。"),
        ((*UNIT, *FIRST, "--auditor", "审明远", "803", "GuanYiMing"), "用户名“guanyiming”写了两次。"),
        (("--unit", "水务\u202e局", *FIRST), "看不见"),
        ((*UNIT, *FIRST, "--answers", "/nowhere/answers.toml"), "“/nowhere/answers.toml”读不到"),
    ],
)
def test_an_answer_that_cannot_be_used_is_said_and_nothing_is_made(ready, given, sentence):
    said = ready.bihuan("setup", *given)

    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert counts(ready) == (0, 0, 0, 0, 0)


def test_it_is_done_once(ready):
    assert ready.bihuan("setup", *UNIT, *FIRST).code == 0

    again = ready.bihuan("setup", *UNIT, *FIRST)

    assert again == Said(
        2, "", "这里已有单位，首次设置只做一次，没有改动。换证书用 bihuan setup --certificate。\n"
    )
    assert counts(ready) == (1, 1, 1, 1, 1)


def test_of_two_at_once_one_makes_the_bureau(ready):
    others = ("--unit", "白鹭县林业局", "--sysadmin", "林一木", "701", "linyimu")

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda given: ready.bihuan("setup", *given), [(*UNIT, *FIRST), others]))

    assert sorted(each.code for each in said) == [0, 2]
    assert counts(ready) == (1, 1, 1, 1, 1)


def test_a_demo_home_is_refused(tmp_path):
    said = empty(tmp_path / "home").bihuan("setup", *UNIT, *FIRST)

    assert said.code == 2
    assert "演示环境" in said.err


@pytest.mark.parametrize("saved", range(1, 11))
def test_killed_in_the_middle_nothing_is_made_and_it_can_be_done_again(ready, saved):
    """The process dies at the n-th row that it saves: unit, three times person, user, grant."""
    killed = ready.python(f"""
        import os
        from bihuan.cli import main
        from bihuan.domain.trail import recorded
        left, save = [{saved}], recorded.RecordedModel.save
        def dying(self, *given, **named):
            save(self, *given, **named)
            left[0] -= 1
            left[0] or os.kill(os.getpid(), 9)
        recorded.RecordedModel.save = dying
        main.main(["setup", *{(*UNIT, *ALL)}])
    """)
    assert (killed.code, killed.out) == (-9, "")
    assert counts(ready) == (0, 0, 0, 0, 0)

    assert ready.bihuan("setup", *UNIT, *ALL).code == 0
    assert counts(ready) == (1, 3, 3, 3, 1)


def test_keys_that_others_can_read_stop_every_command_with_a_sentence(ready):
    (ready.home / "keys" / "secret").chmod(0o644)

    said = ready.bihuan("setup", *UNIT, *FIRST)

    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(f"请运行 chmod 600 {ready.home}/keys/secret 后再启动。\n")
    assert "Traceback" not in said.err


def test_a_certificate_is_made_and_made_again(fresh):
    first = fresh.bihuan("setup", "--certificate", "self", "--name", "bihuan.example")
    second = fresh.bihuan("setup", "--certificate", "self", "--name", "bihuan.example")

    assert (first.code, second.code) == (0, 0)
    assert "用于：bihuan.example、localhost、127.0.0.1、::1\n" in first.out
    fingerprints = [re.search(r"指纹（SHA-256）：([0-9A-F:]{95})\n", said.out)[1] for said in (first, second)]
    assert fingerprints[0] != fingerprints[1]
    for name in ("certificate.pem", "certificate.key"):
        assert stat.S_IMODE((fresh.home / "keys" / name).stat().st_mode) == 0o600


def test_a_given_certificate_must_have_its_key(fresh, tmp_path):
    assert fresh.bihuan("setup", "--certificate", "self", "--name", "bihuan.example").code == 0
    keys = fresh.home / "keys"
    other = empty(tmp_path / "other", demo=False, database="sqlite")

    alone = other.bihuan("setup", "--certificate", keys / "certificate.pem")
    wrong = other.bihuan("setup", "--certificate", keys / "certificate.pem", "--key", keys / "secret")
    right = other.bihuan(
        "setup", "--certificate", keys / "certificate.pem", "--key", keys / "certificate.key"
    )

    assert (alone.code, alone.err) == (2, "请用 --key 一并给出证书的私钥文件。\n")
    assert (wrong.code, "私钥读不懂" in wrong.err) == (2, True)
    assert right.code == 0
    assert (other.home / "keys/certificate.pem").read_bytes() == (keys / "certificate.pem").read_bytes()


def test_a_backup_takes_the_keys_that_were_asked_for_but_no_certificate(ready, tmp_path):
    assert ready.bihuan("setup", *UNIT, *FIRST).code == 0
    assert ready.bihuan("setup", "--certificate", "self", "--name", "bihuan.example").code == 0
    (ready.home / "keys" / "setup-code").touch(0o600)

    assert ready.bihuan("backup", "--with-keys", "--to", tmp_path / "backup.zip").code == 0

    with zipfile.ZipFile(tmp_path / "backup.zip") as zipped:
        named = sorted(name for name in zipped.namelist() if name.startswith("keys/"))
    assert named == ["keys/sealing-1", "keys/secret"]
