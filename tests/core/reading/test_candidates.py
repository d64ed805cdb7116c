from bihuan.core.reading import candidates

PROBLEMS = ["理论学习不够系统", "深入基层调研不够", "食堂浪费现象"]
MEASURES = ["完善理论学习制度", "每月到基层调研走访", "加强理论学习督查调研"]


def grams(texts):
    return [candidates.grams(words) for words in texts]


def test_the_most_alike_comes_first_and_strangers_are_left_out():
    found = candidates.best(grams(PROBLEMS), grams(MEASURES))

    assert [[index for index, _ in row] for row in found] == [[0, 2], [1, 2], []]
    assert all(0 < score <= 1 for row in found for _, score in row)


def test_at_most_so_many_are_kept():
    assert [len(row) for row in candidates.best(grams(PROBLEMS), grams(MEASURES), keep=1)] == [1, 1, 0]


def test_nothing_to_compare():
    assert candidates.best([], grams(MEASURES)) == []
    assert candidates.best(grams(["，。"]), grams(MEASURES)) == [[]]


def test_grams_do_not_reach_over_marks():
    assert set(candidates.grams("学习，调研")) == {"学习", "调研"}
    assert set(candidates.grams("学习会")) == {"学习", "习会", "学习会"}


def test_similarity():
    assert candidates.similarity("学习会", "学习会") == 1.0
    assert candidates.similarity("学习会", "调研组") == 0.0
    assert candidates.similarity("学习会", "学习组") == 2 * 1 / 6
    assert candidates.similarity("", "") == 1.0
    assert candidates.similarity("", "学习") == 0.0


def test_names_find_the_closest():
    names = candidates.Names(["学习不够", "调研不够"])

    assert names.closest("学习还不够") == (0, 2 * 2 / 12)
    assert names.closest("食堂") is None
