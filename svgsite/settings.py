"""Django settings. What can be set from outside is read in `config.py`."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from svgsite.caches import measured_caches
from svgsite.config import BASE_DIR, read_config
from svgsite.logs import configure_logging

CONFIG = read_config()

DEBUG = CONFIG.debug
SECRET_KEY = CONFIG.secret_key
ALLOWED_HOSTS = CONFIG.allowed_hosts
CSRF_TRUSTED_ORIGINS = CONFIG.csrf_trusted_origins
ENVIRONMENT = CONFIG.environment
VAR_DIR: Path = CONFIG.var_dir

INSTALLED_APPS = [
    "svgsite.apps.SvgsiteConfig",
    "svgsite.apps.SvgAdminConfig",
    "generation",
    "auditing",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_structlog",
    "django_q",
    "csp",
]

MIDDLEWARE = [
    "auditing.middleware.ResponseTimeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "auditing.access_middleware.SurroundingsMiddleware",
    "auditing.preference_middleware.PreferenceMiddleware",
    "auditing.middleware.RequestLogMiddleware",
    "auditing.access_middleware.AccessEventMiddleware",
    "generation.middleware.NulMiddleware",
    "generation.middleware.UserSessionMiddleware",
    "auditing.access_binding.AccessBindingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "svgsite.middleware.WrongMethodMiddleware",
]

ROOT_URLCONF = "svgsite.urls"
WSGI_APPLICATION = "svgsite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "generation.context_processors.stand_in",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.parse(CONFIG.database_url, conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A write transaction takes its lock at once, so that two writers wait instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One cache for each type that the metrics tell apart; shared by all processes where Redis is set.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    **measured_caches(CONFIG.redis_url),
}
if CONFIG.redis_url:
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    SESSION_CACHE_ALIAS = "session_cache"
METRICS_FLUSH_SECONDS = CONFIG.metrics_flush_seconds
METRICS_TOKEN = CONFIG.metrics_token

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["auditing.backends.AccessBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "submit"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
# Each in its own words, so that everybody finds theirs.
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["svgsite.formats"]
# Of the database and of all that is kept; pages show each person's own zone.
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
# On one machine files are served as they lie; elsewhere `collectstatic` names them by content.
STATIC_ROOT = None if CONFIG.local else VAR_DIR / "static"
WHITENOISE_USE_FINDERS = CONFIG.local
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if CONFIG.local
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# The one upload is a picture to be recognised: small, and never written to disk.
FILE_UPLOAD_HANDLERS = ["generation.uploads.BoundedUploadHandler"]

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = CONFIG.behind_https
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.behind_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = CONFIG.behind_https
if CONFIG.behind_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The queue. One attempt per delivery: the row decides about retries, not the queue.
WORKERS = CONFIG.workers
Q_CLUSTER = {
    "name": "svgsite",
    "workers": WORKERS,
    "timeout": 900,
    "retry": 960,
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 250,
    "poll": 0.1,
    "label": gettext_lazy("Queue"),
    **({"redis": CONFIG.redis_url} if CONFIG.redis_url else {"orm": "default"}),
}

# Generation
SNOWFLAKE = CONFIG.snowflake
LOCAL_SNOWFLAKE_PORT = CONFIG.snowflake.local_port
LOCAL_SNOWFLAKE_DIR = CONFIG.snowflake.local_dir
LOCAL_SNOWFLAKE_PACE_MS = CONFIG.snowflake.local_pace_ms
SESSION_IDLE_SECONDS = CONFIG.session_idle_seconds
PROMPT_CHARACTERS = CONFIG.prompt_characters
SVG_PROFILE = CONFIG.svg_profile
SVG_REPAIR = CONFIG.svg_repair
DEFAULT_MODEL = CONFIG.default_model
TEMPORARY_TABLE_TYPE = CONFIG.temporary_table_type
MAX_ATTEMPTS = CONFIG.max_attempts
API_CALLS_PER_MINUTE = CONFIG.api_calls_per_minute
LEASE_SECONDS = CONFIG.lease_seconds
RETRY_BASE_SECONDS = CONFIG.retry_base_seconds

# Retention
PURGE_APPROVAL_ROWS = CONFIG.purge_approval_rows
PURGE_APPROVAL_SHARE = CONFIG.purge_approval_share
PURGE_LEASE_SECONDS = CONFIG.purge_lease_seconds
RETENTION_OVERDUE_HOURS = CONFIG.retention_overdue_hours

# Auditing
AUDIT_KEY = CONFIG.audit_key
AUDIT_OLD_KEYS = CONFIG.audit_old_keys
AUDIT_SIGNING_KEY_FILE = CONFIG.audit_signing_key_file
AUDIT_OLD_PUBLIC_KEYS = CONFIG.audit_old_public_keys
AUDIT_ANCHOR_FILE = CONFIG.audit_anchor_file
TRUSTED_PROXIES = CONFIG.trusted_proxies

# Exports
EXPORT_DIR: Path = CONFIG.export_dir
EXPORT_KEEP_DAYS = CONFIG.export_keep_days
SITE_URL = CONFIG.site_url

# Mail: links to monthly reports
EMAIL_BACKEND = CONFIG.email["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = CONFIG.email["EMAIL_HOST"], CONFIG.email["EMAIL_PORT"]
EMAIL_HOST_USER = CONFIG.email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = CONFIG.email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = CONFIG.email["EMAIL_USE_TLS"], CONFIG.email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20

LOGGING_CONFIG = None
DJANGO_STRUCTLOG_CELERY_ENABLED = False
configure_logging(
    level=CONFIG.log_level,
    as_json=CONFIG.log_json,
    stream=CONFIG.log_stream,
    database_level=CONFIG.log_database_level,
)
# Errors and log lines are written by a thread of their own, in no request's transaction.
BACKGROUND_WRITES = True
