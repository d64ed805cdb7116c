from decimal import Decimal

import pytest

from bihuan.core.reading import quantities


def found(text):
    return [
        (one.text, one.value, one.unit, one.comparator, one.period, one.masked)
        for one in quantities.find(text, 0, len(text))
    ]


def number(value):
    return Decimal(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年安排不少于12次集中学习", ("不少于12次", number(12), "次", "≥", "全年", False)),
        ("合格率达到30%以上", ("30%以上", number(30), "%", "≥", None, False)),
        ("收集照片近30张", ("近30张", number(30), "张", "≤approx", None, False)),
        ("推荐优秀党员各一名", ("各一名", number(1), "名", "=each", None, False)),
        ("今年以来学习**余次", ("**余次", None, "次", "≥approx", "今年以来", True)),
        ("每月走访*次以上", ("*次以上", None, "次", "≥", "每月", True)),
        ("举办培训3至5期", ("3至5期", (number(3), number(5)), "期", "range", None, False)),
        ("讲党课3—5次", ("3—5次", (number(3), number(5)), "次", "range", None, False)),
        ("开展宣讲二十余次", ("二十余次", number(20), "次", "≥approx", None, False)),
        ("惠及群众1.2万人", ("1.2万人", number(12000), "人", "=", None, False)),
        ("来信来访下降30%", ("下降30%", number(30), "%", "decrease", None, False)),
        ("普及率增长8.2%", ("增长8.2%", number("8.2"), "%", "increase", None, False)),
        ("投入不超过50万元", ("不超过50万元", number(50), "万元", "≤", None, False)),
        ("覆盖率不足60%", ("不足60%", number(60), "%", "<", None, False)),
        ("每季度研判1次", ("1次", number(1), "次", "=", "每季度", False)),
        ("每月组织一次研讨", ("一次", number(1), "次", "=", "每月", False)),
        ("整改完成××项", ("××项", None, "项", "=", None, True)),
        ("争取资金20余万元", ("20余万元", number(20), "万元", "≥approx", None, False)),
        ("受众3至5万人", ("3至5万人", (number(30000), number(50000)), "人", "range", None, False)),
        ("会议压减20%以上", ("压减20%以上", number(20), "%", "decrease", None, False)),
        ("不低于百分之九十五", ("不低于百分之九十五", number(95), "%", "≥", None, False)),
        ("开展督察1*次", ("1*次", None, "次", "=", None, True)),
        ("亏损额压降30%以上", ("压降30%以上", number(30), "%", "decrease", None, False)),
        ("公开招标率提高到90%", ("提高到90%", number(90), "%", "increase", None, False)),
        ("满意度提升至94.6%", ("提升至94.6%", number("94.6"), "%", "increase", None, False)),
        ("新增2个专业", ("2个", number(2), "个", "=", None, False)),
        ("开展舆情应对演练一场，", ("一场", number(1), "场", "=", None, False)),
        ("开展一次集中约谈", ("一次", number(1), "次", "=", None, False)),
        ("召开了一次警示教育大会", ("一次", number(1), "次", "=", None, False)),
        ("举办培训班两期，", ("两期", number(2), "期", "=", None, False)),
        ("组织政治轮训三期", ("三期", number(3), "期", "=", None, False)),
        ("举办一期读书班", ("一期", number(1), "期", "=", None, False)),
        ("参训百余人次", ("百余人次", number(100), "人次", "≥approx", None, False)),
        ("法律体检近百家次", ("近百家次", number(100), "家次", "≤approx", None, False)),
        ("退缴红包**笔", ("**笔", None, "笔", "=", None, True)),
        ("更新设备３５台套", ("３５台套", number(35), "台套", "=", None, False)),
    ],
)
def test_quantities(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "落实“三会一课”制度",
        "牢固树立“四个意识”",
        "贯彻落实中央八项规定精神",
        "党的二十大精神",
        "第三次会议",
        "2024年6月15日",
        "市委办〔2024〕12号",
        "接到12345热线转办",
        "一定程度上存在",
        "有的同志一把手意识不强",
        "启动新一轮三年行动计划",
        "主要表现在三个方面",
        "建立一项制度",
        "*****及信访工作",
        "市***局举办",
        "十九届六中全会",
        "减少三分之一",
        "千人以上供水工程",
        "“两个维护”十项制度机制",
        "建党70周年",
        "高效办成一件事",
        "24小时值班",
        "开展一次性补贴发放",
        "进一步加强学习",
        "一方面认识不足",
        "组织一系列活动",
        "打好一场硬仗",
        "打赢两场攻坚战",
        "开展一场深刻的自我革命",
        "推行一次告知、一次办结",
        "组织实施二期工程",
        "推进城北水厂二期、三期",
        "接受新一轮巡察",
        "召开这一次会议",
        "每一次",
        "上百年",
        "县党政办〔2024〕3号",
    ],
)
def test_names_dates_and_ordinals_are_none(text):
    assert found(text) == []


def test_offsets_count_in_the_whole_text():
    text = "前文。全年不少于12次。"

    (quantity,) = quantities.find(text, 3, len(text))

    assert text[quantity.start :].startswith("不少于12次")


def test_a_period_holds_for_the_sentence_and_a_recurring_one_for_its_clause():
    assert [(one[0], one[4]) for one in found("全年集中学习42次，交流发言90余人次。收集意见5条。")] == [
        ("42次", "全年"),
        ("90余人次", "全年"),
        ("5条", None),
    ]
    assert [(one[0], one[4]) for one in found("每月接访2天，化解率达到90%以上")] == [
        ("2天", "每月"),
        ("90%以上", None),
    ]
    assert [(one[0], one[4]) for one in found("比上年下降20%")] == [("下降20%", None)]
