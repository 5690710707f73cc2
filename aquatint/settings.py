"""All settings, and the only place that reads the environment.

Each setting is a variable `AQUATINT_…` or an ecosystem name (`DATABASE_URL`, `OPENAI_…`). Any of them may instead be
given as `…_FILE`, the path of a file that holds the value. A wrong value is never fatal here: it is noted in
`PROBLEMS`, the default is used, and every start reports the problems with their codes before doing anything.
`docs/settings.md` lists them all; a test holds that list and this file together.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from aquatint import __version__, installed
from aquatint.kit import clock, failpoints, mailing, pem, postgres


class Problem(NamedTuple):
    """A wrong setting: its code, what is wrong, and what to do."""

    code: str
    sentence: str
    hint: str


_DATABASE_TIMEOUTS = "-c lock_timeout=10s -c statement_timeout=30s"
PROBLEMS: list[Problem] = []
KNOWN: dict[str, str] = {}
"""The name of each setting that was asked for and its default as text, for the docs test."""


def text(name: str, default: str = "") -> str:
    """Read a setting from the environment or from the file that `NAME_FILE` names."""
    KNOWN[name] = default
    if name in os.environ:
        return os.environ[name].strip()
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return default
    try:
        return Path(path).read_text("utf-8", "replace").strip()
    except OSError as error:
        PROBLEMS.append(Problem("settings.E001", f"{name}_FILE: {error.strerror}.", "Name a file that can be read."))
        return default


def whole(name: str, default: int, *, least: int = 0) -> int:
    """Read a whole number that is at least `least`."""
    value = text(name, str(default))
    if value.isascii() and value.isdigit() and int(value) >= least:
        return int(value)
    PROBLEMS.append(Problem("settings.E002", f"{name} is {value!r}.", f"Give a whole number from {least} upwards."))
    return default


def switch(name: str, *, default: bool) -> bool:
    """Read `on` or `off` (also true/false, yes/no, 1/0)."""
    value = text(name, "on" if default else "off").lower()
    if value in {"on", "true", "yes", "1"}:
        return True
    if value in {"off", "false", "no", "0"}:
        return False
    PROBLEMS.append(Problem("settings.E003", f"{name} is {value!r}.", "Say on or off."))
    return default


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Read a word out of a closed list."""
    value = text(name, default)
    if value in allowed:
        return value
    PROBLEMS.append(Problem("settings.E004", f"{name} is {value!r}.", f"Choose one of: {', '.join(allowed)}."))
    return default


def _url(name: str, default: str) -> str:
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return value
    PROBLEMS.append(Problem("settings.E005", f"{name} is {value!r}.", "Give an address with http:// or https://."))
    return default


def _model(name: str) -> Path | None:
    path = text(name)
    if path and not Path(path).is_file():
        PROBLEMS.append(Problem("settings.E014", f"{name} names no file: {path!r}.", "Name an ONNX file, or nothing."))
        return None
    return Path(path) if path else None


def _data_folder() -> Path:
    chosen = text("AQUATINT_DATA", "~/.aquatint")
    return Path(chosen).expanduser().resolve()


def _secret_key(data: Path) -> str:
    """Return the signing key: given, or made once for this data folder."""
    given = text("AQUATINT_SECRET_KEY")
    if given:
        return given
    kept = data / "secret_key"
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not kept.exists():
            _make_secret(kept)
    except OSError as error:
        hint = "Choose a data folder that can be written, with --data or AQUATINT_DATA."
        PROBLEMS.append(Problem("settings.E006", f"AQUATINT_DATA {data}: {error.strerror}.", hint))
        return os.urandom(32).hex()
    return kept.read_text()


def _make_secret(kept: Path) -> None:
    """Write beside, then link: of several processes that start at once, one wins and nobody reads half a key."""
    handle, draft = tempfile.mkstemp(dir=kept.parent, prefix=".secret_key-")  # readable by its owner only
    with os.fdopen(handle, "w") as file:
        file.write(os.urandom(32).hex())
    with suppress(FileExistsError):
        os.link(draft, kept)
    Path(draft).unlink()


def _database(data: Path) -> dict[str, Any]:
    """Return Django's description of the database: `DATABASE_URL`, or the embedded server's socket."""
    given = text("DATABASE_URL")
    parts: dict[str, Any] = {"dbname": postgres.DATABASE, "user": postgres.DATABASE}
    parts["host"] = str(postgres.socket_folder(data))
    if given:
        try:
            parts = dict(conninfo_to_dict(given))
        except ProgrammingError:
            hint = "Write it as postgresql://user:password@host:5432/name."
            PROBLEMS.append(Problem("settings.E007", "DATABASE_URL cannot be read.", hint))
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    database = {key: str(parts.pop(part, "") or "") for key, part in named.items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **database,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **parts,
            "options": f"{_DATABASE_TIMEOUTS} {parts.get('options') or ''}".strip(),
            # The same few statements run for every picture: let the server plan each of them once.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


def _clock_shift() -> timedelta:
    """Read `AQUATINT_CLOCK`: `+40d`, `-3h`, `+90m`, or a date; refused in production."""
    value = text("AQUATINT_CLOCK")
    if not value:
        return timedelta(0)
    if PRODUCTION:
        hint = "Take it out, or leave production mode."
        PROBLEMS.append(Problem("settings.E008", "AQUATINT_CLOCK is set in production mode.", hint))
        return timedelta(0)
    units = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
    try:
        if value[0] in "+-":
            return timedelta(seconds=float(value[:-1]) * units[value[-1]])
        return datetime.fromisoformat(value).replace(tzinfo=UTC) - datetime.now(UTC)
    except (ValueError, KeyError):
        PROBLEMS.append(Problem("settings.E009", f"AQUATINT_CLOCK is {value!r}.", "Write +40d, -3h or 2027-01-31."))
        return timedelta(0)


def _failpoint() -> str:
    """Read `AQUATINT_FAILPOINT`, the place at which a test wants this process to die; refused in production."""
    name = text("AQUATINT_FAILPOINT")
    if name and PRODUCTION:
        hint = "Take it out, or leave production mode."
        PROBLEMS.append(Problem("settings.E012", "AQUATINT_FAILPOINT is set in production mode.", hint))
        return ""
    return name


# The instance

VERSION = __version__
BASE_DIR = Path(__file__).resolve().parent
DATA = _data_folder()
PRODUCTION = one_of("AQUATINT_MODE", "development", ("development", "production")) == "production"
DEBUG = False
PORT = whole("AQUATINT_PORT", 8000, least=1)
HOST = text("AQUATINT_HOST", "127.0.0.1")
SITE_URL = _url("AQUATINT_URL", f"http://localhost:{PORT}")
SITE_NAME = text("AQUATINT_NAME", "Aquatint")
HTTPS = SITE_URL.startswith("https://")
SECRET_KEY = _secret_key(DATA)
EMBEDDED_DATABASE = not text("DATABASE_URL")
DATABASES = {"default": _database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
clock.shift_by(_clock_shift())
failpoints.arm(_failpoint())

if PRODUCTION and not HTTPS:
    PROBLEMS.append(
        Problem("settings.E010", "AQUATINT_URL is not https in production mode.", "Set the public https address.")
    )

# What a process may take

WEB_THREADS = whole("AQUATINT_WEB_THREADS", 8, least=1)
WORKER_THREADS = whole("AQUATINT_WORKER_THREADS", 4, least=1)
WORKER_CONCURRENCY = whole("AQUATINT_WORKER_CONCURRENCY", 1200, least=1)
WORKER_JOBS = whole("AQUATINT_WORKER_JOBS", 4, least=1)
WORKER_GRACE = whole("AQUATINT_WORKER_GRACE", 20)
TRUSTED_PROXIES = text("AQUATINT_TRUSTED_PROXIES")
DECODE_PIXELS = whole("AQUATINT_DECODE_MEGAPIXELS", 64, least=1) * 1_000_000
PIXEL_PROCESSES = whole("AQUATINT_PIXEL_PROCESSES", 2, least=1)
UPSCALE_MODEL = _model("AQUATINT_UPSCALE_MODEL")
CUTOUT_MODEL = _model("AQUATINT_CUTOUT_MODEL")
VERSIONS_PER_HOUR = whole("AQUATINT_VERSIONS_PER_HOUR", 120)
UPLOAD_BYTES = whole("AQUATINT_UPLOAD_MEGABYTES", 50, least=1) * 1_000_000
UPLOAD_PIXELS = whole("AQUATINT_UPLOAD_MEGAPIXELS", 50, least=1) * 1_000_000
GENERATION_SECONDS = whole("AQUATINT_GENERATION_SECONDS", 900, least=10)
RUNNING_PER_PERSON = whole("AQUATINT_RUNNING_PER_PERSON", 50, least=1)
TRIALS_PER_ADDRESS = whole("AQUATINT_TRIALS_PER_ADDRESS", 3)
WELCOME_CREDITS = whole("AQUATINT_WELCOME_CREDITS", 50)

# Providers: what their adapters may read, by the names the ecosystem uses

PROVIDER_ENVIRONMENT = {
    name: value
    for name, value in {
        "OPENAI_API_KEY": text("OPENAI_API_KEY"),
        "OPENAI_BASE_URL": text("OPENAI_BASE_URL", "https://api.openai.com/v1"),
        "OPENAI_ORG_ID": text("OPENAI_ORG_ID"),
        "OPENAI_PROJECT_ID": text("OPENAI_PROJECT_ID"),
    }.items()
    if value
}

# Provenance: who signs pictures, and what else marks them

C2PA_CERTIFICATES = text("AQUATINT_C2PA_CERTIFICATES")
C2PA_KEY = text("AQUATINT_C2PA_KEY")
C2PA_TRUST = text("AQUATINT_C2PA_TRUST")
if C2PA_TRUST and not (C2PA_TRUST := pem.certificates(C2PA_TRUST)):
    hint = "Give the roots in PEM, or the path of such a file as AQUATINT_C2PA_TRUST_FILE."
    PROBLEMS.append(Problem("settings.E015", "AQUATINT_C2PA_TRUST holds no certificates that can be read.", hint))
C2PA_TIMESTAMP_URL = _url("AQUATINT_C2PA_TIMESTAMP_URL", "") if text("AQUATINT_C2PA_TIMESTAMP_URL") else ""
INVISIBLE_MARK = switch("AQUATINT_INVISIBLE_MARK", default=True)
VISIBLE_LABEL = one_of("AQUATINT_VISIBLE_LABEL", "none", ("none", "corner"))

if bool(C2PA_CERTIFICATES) != bool(C2PA_KEY):
    hint = "Give the whole chain and the key of its first certificate, or neither."
    sentence = "AQUATINT_C2PA_CERTIFICATES and AQUATINT_C2PA_KEY go together, and one is missing."
    PROBLEMS.append(Problem("settings.E013", sentence, hint))
    C2PA_CERTIFICATES = C2PA_KEY = ""

# Billing: what gateways may read, by the vendors' names, and the operator's rules

_GATEWAYS = {
    "CREEM": ("API_KEY", "API_BASE", "WEBHOOK_SECRET"),
    "PAYPAL": ("CLIENT_ID", "CLIENT_SECRET", "API_BASE", "WEBHOOK_ID"),
    "STRIPE": ("API_KEY", "API_BASE", "WEBHOOK_SECRET"),
}
BILLING_ENVIRONMENT = {
    **{f"{who}_{what}": text(f"{who}_{what}") for who, names in _GATEWAYS.items() for what in names},
    "STRIPE_MANAGED_PAYMENTS": "on" if switch("STRIPE_MANAGED_PAYMENTS", default=False) else "",
    "AQUATINT_TILL": one_of("AQUATINT_TILL", "auto", ("auto", "on", "off")),
    "AQUATINT_MODE": "production" if PRODUCTION else "development",
    "AQUATINT_URL": SITE_URL,
    "AQUATINT_SECRET_KEY": SECRET_KEY,
}
BILLING_ENVIRONMENT = {name: value for name, value in BILLING_ENVIRONMENT.items() if value}
CURRENCY = one_of("AQUATINT_CURRENCY", "EUR", ("EUR", "USD"))
PRICE_NOTICE_DAYS = whole("AQUATINT_PRICE_NOTICE_DAYS", 30)
REFUND_DAYS = whole("AQUATINT_REFUND_DAYS", 14)
YEARLY_CREDITS = one_of("AQUATINT_YEARLY_CREDITS", "monthly", ("monthly", "at_once"))
REFERRAL_CREDITS = whole("AQUATINT_REFERRAL_CREDITS", 100)
REFERRALS_PER_MONTH = whole("AQUATINT_REFERRALS_PER_MONTH", 10)
SELLER_NAME = text("AQUATINT_SELLER_NAME", SITE_NAME)
SELLER_ADDRESS = text("AQUATINT_SELLER_ADDRESS")
SELLER_TAX_ID = text("AQUATINT_SELLER_TAX_ID")

if PRODUCTION and BILLING_ENVIRONMENT["AQUATINT_TILL"] == "on":
    hint = "The till is a test gateway; take AQUATINT_TILL out."
    PROBLEMS.append(Problem("settings.E020", "AQUATINT_TILL is on in production mode.", hint))

# Django

ROOT_URLCONF = "aquatint.urls"
ASGI_APPLICATION = "aquatint.asgi.application"
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or "localhost"]
if not PRODUCTION:
    # Only names of this machine: with any name, a strange page could read the development inbox by DNS rebinding.
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
INSTALLED_APPS = installed.INSTALLED_APPS
MIDDLEWARE = installed.MIDDLEWARE
TEMPLATES = installed.TEMPLATES
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static" / VERSION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "aquatint.kit.statics.HashedFiles"},
}
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"

# Sign-in

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["aquatint.accounts.hashers.Argon2id", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 86_400
SESSION_COOKIE_NAME = "__Host-aquatint" if HTTPS else "aquatint"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
DEFAULT_FROM_EMAIL = text("AQUATINT_MAIL_FROM", f"{SITE_NAME} <post@localhost>")
_SMTP = {
    "host": text("AQUATINT_SMTP_HOST"),
    "port": whole("AQUATINT_SMTP_PORT", 25, least=1),
    "username": text("AQUATINT_SMTP_USER"),
    "password": text("AQUATINT_SMTP_PASSWORD"),
    "use_tls": switch("AQUATINT_SMTP_TLS", default=False),
}
_SERVICE = one_of("AQUATINT_MAIL_SERVICE", "none", mailing.SERVICES)
MAILERS = mailing.mailers(service=_SERVICE, key=text("AQUATINT_MAIL_KEY"), smtp=_SMTP)
if PRODUCTION and mailing.stays_here(MAILERS):
    hint = "Name a mail server, or a mail service and its key; the local inbox page exists only in development."
    PROBLEMS.append(Problem("settings.E011", "AQUATINT_SMTP_HOST is empty in production mode.", hint))

ACCOUNT_ADAPTER = "aquatint.accounts.adapter.Adapter"
ACCOUNT_FORMS = {"signup": "aquatint.accounts.forms.SignUpForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME

CACHES = installed.CACHES
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
LOG_LEVEL = one_of("AQUATINT_LOG", "warning", ("debug", "info", "warning", "error")).upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # An address that is not there is the visitor's slip and no news for the operator.
    "loggers": {"django.request": {"level": "ERROR"}},
}

INSTANCE = hashlib.sha256(f"instance {SECRET_KEY}".encode()).hexdigest()[:16]
"""A name of this instance that gives nothing away; salts the pseudonyms that providers see."""
