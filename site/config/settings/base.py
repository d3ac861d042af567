"""Settles everything for production; `dev` and `test` start from here and relax a few things."""

import os
from pathlib import Path
from typing import Any

from config import env
from config.languages import teach_django
from library.discovery import found_kinds
from library.languages import LANGUAGES as CONTENT_LANGUAGES

ROOT = Path(__file__).resolve().parents[3]
env.refuse_unknown(os.environ)

# --- what the environment says ---------------------------------------------------------------------------------------
SECRET_KEY = env.get(env.SECRET_KEY)
SECRET_KEY_FALLBACKS = env.get(env.SECRET_KEY_FALLBACKS)
ALLOWED_HOSTS = env.get(env.HOSTS)
BASE_URL = env.get(env.BASE_URL)
VAR_DIR = ROOT / env.get(env.VAR)
DEBUG = False


# --- apps ------------------------------------------------------------------------------------------------------------
def _there(name: str) -> bool:
    if name in os.environ.get("HOUSE_SKIP", "").split(","):
        return False
    return any((place / Path(*name.split(".")) / "apps.py").exists() for place in (ROOT, ROOT / "site"))


_OURS = [
    "config",
    "home",
    "api",
    "demo",
    "search",
    "library",
    "library.catalogue",
    "library.approval",
    "library.media",
    "library.translation",
]
_KINDS = [kind.app for kind in found_kinds() if kind.origin != "built in" or _there(kind.package)]

# Ours stand before Wagtail's: kinds register before it builds its tables of types, and our templates win.
INSTALLED_APPS = [
    *[name for name in _OURS if _there(name)],
    *_KINDS,
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "corsheaders",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- database --------------------------------------------------------------------------------------------------------
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "db.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
            "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000"
        ),
    },
}
POSTGRESQL = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
_address = env.get(env.DATABASE_URL)
DATABASES = {"default": {**_address, **POSTGRESQL} if _address else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- languages -------------------------------------------------------------------------------------------------------
INTERFACE_LANGUAGES = ("en", "fr", "es")
LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [ROOT / "locale"]
teach_django((language.tag, language.own, language.en) for language in CONTENT_LANGUAGES)
LANGUAGES = [(language.tag, language.en) for language in CONTENT_LANGUAGES]

# --- Wagtail ---------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "CEJN"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [(one.tag, one.own) for one in CONTENT_LANGUAGES if one.tag in INTERFACE_LANGUAGES]
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
if (ROOT / "library" / "approval" / "finish.py").exists():
    WAGTAIL_FINISH_WORKFLOW_ACTION = "library.approval.finish.publish_approved"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "synced"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILDOCS_EXTENSIONS = [
    *("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "vtt"),
    *("mp3", "m4a", "ogg", "mp4", "webm"),
]
if _there("library.media"):
    WAGTAILIMAGES_IMAGE_MODEL = "library_media.LibraryImage"
    WAGTAILDOCS_DOCUMENT_MODEL = "library_media.LibraryDocument"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"] if (ROOT / "static").exists() else []
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- people ----------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
