def test_a_problem_cell_spans_several_measures(reading_of):
    reading, text = reading_of(
        "2024年度民主生活会整改清单",
        "序号\t方面\t问题表述\t整改措施\t责任分工\t\t完成时限",
        "\t\t\t\t责任领导\t牵头股室\t",
        "1\t党性修养\t学习不够深入，研讨偏少。\t健全制度，每月研讨1次。\t谢知白\t办公室\t2025年4月底前",
        "\t\t\t①开展调研；②形成报告3篇。\t谢知白\t办公室\t长期坚持",
        "2\t作风建设\t调研不够。\t落实包联制度。\t岑远\t督导室\t立行立改",
    )

    assert [(item.type.value, item.ordinal, item.title, item.aspect) for item in reading.items] == [
        ("problem", "1", "学习不够深入，研讨偏少", "党性修养"),
        ("measure", None, "健全制度，每月研讨1次", "党性修养"),
        ("measure", "①", "开展调研", "党性修养"),
        ("measure", "②", "形成报告3篇", "党性修养"),
        ("problem", "2", "调研不够", "作风建设"),
        ("measure", None, "落实包联制度", "作风建设"),
    ]
    assert [[(owner.text, owner.role) for owner in item.owners] for item in reading.items[2:4]] == [
        [("谢知白", "责任领导"), ("办公室", "牵头")]
    ] * 2
    assert [(link.source, link.target) for link in reading.links if link.kind == "explicit"] == [
        ("1", "2"),
        ("1", "3"),
        ("1", "4"),
        ("5", "6"),
    ]
    assert reading.unassigned == ()
    assert text[reading.items[3].start : reading.items[3].end] == "②形成报告3篇。"


def test_a_row_over_the_whole_table_names_the_aspect(items_of):
    found = items_of(
        "民主生活会查摆问题整改台账",
        "序号\t查摆问题\t整改措施\t责任领导\t整改时限",
        "一、政治建设方面",
        "1\t前置研究不严格。\t修订事项清单。\t陆知远\t2024年5月底",
        "二、作风建设方面",
        "2\t调研不够。\t每季度调研2次。\t沈未央\t长期坚持",
    )

    assert [(kind, aspect) for kind, _, _, aspect in found] == [
        ("problem", "政治建设"),
        ("measure", "政治建设"),
        ("problem", "作风建设"),
        ("measure", "作风建设"),
    ]


def test_a_table_with_another_head_is_no_ledger(reading_of):
    reading, text = reading_of(
        "2024年度民主生活会整改清单", "姓名\t职务\t电话", "谢知白\t主任\t0000", "岑远\t副主任\t0001"
    )

    assert reading.items == ()
    assert [text[span.start : span.end] for span in reading.unassigned][:3] == ["姓名", "职务", "电话"]


def test_equal_numbers_in_a_row_belong_together(reading_of):
    reading, _ = reading_of(
        "2024年度民主生活会整改台账",
        "序号\t存在问题\t整改措施\t责任领导\t完成时限",
        "1\t1.学习不深入。2.阵地管得不紧。\t1.每月学习2次。2.每季度排查1次。\t甄明\t2025年6月底前",
        "2\t调研不够。\t建立联系点制度。\t贾平\t长期坚持",
    )

    assert [(link.source, link.target) for link in reading.links if link.kind == "explicit"] == [
        ("1", "3"),
        ("2", "4"),
        ("5", "6"),
    ]
