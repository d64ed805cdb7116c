"""Settings of the test suite: a home of its own, quick password hashing, the database that is asked for."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("BIHUAN_HOME", tempfile.mkdtemp(prefix="bihuan-test-"))
os.environ.setdefault("BIHUAN_SECRET_KEY", "only-for-tests")
if os.environ.get("BIHUAN_TEST_DB") == "postgresql" and "BIHUAN_DATABASE" not in os.environ:
    from tests import postgresql

    os.environ["BIHUAN_DATABASE"] = postgresql.started()

from .settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
BIHUAN_SECOND_FACTOR = "offered"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
