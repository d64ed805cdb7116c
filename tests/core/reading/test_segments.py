"""How reports are cut into items; half of the cases are about what is no item."""


def test_points_below_an_aspect_are_problems(items_of):
    found = items_of(
        "2025年度民主生活会情况报告",
        "一、查摆的主要问题",
        "（一）带头固本培元、增强党性方面。",
        "一是学习不够深入。研讨偏少。",
        "二是党性锻炼不够经常。",
    )

    assert found == [
        ("problem", "一是", "学习不够深入", "带头固本培元、增强党性"),
        ("problem", "二是", "党性锻炼不够经常", "带头固本培元、增强党性"),
    ]


def test_a_direction_with_parts_is_an_item_and_so_are_its_parts(reading_of):
    reading, text = reading_of(
        "2025年度民主生活会情况报告",
        "一、存在的主要问题",
        "一是学习不够。",
        "二、今后努力方向",
        "（一）强化学习，坚定信念。坚持常学。一是每月集中学习；二是开展研讨。",
    )

    directions = [item for item in reading.items if item.type == "direction"]
    assert [(item.id, item.parent, text[item.start : item.end]) for item in directions] == [
        ("2", None, "（一）强化学习，坚定信念。坚持常学。一是每月集中学习；二是开展研讨。"),
        ("3", "2", "一是每月集中学习"),
        ("4", "2", "二是开展研讨。"),
    ]


def test_unnumbered_paragraphs_with_a_lead_are_items(items_of):
    found = items_of(
        "2025年度民主生活会情况报告",
        "一、上年度整改措施落实情况",
        "局党组高度重视，逐项抓好落实。",
        "（一）加强学习",
        "健全学习制度。全年组织集中学习，做到常态长效，取得明显效果。",
        "丰富学习形式。开展现场教学，邀请专家授课。",
        "（二）改进作风",
        "坚持把纪律挺在前面，从严抓好作风建设，持续深化整治，推动机关作风不断好转，群众满意度持续提升。",
        "二、存在的问题",
        "一是学习不够。",
    )

    assert found[:3] == [
        ("last_year_measure", None, "健全学习制度", "加强学习"),
        ("last_year_measure", None, "丰富学习形式", "加强学习"),
        ("last_year_measure", None, "改进作风", "改进作风"),
    ]
    assert len(found) == 4


def test_the_course_of_the_meeting_is_no_item_but_is_listed(reading_of):
    reading, text = reading_of(
        "2025年度民主生活会情况报告",
        "一、会前准备情况",
        "一是召开座谈会3场；二是发放征求意见表60份。",
        "二、查摆的问题",
        "一是学习不够。",
        "二是作风不实。",
        "以上问题，请予审议。",
    )

    assert [item.title for item in reading.items] == ["学习不够", "作风不实"]
    assert [text[span.start : span.end] for span in reading.unassigned] == [
        "一是召开座谈会3场；二是发放征求意见表60份。",
        "以上问题，请予审议。",
    ]


def test_another_genre_has_no_items(reading_of):
    reading, _ = reading_of(
        "关于召开民主生活会的通知",
        "各支部：",
        "一、时间地点",
        "1月5日，三楼会议室。",
        "二、有关要求",
        "一是按时参加。",
    )

    assert reading.kind == "其他"
    assert reading.items == ()


def test_labels_divide_an_aspect(items_of):
    found = items_of(
        "青禾镇领导班子2023年度专题民主生活会对照检查材料",
        "理论学习方面",
        "问题表现：一是学习不够；二是应用不足。",
        "产生原因：思想认识有偏差。把学习看成软任务。",
        "整改措施：坚持每周学习1次。",
        "政治素质方面",
        "问题表现",
        "1、执行政策有温差。宣传不到位。",
        "整改措施",
        "1、针对执行政策有温差的问题，组织政策明白人进村入户开展宣讲，立行立改。",
    )

    assert found == [
        ("problem", "一是", "学习不够", "理论学习"),
        ("problem", "二是", "应用不足", "理论学习"),
        ("cause", None, "思想认识有偏差", "理论学习"),
        ("measure", None, "坚持每周学习1次", "理论学习"),
        ("problem", "1、", "执行政策有温差", "政治素质"),
        ("measure", "1、", "针对执行政策有温差的问题", "政治素质"),
    ]


def test_an_aspect_with_text_and_no_parts_is_an_item(items_of):
    found = items_of(
        "2023年度民主生活会对照检查材料",
        "一、存在的问题",
        "（一）政治素质方面。政治敏锐性不强，对舆情研判不及时。",
        "（二）能力本领方面",
        "统筹能力不足。遇事办法不多。",
    )

    assert found == [
        ("problem", "（一）", "政治敏锐性不强，对舆情研判不及时", "政治素质"),
        ("problem", None, "统筹能力不足", "能力本领"),
    ]


def test_a_heading_of_a_plan_may_be_the_problem(reading_of):
    reading, _ = reading_of(
        "2024年度民主生活会整改落实情况报告",
        "一、整改落实情况",
        "（一）关于“学习不够深入”的问题",
        "1.健全制度。修订学习制度。",
        "2.推动转化。形成调研报告3篇。",
        "整改成效：该问题已完成整改。学习氛围明显变浓。",
    )

    assert [(item.type.value, item.title) for item in reading.items] == [
        ("problem", "关于“学习不够深入”的问题"),
        ("measure", "健全制度"),
        ("measure", "推动转化"),
        ("result", "该问题已完成整改"),
    ]
    assert [(link.source, link.target, link.kind) for link in reading.links] == [
        ("1", "2", "explicit"),
        ("1", "3", "explicit"),
    ]


def test_owners_below_a_list_reach_each_of_its_measures(reading_of):
    reading, _ = reading_of(
        "2025年度民主生活会整改方案",
        "一、整改措施",
        "1.学习不够深入。研讨偏少。",
        "整改措施：",
        "（1）健全制度。修订学习制度。",
        "（2）推动转化。形成调研报告3篇。",
        "责任领导：向远舟　完成时限：2026年6月底前",
    )

    assert [(item.title, [owner.text for owner in item.owners]) for item in reading.items] == [
        ("学习不够深入", []),
        ("健全制度", ["向远舟"]),
        ("推动转化", ["向远舟"]),
    ]
    assert [item.deadlines[0].text for item in reading.items[1:]] == ["2026年6月底前", "2026年6月底前"]
    assert reading.unassigned == ()


def test_a_second_list_in_a_paragraph_is_read_by_what_leads_to_it(items_of):
    found = items_of(
        "2024年度民主生活会整改落实情况报告",
        "一、整改情况",
        "1.健全制度。修订制度。",
        "二、存在问题和下一步打算",
        "还存在一些不足：一是机制不够健全；二是进度偏慢。下一步，重点做好以下工作：一是持续学习；二是健全机制。",
    )

    assert [(kind, title) for kind, _, title, _ in found[1:]] == [
        ("problem", "机制不够健全"),
        ("problem", "进度偏慢"),
        ("direction", "持续学习"),
        ("direction", "健全机制"),
    ]
