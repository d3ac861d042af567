"""Settles everything for production; `dev` and `test` start from here and relax a few things."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config import env
from config.headers import PUBLIC_POLICY
from config.languages import name_for_reader, teach_django
from config.limits import MESSAGES, RULES, Rule
from library.discovery import kind_apps
from library.languages import LANGUAGES as CONTENT_LANGUAGES
from library.media.filetypes import DOCUMENT_ENDINGS, PICTURE_BYTES, PICTURE_ENDINGS, PICTURE_PIXELS

ROOT = Path(__file__).resolve().parents[3]
env.refuse_unknown(os.environ)

# --- what the environment says ---------------------------------------------------------------------------------------
SECRET_KEY = env.get(env.SECRET_KEY)
SECRET_KEY_FALLBACKS = env.get(env.SECRET_KEY_FALLBACKS)
ALLOWED_HOSTS = env.get(env.HOSTS)
BASE_URL = env.get(env.BASE_URL)
VAR_DIR = ROOT / env.get(env.VAR)
env.refuse_closed(VAR_DIR)
PROXIES = env.get(env.PROXIES)
SERVE_ADDRESS = env.get(env.ADDRESS)
SERVE_PORT = env.get(env.PORT)
SERVE_WORKERS = env.get(env.WORKERS)
CEJN_SEARCH_URL = env.get(env.SEARCH_URL)
CEJN_SEARCH_INDEX = env.get(env.SEARCH_INDEX)
CEJN_SEARCH_LEVELS = env.get(env.SEARCH_LEVELS)
DEBUG = False
# Examples, and accounts with a printed password, are for a try-out on one's own machine.
DEMO_ALLOWED = False


# --- apps ------------------------------------------------------------------------------------------------------------
# Ours stand before Wagtail's: kinds register before it builds its tables of types, and our templates win.
INSTALLED_APPS = [
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
    *kind_apps(),
    "wagtail_localize",
    "wagtail_localize.locales",
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
    "ninja",
    "axes",
    "corsheaders",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.compression.CompressText",
    "config.headers.ContentSecurityPolicy",
    "config.headers.SecurityHeaders",
    "config.admin_scripts.AdminScriptNonces",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "config.language.InterfaceLanguage",
    "config.rate_limit.RateLimit",
    "config.refusals.WordsForMethods",
    "library.catalogue.middleware.CatalogueState",
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

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "library.rendering.Templates",
        # The name that others know the engine by.
        "NAME": "django",
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

# --- database and cache ----------------------------------------------------------------------------------------------
# Only IMMEDIATE keeps concurrent editors from "database is locked"; a system check refuses other values.
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "db.sqlite3",
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
            "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000"
        ),
    },
}
POSTGRESQL: dict[str, Any] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
_address = env.get(env.DATABASE_URL)
DATABASES: dict[str, dict[str, Any]] = {"default": {**_address, **POSTGRESQL} if _address else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Wagtail keeps the roots of sites here, so every process has to see the same cache.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
}

# --- languages -------------------------------------------------------------------------------------------------------
INTERFACE_LANGUAGES = ("en", "fr", "es")
LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# The second folder fills in what Wagtail leaves in English, or says in words that mislead.
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "packages"]
# Kinds of the library that the menu names beside it, under words of this site.
MENU_KINDS = (("webinar", _("Dialogues")),)
teach_django((language.tag, language.own, language.en) for language in CONTENT_LANGUAGES)
LANGUAGES = [(language.tag, name_for_reader(language.tag)) for language in CONTENT_LANGUAGES]

# --- Wagtail ---------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "CEJN"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [(one.tag, one.own) for one in CONTENT_LANGUAGES if one.tag in INTERFACE_LANGUAGES]
WAGTAILADMIN_BASE_URL = BASE_URL
CEJN_SET_UP = "home.set_up.ensure_tree"  # what makes the first pages of a language
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "library.approval.finish.publish_approved"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = env.get(env.MAIL_FROM)
# A page behind a password would be an address that answers with a login page: restrictions mean "not public" here.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
# Those of the three countries; the system's own list has an entry ("localtime") that browsers do not know.
WAGTAIL_USER_TIME_ZONES = [
    *("UTC", "America/St_Johns", "America/Halifax", "America/Toronto", "America/Winnipeg", "America/Regina"),
    *("America/Edmonton", "America/Vancouver", "America/Whitehorse", "America/Iqaluit", "America/New_York"),
    *("America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage"),
    *("Pacific/Honolulu", "America/Mexico_City", "America/Cancun", "America/Merida", "America/Monterrey"),
    *("America/Chihuahua", "America/Hermosillo", "America/Mazatlan", "America/Tijuana"),
]
# No picture of a person, no check for news, no player is fetched from somebody else.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
# Translations are drafts that go to review; nothing is published by submitting or by syncing.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "synced"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "library_media.LibraryImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "library.media.forms.LibraryImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "library_media.LibraryDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "library.media.forms.LibraryDocumentForm"
WAGTAILIMAGES_EXTENSIONS = list(PICTURE_ENDINGS)
WAGTAILIMAGES_MAX_UPLOAD_SIZE = PICTURE_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = PICTURE_PIXELS
WAGTAILDOCS_EXTENSIONS = list(DOCUMENT_ENDINGS)
# The editor of a page with long transcripts sends more fields than Django expects.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "library.media.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- transport and headers -------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = True
# Programs are told about TLS instead of being redirected; the health checks come from inside.
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^live$", r"^ready$"]
API_REFUSES_PLAIN_HTTP = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "strict-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
X_FRAME_OPTIONS = "SAMEORIGIN"
# The preview of a draft is a frame inside the editor; every public answer says DENY (config.headers).
SILENCED_SYSTEM_CHECKS = ["security.W019"]
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Retry-After"]
RATE_LIMITS = RULES
MESSAGE_LIMIT: Rule | None = MESSAGES

# --- people ----------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "config.client.client_address"
AXES_LOCKOUT_TEMPLATE = "wagtailadmin/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
WAGTAILADMIN_USER_LOGIN_FORM = "config.sign_in.SignInForm"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.refusals.without_ticket"

# --- mail and log ----------------------------------------------------------------------------------------------------
_mail: dict[str, Any] = env.get(env.MAIL_URL)
globals().update(_mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.get(env.MAIL_FROM)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.get(env.LOG_LEVEL)},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": env.get(env.LOG_LEVEL), "propagate": False},
        # Every address that is not there would be a line.
        "django.request": {"level": "ERROR"},
    },
}
