"""The rules of :mod:`.judging` as expressions over whole tables, in the part of the PySpark API that the
embedded engine (by sqlframe) and a Spark cluster share. Which engine it is, the caller says.

Every row of the answer is a unit's verdict on one norm in one period; sentences are made from one unit's
verdicts only when somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .verdicts import State, Why

#: A frame and a column of whichever engine; neither is imported here.
Frame = Any
Column = Any

ANSWER = ("unit", "norm", "starts", "ends", "state", "why", "counted", "wanted", "failed", "doubtful")
_AT = ["unit", "window_id"]


class Expressions:
    """The expressions for one engine: ``functions`` is its module of functions."""

    def __init__(self, functions: Any) -> None:
        self.f = functions

    def verdicts(self, tables: Mapping[str, Frame]) -> Frame:
        """Every window's verdict for every unit that it binds; ``tables`` are those of :mod:`.tables`."""
        f = self.f
        asked = self._asked(tables)
        found = (
            asked.join(self._tallies(tables, asked), on=_AT, how="left")
            .join(self._excused(tables), on=_AT, how="left")
            .join(tables["keepings"], on=["unit", "mechanism"], how="left")
        )
        for name in ("failed", "doubtful"):
            found = found.withColumn(name, self._or_zero(name))
        none_wanted = f.when(f.col("rule") == "count", f.col("asked")).otherwise(f.lit(0))
        found = (
            found.withColumn("counted", self._or_zero("counted"))
            .withColumn("wanted", f.coalesce(f.col("wanted"), none_wanted).cast("int"))
            .withColumn("why", self._why())
        )
        return found.withColumn("state", self._state()).select(*ANSWER)

    def _asked(self, tables: Mapping[str, Frame]) -> Frame:
        """Units with the windows that bind them, and what their own settings make of them."""
        f = self.f
        own = f.col("own_at_least")
        raised = f.when(f.col("mandatory"), f.greatest(own, f.col("at_least"))).otherwise(own)
        adopted = f.when(f.col("mandatory") & f.col("adopted"), f.lit(True)).otherwise(
            f.coalesce(f.col("own_adopted"), f.col("adopted"))
        )
        return (
            tables["units"]
            .join(self._bound(tables), on=["kind", "body"], how="inner")
            .join(tables["windows"], on="window_id", how="inner")
            .join(tables["settings"], on=["unit", "norm"], how="left")
            .withColumn("asked", f.when(own.isNull(), f.col("at_least")).otherwise(raised))
            .withColumn("holds", adopted)
        )

    def _bound(self, tables: Mapping[str, Frame]) -> Frame:
        """The windows that bind a unit of a kind with a leading body, by either of them, once."""
        together = tables["units"].select("kind", "body").distinct()
        by_kind = together.join(tables["binds"], on="kind", how="inner")
        by_body = together.join(tables["binds"].withColumnRenamed("kind", "body"), on="body", how="inner")
        columns = ("kind", "body", "window_id")
        return by_kind.select(*columns).unionByName(by_body.select(*columns)).distinct()

    def _tallies(self, tables: Mapping[str, Frame], asked: Frame) -> Frame:
        return (
            self._records(self._within(tables, "records", "count"))
            .unionByName(self._quorums(self._within(tables, "meetings", "quorum")))
            .unionByName(self._members(tables, asked))
        )

    def _within(self, tables: Mapping[str, Frame], name: str, rule: str) -> Frame:
        """Rows with the windows of a rule that they lie in."""
        days = tables["days"].filter(self.f.col("rule") == rule)
        return tables[name].join(days, on=["mechanism", "day"], how="inner")

    def _records(self, records: Frame) -> Frame:
        f = self.f
        return (
            records.groupBy(*_AT)
            .agg(f.count(f.lit(1)).alias("held"))
            .select(
                *_AT,
                f.col("held").cast("int").alias("counted"),
                f.lit(None).cast("int").alias("wanted"),
                f.lit(0).alias("failed"),
                f.lit(0).alias("doubtful"),
            )
        )

    def _quorums(self, meetings: Frame) -> Frame:
        f = self.f
        have, need = f.col("present") * f.col("share_of"), f.col("due") * f.col("share")
        enough = f.when(f.col("more_than"), have > need).otherwise(have >= need)
        doubtful = f.col("present").isNull() | (f.coalesce(f.col("due"), f.lit(0)) == 0)
        judged = meetings.withColumn(
            "quorum",
            f.when(doubtful, f.lit("doubtful")).when(enough, f.lit("held")).otherwise(f.lit("failed")),
        )
        return judged.groupBy(*_AT).agg(
            self._count_of("quorum", "held").alias("counted"),
            f.count(f.lit(1)).cast("int").alias("wanted"),
            self._count_of("quorum", "failed").alias("failed"),
            self._count_of("quorum", "doubtful").alias("doubtful"),
        )

    def _members(self, tables: Mapping[str, Frame], asked: Frame) -> Frame:
        """Members who belonged to the unit through all of the window, and who of them has the hours."""
        f = self.f
        windows = asked.filter(f.col("rule") == "hours").select(*_AT, "starts", "ends", "asked")
        there = (
            tables["members"]
            .join(windows, on="unit", how="inner")
            .filter(f.col("joined").isNull() | (f.col("joined") <= f.col("starts")))
            .filter(f.col("left_on").isNull() | (f.col("left_on") >= f.col("ends")))
            .select(*_AT, "person", "asked")
            .distinct()
        )
        spent = (
            self._within(tables, "hours", "hours")
            .select(*_AT, "person", "record", "hours")
            .distinct()
            .groupBy(*_AT, "person")
            .agg(f.sum(f.col("hours")).alias("spent"))
        )
        reached = f.when(f.col("spent") >= f.col("asked"), f.lit(1)).otherwise(f.lit(0))
        return (
            there.join(spent, on=[*_AT, "person"], how="left")
            .groupBy(*_AT)
            .agg(
                f.sum(reached).cast("int").alias("counted"),
                f.count(f.lit(1)).cast("int").alias("wanted"),
            )
            .select(*_AT, "counted", "wanted", f.lit(0).alias("failed"), f.lit(0).alias("doubtful"))
        )

    def _excused(self, tables: Mapping[str, Frame]) -> Frame:
        """Windows of which an excuse covers at least half."""
        f = self.f
        until = f.least(f.coalesce(f.col("excused_to"), f.col("ends")), f.col("ends"))
        covered = f.datediff(until, f.greatest(f.col("excused_from"), f.col("starts")))
        return (
            tables["excuses"]
            .join(tables["windows"], on="mechanism", how="inner")
            .filter(covered * 2 >= f.datediff(f.col("ends"), f.col("starts")))
            .select(*_AT, f.lit(True).alias("excused"))
            .distinct()
        )

    def _why(self) -> Column:
        """The first reason that applies, in the order of :func:`.judging.judge`; empty: the count decides."""
        f = self.f
        starts, ends, kept = f.col("starts"), f.col("ends"), f.col("kept_since")
        met = (f.col("wanted") > 0) & (f.col("counted") >= f.col("wanted"))
        return self._first(
            (~f.col("holds"), Why.NOT_ADOPTED),
            (~f.col("in_force"), Why.NOT_IN_FORCE),
            (f.col("retired"), Why.RETIRED),
            (f.col("founded") >= ends, Why.NOT_FOUNDED),
            (f.col("closed") <= starts, Why.CLOSED),
            (f.col("excused"), Why.EXCUSED),
            (f.col("failed") > 0, Why.COUNTED),
            (f.col("doubtful") > 0, Why.ATTENDANCE_MISSING),
            (met, Why.COUNTED),
            (f.col("founded") > starts, Why.FOUNDED_WITHIN),
            (f.col("closed") < ends, Why.CLOSED_WITHIN),
            (kept.isNull(), Why.NOT_KEPT),
            (kept > starts, Why.KEPT_LATER),
            (f.col("wanted") == 0, Why.NOTHING_TO_JUDGE),
            otherwise=Why.COUNTED,
        )

    def _state(self) -> Column:
        f = self.f
        why, unknown = f.col("why"), (Why.ATTENDANCE_MISSING, Why.NOT_KEPT, Why.KEPT_LATER)
        return self._first(
            (why.isin(*(reason.value for reason in unknown)), State.UNKNOWN),
            (why != Why.COUNTED.value, State.NOT_APPLICABLE),
            ((f.col("failed") == 0) & (f.col("counted") >= f.col("wanted")), State.MET),
            ((f.col("failed") == 0) & f.col("running"), State.PENDING),
            (f.col("mandatory"), State.SHORT),
            otherwise=State.NOTICE,
        )

    def _first(self, *cases: tuple[Column, State | Why], otherwise: State | Why) -> Column:
        (condition, word), *others = cases
        chosen = self.f.when(condition, self.f.lit(word.value))
        for condition, word in others:
            chosen = chosen.when(condition, self.f.lit(word.value))
        return chosen.otherwise(self.f.lit(otherwise.value))

    def _count_of(self, column: str, word: str) -> Column:
        f = self.f
        return f.sum(f.when(f.col(column) == word, f.lit(1)).otherwise(f.lit(0))).cast("int")

    def _or_zero(self, column: str) -> Column:
        return self.f.coalesce(self.f.col(column), self.f.lit(0)).cast("int")
