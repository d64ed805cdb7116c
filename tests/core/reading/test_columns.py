import pytest

from bihuan.core.reading import columns


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("序号", "number"),
        ("对应方面", "aspect"),
        ("问题表述", "problem"),
        ("查摆问题", "problem"),
        ("存在问题及原因", "problem"),
        ("原因分析", "cause"),
        ("整改措施", "measure"),
        ("整改措施及完成时限", "measure"),
        ("整改目标及措施", "measure"),
        ("责任领导", "owner"),
        ("牵头股室", "owner"),
        ("整改责任人", "owner"),
        ("完成时限", "deadline"),
        ("整改成效", "result"),
        ("整改落实情况", "result"),
        ("备注", "ignored"),
        ("整改目标", "ignored"),
        ("反映人次", "ignored"),
    ],
)
def test_role_of_a_column(title, role):
    assert columns.role_of(title) == role


@pytest.mark.parametrize("title", ["姓名", "职务", "电话", "", "单位名称"])
def test_other_columns_have_none(title):
    assert columns.role_of(title) is None
