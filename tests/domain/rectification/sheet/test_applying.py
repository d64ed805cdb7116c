"""Confirming an import: all or nothing, one entry, refused when the ledger moved on; undo and its limits."""

from __future__ import annotations

import time

import pytest

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.failures import NotPreviewed, NotUndoable
from bihuan.domain.exchange.models import ColumnMapping, ImportBatch
from bihuan.domain.exchange.queries import earlier_batch
from bihuan.domain.rectification.models import Item, ItemOwner, Measure, Problem, ProblemMeasure
from bihuan.domain.rectification.operations import imports, items, links, wording
from bihuan.domain.rectification.sheet import queries
from bihuan.domain.rectification.sheet.export import ledger_workbook
from bihuan.domain.rectification.sheet.failures import NothingChosen, StaleRows, WrongRows
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.models import Entry
from bihuan.domain.trail.verification import verify
from tests import ledger_books as books

from .rows import ledger_rows


def test_an_import_is_one_entry_of_the_trail(upload, apply):
    batch = upload(books.simple())
    entries = Entry.objects.count()

    apply(batch)

    assert Entry.objects.count() == entries + 1
    assert Entry.objects.latest("pk").action == "rectification.import.apply"


def test_only_the_chosen_rows_are_written(upload, apply):
    apply(upload(books.simple()), [3])

    assert [row["measure"] for row in ledger_rows()] == ["每月集中研讨1次"]
    assert [row["problem"] for row in ledger_rows()] == ["理论学习不够深入"]


def test_a_wrong_row_among_the_chosen_refuses_all(upload, apply):
    content = books.book(
        [
            ["问题内容", "整改措施", "进展"],
            ["作风不实", "下沉一线", "正在整改"],
            ["效率不高", "限时办结", "差不多"],
        ]
    )

    with pytest.raises(WrongRows) as failure:
        apply(upload(content), [2, 3])

    assert str(failure.value) == "第3行有误，没有导入任何内容。请改好后重新上传。"
    assert (Problem.objects.count(), Cycle.objects.count()) == (0, 0)


def test_nothing_chosen_is_said(upload, apply):
    with pytest.raises(NothingChosen):
        apply(upload(books.simple()), [])


def test_a_batch_is_applied_once(upload, apply):
    batch = apply(upload(books.simple()))

    with pytest.raises(NotPreviewed) as failure:
        apply(batch, [2])

    assert str(failure.value) == "这次导入的状态是“已导入”，不能再确认。如要重新导入，请再上传一次文件。"


def test_a_page_that_shows_an_older_mapping_is_stale(upload, apply, bureau, clerk):
    batch = upload(books.simple())
    shown = ImportBatch.objects.get(pk=batch.pk)
    mapping = batch.head["mapping"] | {"5": "lead"}
    imports.map_columns(unit=bureau.unit, batch=batch, actor=clerk, seen_batch=1, mapping=mapping)

    with pytest.raises(Stale):
        apply(shown)


def test_a_row_edited_since_the_preview_is_refused_with_both_texts(upload, apply, clerk):
    apply(upload(books.simple()))
    content = books.book(
        [["问题内容", "整改措施", "责任人"], ["理论学习不够深入", "制定年度学习计划", "乔一帆"],
         ["调查研究不够经常", "班子成员每季度下基层调研", "乔一帆"]]
    )  # fmt: skip
    batch = upload(content)
    before = ledger_rows()
    item = Item.objects.get(measure__text="制定年度学习计划")
    items.plan_item(item=item, actor=clerk, seen=item.version, contact=None, leads=["财务科"])

    with pytest.raises(StaleRows) as failure:
        apply(batch)

    rows = failure.value.rows
    assert [(row.line, [(c.code, c.before, c.after) for c in row.changes]) for row in rows] == [
        (2, [("contact", "", "乔一帆")])
    ]
    assert ledger_rows()[1:] == before[1:]
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.PREVIEWED


def test_a_stale_preview_is_refreshed_and_then_applies(upload, apply, bureau, clerk):
    apply(upload(books.simple()))
    batch = upload(
        books.book([["问题内容", "整改措施", "责任人"], ["理论学习不够深入", "制定年度学习计划", "乔一帆"]])
    )
    item = Item.objects.get(measure__text="制定年度学习计划")
    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["财务科"])

    batch = imports.refresh_preview(unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version)
    apply(batch)

    assert (ledger_rows()[0]["contact"], ledger_rows()[0]["lead"]) == ("乔一帆", "财务科")


def test_an_edit_elsewhere_in_the_ledger_does_not_hold_an_import_up(upload, apply, clerk):
    apply(upload(books.simple()))
    batch = upload(
        books.book([["问题内容", "整改措施", "责任人"], ["理论学习不够深入", "制定年度学习计划", "乔一帆"]])
    )
    item = Item.objects.get(measure__text="每月集中研讨1次")
    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["财务科"])

    assert apply(batch).state == BatchState.APPLIED


def test_a_mapping_made_by_hand_is_remembered_for_the_same_heads(upload, bureau, clerk):
    batch = upload(books.weekly())
    column = next(str(head["column"]) for head in batch.head["heads"] if head["text"] == "督办文号")
    mapping = batch.head["mapping"] | {column: "evidence"}
    imports.map_columns(unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version, mapping=mapping)

    again = upload(books.weekly())

    assert again.head["mapping"][column] == "evidence"
    assert ColumnMapping.objects.count() == 1
    assert queries.plan_of(again, bureau.unit).rows[0].row.get("evidence") == "督〔2026〕3号"


def test_the_same_file_is_noticed(upload, apply):
    first = apply(upload(books.simple()))

    assert earlier_batch(upload(books.simple())) == first
    assert earlier_batch(upload(books.simple(), year=2024)) is None
    assert earlier_batch(upload(books.weekly())) is None


def test_undo_withdraws_what_was_created(upload, apply, undo):
    batch = apply(upload(books.merged_problems()))

    undone = undo(batch)

    assert ledger_rows() == []
    assert undone.state == BatchState.UNDONE
    assert set(Problem.objects.values_list("withdrawn_reason", flat=True)) == {"撤销导入"}
    assert Measure.objects.filter(withdrawn_at=None).count() == 0


def test_undo_puts_changed_fields_back(upload, apply, undo):
    apply(upload(books.simple()))
    before = ledger_rows()
    cycle = Cycle.objects.select_related("unit").get()
    versions = set(Item.objects.values_list("edited_at", flat=True))

    def edit(sheet):
        sheet.cell(4, 7).value = "制定学习计划并公示"
        sheet.cell(4, 10).value = "财务科"
        sheet.cell(4, 14).value = "长期坚持"
        sheet.cell(4, 15).value = "正在整改"

    batch = apply(upload(books.edited(ledger_workbook(cycle, demo=False), edit)))
    assert ledger_rows() != before

    undo(batch)

    assert ledger_rows() == before
    assert set(Item.objects.values_list("edited_at", flat=True)) == versions


def test_undo_is_refused_with_which_row_and_by_whom(upload, apply, undo, clerk):
    batch = apply(upload(books.simple()))
    item = Item.objects.get(measure__text="制定年度学习计划")
    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["财务科"])

    with pytest.raises(NotUndoable) as failure:
        undo(batch)

    assert str(failure.value) == (
        "这次导入不能撤销：导入之后，台账里的“制定年度学习计划”（乔一帆）又被改过。"
        "请先核对这些内容，需要退回的请逐条修改。"
    )
    assert len(ledger_rows()) == 3


def test_undo_is_refused_when_something_hangs_on_a_created_row(upload, apply, undo, clerk):
    batch = apply(upload(books.simple()))
    measure = wording.add_measure(cycle=Cycle.objects.get(), actor=clerk, title="补记", text="补记的措施。")
    links.make_link(problem=Problem.objects.first(), target=measure, actor=clerk)

    with pytest.raises(NotUndoable):
        undo(batch)

    assert ProblemMeasure.objects.filter(state="confirmed").count() == 4


def test_only_the_last_import_of_a_year_is_undone(upload, apply, undo):
    first = apply(upload(books.simple()))
    second = apply(upload(books.merged_problems()))

    with pytest.raises(NotUndoable):
        undo(first)

    undo(second)
    undo(first)
    assert ledger_rows() == []


def test_a_dropped_batch_changes_nothing(upload, apply, bureau, clerk):
    batch = upload(books.simple())

    imports.drop_import(unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version)

    assert Problem.objects.count() == 0
    with pytest.raises(NotPreviewed):
        apply(batch, [2])


def test_who_may_not_keep_the_ledger_may_not_import(upload, bureau, leader, stranger):
    batch = upload(books.simple())

    for actor in (leader, stranger):
        for call in (imports.apply_import, imports.drop_import, imports.refresh_preview, imports.undo_import):
            more = {"lines": [2]} if call is imports.apply_import else {}
            with pytest.raises(NotPermitted):
                call(unit=bureau.unit, batch=batch, actor=actor, seen_batch=batch.version, **more)


def test_a_batch_of_another_tenant_cannot_be_applied_through_the_own_unit(upload, stranger_user, stranger):
    batch = upload(books.simple())

    with pytest.raises(NotPermitted):
        imports.apply_import(
            unit=stranger_user.person.unit, batch=batch, actor=stranger, seen_batch=batch.version, lines=[2]
        )

    assert Problem.objects.count() == 0


def thousand_rows() -> bytes:
    heads = [
        "对应方面",
        "问题表述",
        "原因",
        "整改措施",
        "整改目标",
        "责任领导",
        "牵头单位",
        "配合单位",
        "完成时限",
    ]
    rows = [
        [f"第{n // 200}方面", f"第{n // 2}个问题", f"第{n // 4}条原因", f"第{n}条措施", "每季度不少于2次",
         "沈知远", "办公室", "财务科", "2026年6月底前"]
        for n in range(1000)
    ]  # fmt: skip
    return books.book([heads, *rows])


@pytest.mark.slow
def test_a_thousand_rows_are_written_in_two_seconds_and_read_back_unchanged(upload, apply, plan, undo):
    batch = upload(thousand_rows())
    started = time.process_time()

    batch = apply(batch, list(range(2, 1002)))

    assert time.process_time() - started < 2
    counts = [model.objects.count() for model in (Problem, Measure, Item, ItemOwner, ProblemMeasure)]
    assert counts == [500, 1000, 1000, 2000, 1000]
    content = ledger_workbook(Cycle.objects.select_related("unit").get(), demo=False)
    assert {row.what.value for row in plan(upload(content)).rows} == {"unchanged"}
    assert undo(batch).state == BatchState.UNDONE


def test_the_trail_stays_sound_over_import_and_undo(upload, apply, undo):
    undo(apply(upload(books.merged_problems())))

    assert verify().faults == ()
