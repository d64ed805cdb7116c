def kinds(reading, source):
    return [(link.target, link.kind) for link in reading.links if link.source == source]


REPORT = (
    "2025年度民主生活会情况报告",
    "一、存在的问题",
    "一是理论学习不够系统。集中学习研讨偏少。",
    "二是调查研究不够深入。到基层调研少。",
    "二、整改措施",
)


def test_wording_that_names_the_problem_links_explicitly(reading_of):
    reading, _ = reading_of(
        *REPORT,
        "（一）针对理论学习不够系统的问题，健全制度，坚持每月学习。",
        "（二）改进作风。坚持到基层开展调查研究。",
    )

    assert kinds(reading, "1") == [("3", "explicit")]
    assert kinds(reading, "2")[0] == ("4", "candidate")


def test_a_problem_that_nothing_resembles_has_no_candidate(reading_of):
    reading, _ = reading_of(*REPORT, "（一）压减会议。严控文件数量。")

    assert reading.links == ()


def test_at_most_three_candidates_best_first(reading_of):
    measures = [
        f"（{number}）加强集中学习研讨{'研讨偏少' * repeat}。"
        for number, repeat in zip("一二三四", range(4), strict=True)
    ]

    reading, _ = reading_of(*REPORT, *measures)

    found = [link.confidence for link in reading.links if link.source == "1"]
    assert len(found) == 3
    assert found == sorted(found, reverse=True)
