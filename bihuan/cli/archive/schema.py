"""Which version a database is, and the tables that a backup of that version holds."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .failures import ArchiveFailed

Migration = tuple[str, str]

#: Made by the product itself or worthless after a restore: types of content, and who was signed in.
LEFT_OUT = frozenset({"contenttypes", "auth", "sessions"})
NEWER = "{what}比本程序新（本程序不认识 {app} 的 {name}）。请先把程序升级到写它的那一版或更新的一版。"


def applied(alias: str = "default") -> frozenset[Migration]:
    """The migrations that the database has seen."""
    return frozenset(MigrationRecorder(connections[alias]).applied_migrations())


def refuse_newer(migrations: Iterable[Migration], what: str) -> None:
    """:raises ArchiveFailed: if this version of the product does not know one of the migrations."""
    known = MigrationLoader(None).graph.nodes
    for app, name in sorted(migrations):
        if (app, name) not in known:
            raise ArchiveFailed(NEWER.format(what=what, app=app, name=name))


def leaves(migrations: frozenset[Migration]) -> list[Migration]:
    """The newest of each app among the migrations."""
    graph = MigrationLoader(None).graph
    return sorted(
        node
        for node in migrations
        if not any(
            child.key in migrations and child.key[0] == node[0] for child in graph.node_map[node].children
        )
    )


def models_at(migrations: frozenset[Migration]) -> list[type[models.Model]]:
    """The models as they were at those migrations, by label; a backup may be older than the program."""
    state = MigrationLoader(None).project_state(leaves(migrations))
    kept = (
        model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    )
    return sorted(kept, key=lambda model: model._meta.label_lower)
