import pytest

from bihuan.core.reading import owners


def found(text):
    return [(one.text, one.role, one.start) for one in owners.find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（责任领导：向远舟；牵头科室：办公室）", [("向远舟", "责任领导", 6), ("办公室", "牵头", 15)]),
        ("责任单位：规划科、人事科", [("规划科", "牵头", 5), ("人事科", "牵头", 9)]),
        ("责任人：季临川。", [("季临川", "责任人", 4)]),
        ("配合单位：各乡镇", [("各乡镇", "配合", 5)]),
        ("由乡纪委牵头、乡财政所配合", [("乡纪委", "牵头", 1), ("乡财政所", "配合", 7)]),
        ("抓好督办，办公室牵头落实。", [("办公室", "牵头", 5)]),
        ("由向远舟牵头，办公室负责，", [("向远舟", "牵头", 1), ("办公室", "责任人", 7)]),
        ("责任领导为局党组成员、副局长。", [("局党组成员、副局长", "责任领导", 5)]),
        (
            "牵头部门：纪委（监督部）　配合部门：财务部",
            [("纪委（监督部）", "牵头", 5), ("财务部", "配合", 18)],
        ),
        ("责任领导：白露（办公室牵头）", [("白露", "责任领导", 5), ("办公室", "牵头", 8)]),
        ("责任领导：白露　责任科室：宣传科", [("白露", "责任领导", 5), ("宣传科", "牵头", 13)]),
    ],
)
def test_owners(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "落实“一岗双责”责任",
        "主要领导带头抓",
        "加强部门配合，形成合力。",
        "密切配合",
        "充分发挥牵头作用",
        "压实责任，传导压力",
        "相互配合、共同推进",
        "责任意识不强",
        "对党负责，对群众负责",
    ],
)
def test_wording_about_responsibility_names_nobody(text):
    assert found(text) == []


def test_a_cell_is_read_by_the_role_of_its_column():
    assert [(one.text, one.role) for one in owners.in_cell("陆知远、沈未央", 0, 7, "责任领导")] == [
        ("陆知远", "责任领导"),
        ("沈未央", "责任领导"),
    ]
