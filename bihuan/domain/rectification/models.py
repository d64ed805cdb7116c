"""Problems ↔ causes ↔ measures, the items that carry measures out, and the figures in their wording."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from bihuan.domain.cycles.models import Aspect, Cycle
from bihuan.domain.facts.models import Fact
from bihuan.domain.organizations.models import Person, ScopedModel, Unit
from bihuan.domain.organizations.withdrawing import Withdrawable

from .enums import DueKind, LinkOrigin, LinkState, MeasureKind, OwnerRole, Progress, Source


class Statement(Withdrawable):
    """Wording of the ledger. ``start``/``end`` lead back to the text of the draft it was read from."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="%(class)ss")
    aspect = models.ForeignKey(
        Aspect, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    position = models.PositiveIntegerField()
    ordinal = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    draft_key = models.UUIDField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Problem(Statement):
    source = models.CharField(max_length=12, choices=Source.choices, default=Source.SELF)
    example = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["cycle", "position"], name="problem_in_order"),)


class Cause(Statement):
    class Meta:
        indexes = (models.Index(fields=["cycle", "position"], name="cause_in_order"),)


class Measure(Statement):
    """A measure or direction. One with parts is a group: its parts carry the items."""

    kind = models.CharField(max_length=10, choices=MeasureKind.choices, default=MeasureKind.MEASURE)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        indexes = (models.Index(fields=["cycle", "position"], name="measure_in_order"),)


class Account(Statement):
    """What a report claims was done about the promises of its cycle (the year before the report's)."""

    class Meta:
        indexes = (models.Index(fields=["cycle", "position"], name="account_in_order"),)


class Link(ScopedModel):
    """From a problem to what explains or answers it. ``weak``: a person judged: answers only in part."""

    state = models.CharField(max_length=10, choices=LinkState.choices)
    origin = models.CharField(max_length=10, choices=LinkOrigin.choices)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    weak = models.BooleanField(default=False)

    class Meta:
        abstract = True


class ProblemCause(Link):
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="cause_links")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="problem_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["problem", "cause"], name="problem_cause_once"),)

    def __str__(self) -> str:
        return f"{self.problem_id}→{self.cause_id}"


class ProblemMeasure(Link):
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="measure_links")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="problem_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["problem", "measure"], name="problem_measure_once"),)

    def __str__(self) -> str:
        return f"{self.problem_id}→{self.measure_id}"


class Item(Withdrawable):
    """A measure to be carried out: who, by when, to what end.

    The target is a quantity (comparator, value, unit, period; ``target_high`` for a range) or an observable
    end state. ``due_text`` keeps an imperfect date as worded, ``due_date`` its last day.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="items")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    responsible_leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_kind = models.CharField(max_length=10, choices=DueKind.choices, blank=True, default=DueKind.NONE)
    due_text = models.CharField(max_length=60, blank=True)
    due_date = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=10, blank=True)
    target_comparator = models.CharField(max_length=10, blank=True)
    target_value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    target_high = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    target_unit = models.CharField(max_length=20, blank=True)
    target_period = models.CharField(max_length=30, blank=True)
    end_state = models.CharField(max_length=300, blank=True)
    progress = models.CharField(max_length=12, choices=Progress.choices, default=Progress.NOT_STARTED)
    outcome = models.TextField(blank=True)
    evidence_note = models.TextField(blank=True)
    shortfall_reason = models.TextField(blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(target_high=None) | Q(target_value__isnull=False), name="range_has_a_low_end"
            ),
        )
        indexes = (models.Index(fields=["cycle", "position"], name="item_in_order"),)

    def __str__(self) -> str:
        return f"{self.cycle_id}/{self.position}"


class ItemOwner(Withdrawable):
    """Who leads or supports an item: a person, a unit, or a name that the register does not know yet."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="owners")
    role = models.CharField(max_length=10, choices=OwnerRole.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None) | Q(owner_unit=None), name="owner_is_person_or_unit"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def known(self) -> bool:
        return bool(self.person_id or self.owner_unit_id)


class Figure(ScopedModel):
    """A figure in the wording of one statement, as claimed there; masked ones wait to be filled.

    One that is bound to a ``fact`` says whatever the fact says, and is stale when the fact is.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="figures")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, null=True, related_name="figures")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="figures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, related_name="figures")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="figures")
    text = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    comparator = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    unit_word = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=30, blank=True)
    masked = models.BooleanField(default=False)
    filled_value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    filled_note = models.CharField(max_length=200, blank=True)
    filled_by_key = models.UUIDField(null=True)
    filled_at = models.DateTimeField(null=True)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="figures")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="figure_in_one_statement",
                condition=(
                    Q(problem__isnull=False, cause=None, measure=None, account=None)
                    | Q(problem=None, cause__isnull=False, measure=None, account=None)
                    | Q(problem=None, cause=None, measure__isnull=False, account=None)
                    | Q(problem=None, cause=None, measure=None, account__isnull=False)
                ),
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def number(self) -> Decimal | None:
        """The number behind the mask; None while nobody has said it. Load ``fact`` with the figure."""
        return self.fact.value if self.fact_id else self.filled_value
