"""All settings, read from the environment once (docs/operations.md lists the variables).

Without DATABASE_URL this is a ledger on one machine: embedded PostgreSQL, its secret beside the
data. LEDGER_HOSTS makes it a public site: HTTPS only, and SECRET_KEY is required.
"""

from pathlib import Path

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from environs import Env

from config.database import databases
from config.mail import mailers
from config.secret import secret_key
from core.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DATA_DIR = Path(env.str("LEDGER_DATA_DIR", "") or BASE_DIR / ".data").expanduser().resolve()
DATABASE_URL = env.str("DATABASE_URL", "")
HOSTS: list[str] = env.list("LEDGER_HOSTS", [])
IS_PUBLIC_SITE = bool(HOSTS)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = secret_key(
    env.str("SECRET_KEY", ""), data_dir=DATA_DIR, required=IS_PUBLIC_SITE or bool(DATABASE_URL)
)
ALLOWED_HOSTS = HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    "pghistory",
    "pgtrigger",
    "core",
    "articles",
    "commitments",
    "desk",
    "readers",
]

MIDDLEWARE = [
    "core.request_log.RequestLogMiddleware",
    "core.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before whitenoise, whose files are only compressed beforehand if they were collected.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.HtmxResponseMiddleware",
    "core.middleware.SamePersonMiddleware",
    "core.middleware.SignInMiddleware",
    "core.middleware.SecondFactorMiddleware",
    "core.devices.DeviceMiddleware",
    "core.middleware.HistoryMiddleware",
    "core.middleware.UnstorableMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "core.templates.Templates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
                "desk.context_processors.masthead",
            ],
        },
    },
]
# Fields and their inputs are templates like any other: templates/_form_field.html.
FORM_RENDERER = "core.forms.FormRenderer"

# --- database ---------------------------------------------------------------------------------
DATABASES = databases(DATA_DIR, DATABASE_URL or None)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Every event row is append-only by trigger; the context row says who, on which request, and why.
PGHISTORY_APPEND_ONLY = True
# The moment of the change, not of its transaction: one that waited for a lock is later.
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- the cache, in each process: it counts for ACCOUNT_RATE_LIMITS and LEDGER_LIMITS ----------
CACHES = {
    "default": {"BACKEND": "core.steady_cache.SteadyCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
}

# --- background work, done by `manage.py worker` ----------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "core.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "core.accounts.SignInForm",
    "reset_password": "core.accounts.ForgottenPasswordForm",
}
# Whoever has no account gets no mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# A chief who knows the person creates the account; there is no open sign-up to confirm.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# Passwords are counted by core/attempts.py; `login_failed` is for codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "reset_password": "20/m/ip,5/10m/key"}
# Wrong passwords on one known device, and of strangers: by address, by account, by both.
LEDGER_PASSWORD_LIMITS = {
    "device": "10/15m",
    "address": "20/h",
    "address_and_account": "5/5m",
    "account": "20/h",
}
# How many of our own proxies append to X-Forwarded-For; limits count by address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("LEDGER_PROXIES", 0)
# A mail to the owner when the password or a second factor changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# An invitation is valid for a week; core.links gives a forgotten password a day of it.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "core.links.LinkTokens"  # noqa: S105
MFA_ADAPTER = "core.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Coalition Ledger"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# A chief sets the addresses, so there is none to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A mail server's smtp://user:password@host:587; without one, mails appear in the log.
MAILERS = mailers(env.str("LEDGER_MAIL_URL", ""))
DEFAULT_FROM_EMAIL = env.str("LEDGER_FROM_EMAIL", "ledger@localhost")

# --- transport --------------------------------------------------------------------------------
IS_HTTPS = env.bool("LEDGER_HTTPS", IS_PUBLIC_SITE)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_FAILURE_VIEW = "core.error_pages.csrf_failure"
SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    # core/csp_reports.py
    "report-uri": ["/csp-report/"],
}
if IS_HTTPS:
    # Browsers that know it then ignore report-uri, but deliver such reports with TLS only.
    SECURE_CSP["report-to"] = ["csp"]
# An article is at most LEDGER_MAX_TEXT_CHARS long; the rest of a form is small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# --- files, language, time --------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.stylesheets.JoinedStylesheets",
]
# An image with collected files (Dockerfile) serves hashed, compressed names; a checkout serves the
# sources, so that an edit is visible at once.
HAS_COLLECTED_STATIC = env.bool("LEDGER_COLLECTED_STATIC", False)
STATIC_ROOT = BASE_DIR / "staticfiles" if HAS_COLLECTED_STATIC else None
WHITENOISE_USE_FINDERS = not HAS_COLLECTED_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HAS_COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Ukrainian"), ("fr", "French")]
LANGUAGE_COOKIE_NAME = "ledger_language"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- the ledger's own rules -------------------------------------------------------------------
LEDGER_DEFAULT_COALITION = env.str("LEDGER_DEFAULT_COALITION", "ukraine")
# Author and reviewer must differ. A one-person ledger turns it off; each such statement says so.
LEDGER_FOUR_EYES = env.bool("LEDGER_FOUR_EYES", True)
# The licence of our data, for the method page and the metadata.
LEDGER_DATA_LICENCE = env.str("LEDGER_DATA_LICENCE", "CC BY 4.0")
LEDGER_DATA_LICENCE_URL = env.str(
    "LEDGER_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/"
)
# So many from one address, or by one person, in so many seconds, in each process.
LEDGER_LIMITS = {
    "search": (120, 60),
    "report": (5, 3600),
    "png": (30, 60),
    "text": (150, 3600),
    # Reports of browsers, and lines in the log about them, whoever sent them.
    "csp_report": (30, 60),
    "csp_line": (30, 3600),
}
# Seconds of work per minute for one address, or for one person at the desk, in each process; 0 sets
# no limit. On one's own machine everybody has the same address.
LEDGER_WORK_SECONDS = env.float("LEDGER_WORK_SECONDS", 20.0 if IS_PUBLIC_SITE else 0.0)
# How the ledger identifies itself to the sites it fetches from, with an address to learn more.
LEDGER_FETCH_AGENT = env.str(
    "LEDGER_FETCH_AGENT",
    f"CoalitionLedger/0.1 (+https://{HOSTS[0]}/method/)" if HOSTS else "CoalitionLedger/0.1",
)
# Only for tests: allow fetching from this machine.
LEDGER_FETCH_LOOPBACK = env.bool("LEDGER_FETCH_LOOPBACK", False)
if LEDGER_FETCH_LOOPBACK and IS_PUBLIC_SITE:
    raise ImproperlyConfigured(
        "LEDGER_FETCH_LOOPBACK is for tests: on a public site (LEDGER_HOSTS) it would let editors "
        "read what this machine serves to itself. Leave it out."
    )
# A web archive to request copies from, such as https://web.archive.org/save/; empty for none.
LEDGER_ARCHIVE_ENDPOINT = env.str("LEDGER_ARCHIVE_ENDPOINT", "")
LEDGER_MAX_TEXT_CHARS = env.int("LEDGER_MAX_TEXT_CHARS", 1_000_000)
LEDGER_MAX_TEXT_LINES = env.int("LEDGER_MAX_TEXT_LINES", 20_000)
# Passages of one article; and how much one person may have open at a time.
LEDGER_MAX_PASSAGES = env.int("LEDGER_MAX_PASSAGES", 1_000)
LEDGER_MAX_DRAFTS = env.int("LEDGER_MAX_DRAFTS", 300)
LEDGER_MAX_AUTOSAVES = env.int("LEDGER_MAX_AUTOSAVES", 100)
LEDGER_MAX_FETCHES = env.int("LEDGER_MAX_FETCHES", 50)
LEDGER_QUOTE_WORDS = env.int("LEDGER_QUOTE_WORDS", 40)
LEDGER_QUOTE_CHARS = env.int("LEDGER_QUOTE_CHARS", 5_000)
LEDGER_ARTICLE_WORDS = env.int("LEDGER_ARTICLE_WORDS", 400)
LEDGER_ARTICLE_SHARE = env.float("LEDGER_ARTICLE_SHARE", 0.10)

# --- figures and logs for those who run it -------------------------------------------------------
# Where figures for Prometheus are served; 0: nowhere.
LEDGER_METRICS_PORT = env.int("LEDGER_METRICS_PORT", 9464)
# json: one object a line, for machines; text: for people.
LEDGER_LOG_FORMAT = env.str("LEDGER_LOG_FORMAT", "json" if IS_PUBLIC_SITE else "text")
LOGGING = logging_settings(env.str("LEDGER_LOG_LEVEL", "") or "WARNING", LEDGER_LOG_FORMAT)
