"""Settings of the product. What a unit may set is an environment variable, listed in docs/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from .choices import one_of
from .database import database
from .keys import refuse_open, sealing_keys, secret_key
from .single_sign_on import single_sign_on
from .transport import allowed_hosts, speaks_tls, transport

BIHUAN_HOME = Path(os.environ.get("BIHUAN_HOME", "var/home")).resolve()
BIHUAN_DEMO = os.environ.get("BIHUAN_DEMO") == "1"
BIHUAN_FONTS = tuple(Path(part) for part in os.environ.get("BIHUAN_FONTS", "").split(os.pathsep) if part)
BIHUAN_PASSWORDS = one_of("dengbao", "asvs", given=os.environ.get("BIHUAN_PASSWORDS", "dengbao"))
BIHUAN_SINGLE_SIGN_ON = single_sign_on(os.environ)
BIHUAN_PROXIES = int(os.environ.get("BIHUAN_PROXIES", "0"))

BIHUAN_SECOND_FACTOR = one_of(
    "required",
    "offered",
    given=os.environ.get("BIHUAN_SECOND_FACTOR", "offered" if BIHUAN_DEMO else "required"),
)

refuse_open(BIHUAN_HOME / "keys")
SECRET_KEY = secret_key(BIHUAN_HOME / "keys")
BIHUAN_SEALING_KEYS = sealing_keys(BIHUAN_HOME / "keys")
DEBUG = False
ALLOWED_HOSTS = allowed_hosts(os.environ, BIHUAN_HOME / "keys")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "bihuan.domain.trail",
    "bihuan.domain.exchange",
    "bihuan.domain.organizations",
    "bihuan.domain.accounts",
    "bihuan.domain.profiles",
    "bihuan.domain.documents",
    "bihuan.domain.cycles",
    "bihuan.domain.facts",
    "bihuan.domain.ledgers",
    "bihuan.domain.rectification",
    "bihuan.web",
]

MIDDLEWARE = [
    "bihuan.web.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "bihuan.web.headers.EncryptedOnlyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bihuan.web.setup.gate.SetUpMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bihuan.web.turning.TurningMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bihuan.web.signin.limits.SessionLimitsMiddleware",
    "bihuan.web.signin.gate.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bihuan.web.actors.ActorMiddleware",
    "bihuan.web.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "bihuan.config.urls"
WSGI_APPLICATION = "bihuan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bihuan.web.shell.shell",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("BIHUAN_DATABASE", ""), BIHUAN_HOME)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["bihuan.web.authentication.RegisterBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BIHUAN_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

locals().update(transport(tls=speaks_tls(os.environ, BIHUAN_HOME / "keys"), proxies=BIHUAN_PROXIES))
SESSION_ENGINE = "bihuan.domain.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
#: Longer than a session (bihuan.web.signin.limits): a form sent too late must still tell whose it is.
SESSION_COOKIE_AGE = 24 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bihuan.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

#: Uploads above this size are refused by the gate with a sentence; Django itself stops later.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "security": {
            "class": "bihuan.config.logs.SecurityLogHandler",
            "folder": str(BIHUAN_HOME / "log"),
            "formatter": "plain",
        },
    },
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING"},
        "bihuan": {"handlers": ["console"], "level": "INFO"},
        "bihuan.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
    },
}
