"""Django's sessions in the database, their numbers beginning with a mark of the user (docs/adr/0111)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils.crypto import salted_hmac

MARK_LENGTH = 8


class SessionStore(db.SessionStore):
    """A session that can be found by its user: the primary key is the index."""

    def _get_new_session_key(self) -> str:
        owner = getattr(self, "_session_cache", {}).get(SESSION_KEY)
        return (mark_of(owner) if owner else "") + super()._get_new_session_key()


def mark_of(user_id: Any) -> str:
    """What the session numbers of a user begin with; it tells nobody which user that is."""
    return salted_hmac("bihuan.accounts.sessions", str(user_id)).hexdigest()[:MARK_LENGTH]


def name_of(session_key: str) -> str:
    """What stands for a session on pages and in forms: the number itself would open it."""
    return salted_hmac("bihuan.accounts.session-name", session_key).hexdigest()[:16]
