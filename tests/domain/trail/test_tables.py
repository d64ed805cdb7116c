"""Many models made in one step are the models that single steps make."""

from __future__ import annotations

from django.db import models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from bihuan.domain.trail.tables import CreateModels

SHELF = CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True))])
BOOK = CreateModel(
    "Book",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("shelf", models.ForeignKey("library.Shelf", on_delete=models.PROTECT)),
    ],
)


class Tables:
    """Takes down which tables a step makes and drops, and whether what they point to is known then."""

    def __init__(self):
        self.connection = type("Connection", (), {"alias": "default"})
        self.done = []

    def create_model(self, model):
        pointed = [field.related_model.__name__ for field in model._meta.fields if field.is_relation]
        self.done.append(("made", model.__name__, pointed))

    def delete_model(self, model):
        self.done.append(("dropped", model.__name__, []))


def after(*operations, state=None):
    state = state or ProjectState()
    for operation in operations:
        operation.state_forwards("library", state)
    return state


def test_the_models_are_those_of_single_steps():
    assert after(CreateModels([SHELF, BOOK])) == after(SHELF, BOOK)


def test_tables_are_made_in_order_and_dropped_from_the_last():
    tables, step = Tables(), CreateModels([SHELF, BOOK])

    step.database_forwards("library", tables, ProjectState(), after(step))
    step.database_backwards("library", tables, after(step), ProjectState())

    assert tables.done == [
        ("made", "Shelf", []),
        ("made", "Book", ["Shelf"]),
        ("dropped", "Book", []),
        ("dropped", "Shelf", []),
    ]


def test_what_was_put_together_before_is_not_put_together_again_for_each_model(monkeypatch):
    state = after(SHELF)
    assert state.apps.get_model("library", "Shelf")._meta.db_table == "library_shelf"
    monkeypatch.setattr(ProjectState, "reload_model", None)

    after(CreateModels([BOOK]), state=state)

    assert state.apps.get_model("library", "Book")._meta.db_table == "library_book"


def test_the_step_says_how_much_it_makes():
    assert CreateModels([SHELF, BOOK]).describe() == "Create 2 models"
