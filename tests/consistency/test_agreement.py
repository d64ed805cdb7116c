"""Code, data and documentation agree."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLResolver, get_resolver

import bihuan
from bihuan.domain.trail.door import OPERATIONS

PACKAGE = Path(bihuan.__file__).parent
ROOT = PACKAGE.parent
TEMPLATES = PACKAGE / "web" / "templates"
#: Templates that Django finds by name.
FOUND_BY_DJANGO = {"errors/400.html", "errors/403.html", "errors/404.html", "errors/500.html"}


def test_the_version_is_said_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert project["project"]["version"] == bihuan.VERSION


def patterns(found):
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def test_every_address_has_a_name_of_its_own():
    names = [pattern.name for pattern in patterns(get_resolver().url_patterns)]

    assert None not in names
    assert len(names) == len(set(names))


def test_every_template_is_used():
    sources = [*PACKAGE.rglob("*.py"), *TEMPLATES.rglob("*.html")]
    text = "\n".join(file.read_text("utf-8") for file in sources)
    named = set(re.findall(r"[\w/-]+\.html", text)) | FOUND_BY_DJANGO
    every = {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html")}

    assert every - named == set()


def test_no_page_carries_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=")
    culprits = [
        file.relative_to(TEMPLATES).as_posix()
        for file in TEMPLATES.rglob("*.html")
        if inline.search(file.read_text("utf-8"))
    ]

    assert culprits == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_operation_says_what_it_does():
    silent = [name for name, operation in OPERATIONS.items() if not operation.summary.endswith(".")]

    assert [name for name in silent if not name.startswith("tests.")] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_no_host_and_pin_by_hash(lock):
    text = (ROOT / lock).read_text("utf-8")

    assert "://" not in text
    assert text.count("--hash=sha256:") > text.count("==")


def test_the_core_loads_without_django():
    code = (
        "import sys, pkgutil, importlib, bihuan.core as c\n"
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(c.__path__, 'bihuan.core.')"
        " if not m.name.endswith('zygote')]\n"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_reading_command_loads_no_django():
    code = (
        "import sys; from bihuan.cli.main import main; main(['read', '--text', 'README.md']); "
        "sys.exit('django' in sys.modules)"
    )

    finished = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True)
    assert finished.returncode == 0


def test_every_setting_is_documented():
    code = "\n".join(
        file.read_text("utf-8") for file in [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    )
    read = set(re.findall(r"environ(?:\.get\(|\.setdefault\(|\[)\s*\"((?:BIHUAN|REQUIRE)_\w+)\"", code))
    documented = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.M))

    assert read - documented == set()
