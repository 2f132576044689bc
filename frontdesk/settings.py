"""All settings, read from the environment once and refused loudly where they are wrong.

docs/operating.md lists the variables.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontdesk import database, environment

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = environment.folder("FRONTDESK_VAR", BASE_DIR / "var")

DEMO = environment.flag("FRONTDESK_DEMO")
DEBUG = environment.flag("FRONTDESK_DEBUG")
HTTPS = environment.flag("FRONTDESK_HTTPS")
ALLOWED_HOSTS = environment.listed("FRONTDESK_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]


def _secret_key() -> str:
    """The configured key, or one made for this installation and kept beside its data."""
    given = environment.text("FRONTDESK_SECRET_KEY")
    if given:
        return given
    kept = STATE_DIR / "secret_key"
    try:
        return environment.kept_secret(kept)
    except OSError as error:
        raise ImproperlyConfigured(
            f"Cannot keep a secret key in {kept}: {error.strerror}. "
            "Make that folder writable, or set FRONTDESK_VAR or FRONTDESK_SECRET_KEY."
        ) from error


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "frontdesk.admin_app.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "heroicons",
    "procrastinate.contrib.django",
    "frontdesk",
    "directory",
    "calls",
]

MIDDLEWARE = [
    "frontdesk.pages.Marked",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "frontdesk.privacy.NothingKept",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "frontdesk.urls"
ASGI_APPLICATION = "frontdesk.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "heroicons.templatetags.heroicons",
                "django_htmx.templatetags.django_htmx",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]

DATABASE_URL = environment.text("DATABASE_URL")
DATABASES = {"default": database.settings_for(DATABASE_URL, STATE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "directory.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "directory.login.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

# One guesser is stopped without locking out the whole office behind the same address.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# With it a telephone exchange may say that a line rings; without it nobody may.
TELEPHONE_TOKEN = environment.token("FRONTDESK_TELEPHONE_TOKEN", least=16)

# Where no mail server is named, no e-mail is sent.
EMAIL_HOST = environment.text("FRONTDESK_EMAIL_HOST")
EMAIL_PORT = environment.number("FRONTDESK_EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = environment.text("FRONTDESK_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("FRONTDESK_EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("FRONTDESK_EMAIL_TLS", default=EMAIL_PORT == 587)
EMAIL_TIMEOUT = 10  # seconds that a mail server may hold up the one letter being sent
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("FRONTDESK_EMAIL_FROM", "frontdesk@localhost")
# The address under which people open the program: links in e-mails begin with it.
PUBLIC_URL = environment.text("FRONTDESK_URL", "http://localhost:8000").rstrip("/")

LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = environment.text("TZ", "Europe/Kyiv")
USE_TZ = True
FORMAT_MODULE_PATH = "frontdesk.formats"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from where they lie, so that a fresh checkout needs no collecting step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
    }
}


def _icon(request: Any) -> str:
    return static("icon.svg")


def _admin_style(request: Any) -> str:
    return static("css/admin.css")


def _page(name: Promise, icon: str, page: str) -> dict[str, Any]:
    """One link of the admin's sidebar."""
    return {"title": name, "icon": icon, "link": reverse_lazy(f"admin:{page}")}


UNFOLD = {
    "SITE_TITLE": _("Frontdesk"),
    "SITE_HEADER": _("Frontdesk"),
    "SITE_SUBHEADER": _("Administration"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "call",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _icon}],
    "SHOW_LANGUAGES": True,
    "SHOW_BACK_BUTTON": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "10px",
    "STYLES": [_admin_style],
    # The accent of the program (static/css/tokens.css) in the steps that the admin wants.
    "COLORS": {
        "primary": {
            step: f"oklch({lightness}% {chroma} 168)"
            for step, lightness, chroma in (
                ("50", 97, ".02"), ("100", 94, ".04"), ("200", 89, ".07"), ("300", 83, ".1"),
                ("400", 75, ".12"), ("500", 62, ".13"), ("600", 45, ".11"), ("700", 40, ".1"),
                ("800", 34, ".08"), ("900", 29, ".06"), ("950", 22, ".04"),
            )
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": _("Staff list"),
                "items": [
                    _page(_("People"), "group", "directory_employee_changelist"),
                    _page(_("Departments"), "account_tree", "directory_department_changelist"),
                    _page(_("Gaps"), "search_off", "directory_gap_changelist"),
                ],
            },
            {
                "title": _("Desk"),
                "items": [
                    _page(_("Purposes"), "question_answer", "calls_purposerule_changelist"),
                    _page(_("Phrases"), "chat", "calls_phrase_changelist"),
                    _page(_("Opening hours"), "schedule", "calls_openinghours_changelist"),
                    _page(_("Special days"), "event_busy", "calls_specialday_changelist"),
                    _page(_("Rules of the desk"), "rule", "calls_deskrules_changelist"),
                    {
                        "title": _("Screening"),
                        "icon": "shield_person",
                        "link": reverse_lazy("screenings"),
                    },
                ],
            },
            {
                "title": _("Set-up"),
                "items": [
                    _page(_("Log-ins"), "key", "directory_user_changelist"),
                    _page(_("Company"), "domain", "directory_company_changelist"),
                    _page(_("History of changes"), "history", "directory_change_changelist"),
                ],
            },
        ],
    },
}  # fmt: skip

# Nothing that a caller said reaches a log: Django names a request's path, never its body.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
