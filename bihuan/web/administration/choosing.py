"""Choose a colleague who has a sign-in: the one search of granting and of handing on."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from bihuan.domain.accounts.models import User
from bihuan.domain.organizations.fields import below
from bihuan.domain.organizations.finding import people_matching
from bihuan.domain.organizations.models import Person
from bihuan.domain.trail.actor import Actor

MOST = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What was searched for and found; ``more`` if there are others that the words mean."""

    words: str
    users: list[User]
    more: bool


def colleagues_of(actor: Actor) -> QuerySet[User]:
    """Who can sign in and stands in the register that the actor sees, but the actor."""
    scope = below("person__unit__path", actor.paths_for("people.read"))
    users = User.objects.filter(scope, is_active=True, person__left_on=None, person__erased_at=None)
    users = users.filter(person__withdrawn_at=None).exclude(key=actor.user_key)
    return users.select_related("person__unit", "person__tenant", "person__department")


def chosen(request: HttpRequest, users: QuerySet[User]) -> Choice:
    """Those whom the word in the address means; nobody before a word is given."""
    words = request.GET.get("q", "").strip()[:50]
    if not words:
        return Choice("", [], False)
    people = people_matching(Person.objects.all(), words).values("pk")
    named = users.filter(Q(person__in=people) | Q(username__istartswith=words))
    found = list(named.order_by("person__pinyin", "pk")[: MOST + 1])
    return Choice(words, found[:MOST], len(found) > MOST)
