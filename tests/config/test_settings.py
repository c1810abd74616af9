"""Settings as a deployment meets them: read in a fresh process, from its environment alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.mail import mailers
from config.secret import secret_key

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = {
    "DATABASE_URL": "postgres://ledger:pw@db.example:5432/ledger",
    "SECRET_KEY": "k" * 50,
    "LEDGER_HOSTS": "ledger.example,www.ledger.example",
}
TELL = """
import json, sys
from config import settings
told = {n: getattr(settings, n) for n in sys.argv[1:]}
told["loaded"] = [m for m in sys.modules if "pgserver" in m or m == "config.embedded.server"]
print(json.dumps(told, default=str))
"""


def read(
    tmp_path: Path, *names: str, **environment: str
) -> tuple[dict[str, Any], subprocess.CompletedProcess[str]]:
    """These settings in a process with only this environment, and how the process ended."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, "-c", TELL, *names],
        cwd=ROOT,
        env={**kept, "LEDGER_DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return (json.loads(ended.stdout) if ended.returncode == 0 else {}), ended


# --- a public site ----------------------------------------------------------------------------
def test_naming_hosts_makes_a_public_site(tmp_path: Path) -> None:
    told, _ = read(
        tmp_path,
        *(
            "ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE "
            "CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS DEBUG IS_PUBLIC_SITE"
        ).split(),
        **PUBLIC,
    )
    assert told["ALLOWED_HOSTS"] == ["ledger.example", "www.ledger.example"]
    assert told["CSRF_TRUSTED_ORIGINS"] == [
        "https://ledger.example",
        "https://www.ledger.example",
    ]
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert told[name] is True
    assert told["SECURE_HSTS_SECONDS"] > 0
    assert told["DEBUG"] is False


def test_given_database_loads_nothing_of_the_embedded_one(tmp_path: Path) -> None:
    told, _ = read(tmp_path, "DATABASES", **PUBLIC)
    assert told["loaded"] == []
    assert told["DATABASES"]["default"]["HOST"] == "db.example"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", [("LEDGER_HOSTS",), ("DATABASE_URL",)])
def test_missing_secret_stops_the_start_with_advice(tmp_path: Path, given: tuple[str, ...]) -> None:
    environment = {name: PUBLIC[name] for name in given} | {"DATABASE_URL": PUBLIC["DATABASE_URL"]}
    _, ended = read(tmp_path, **environment)
    assert ended.returncode == 1
    assert "SECRET_KEY is missing" in ended.stderr
    assert "token_urlsafe" in ended.stderr


def test_transport_may_be_plain_behind_a_trusted_network(tmp_path: Path) -> None:
    told, _ = read(tmp_path, "SECURE_SSL_REDIRECT", LEDGER_HTTPS="false", **PUBLIC)
    assert told["SECURE_SSL_REDIRECT"] is False


def test_numbers_that_are_none_stop_the_start(tmp_path: Path) -> None:
    _, ended = read(tmp_path, LEDGER_QUOTE_WORDS="forty", **PUBLIC)
    assert ended.returncode == 1
    assert "LEDGER_QUOTE_WORDS" in ended.stderr


def test_rules_of_the_ledger_have_safe_defaults(tmp_path: Path) -> None:
    told, _ = read(tmp_path, "LEDGER_FOUR_EYES", "LEDGER_QUOTE_WORDS", "SECURE_CSP", **PUBLIC)
    assert told["LEDGER_FOUR_EYES"] is True
    assert told["LEDGER_QUOTE_WORDS"] == 40
    sources = [source for rule in told["SECURE_CSP"].values() for source in rule]
    assert not [source for source in sources if "unsafe" in source or "://" in source]
    assert told["SECURE_CSP"]["report-to"] == ["csp"]
    told, _ = read(tmp_path, "LEDGER_FOUR_EYES", LEDGER_FOUR_EYES="0", **PUBLIC)
    assert told["LEDGER_FOUR_EYES"] is False


# --- the signing key --------------------------------------------------------------------------
def test_given_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert secret_key("mine", data_dir=tmp_path, required=True) == "mine"
    assert list(tmp_path.iterdir()) == []


def test_key_of_one_machine_is_made_once_and_kept_private(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    made = secret_key("", data_dir=folder, required=False)
    assert len(made) >= 50
    assert secret_key("", data_dir=folder, required=False) == made
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_of_two_first_starts_one_key_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def come_second(draft: Path, path: Path) -> None:
        path.write_text("theirs")
        link(draft, path)

    monkeypatch.setattr(os, "link", come_second)
    assert secret_key("", data_dir=tmp_path, required=False) == "theirs"
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


# --- mail -------------------------------------------------------------------------------------
def test_without_an_address_mails_go_to_the_log() -> None:
    assert mailers("")["default"]["BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://me%40x:p%2Fw@mail.example",
            {"host": "mail.example", "port": 587, "username": "me@x", "password": "p/w"}
            | {"use_tls": True, "use_ssl": False},
        ),
        (
            "smtps://me:pw@mail.example",
            {"host": "mail.example", "port": 465, "username": "me", "password": "pw"}
            | {"use_tls": False, "use_ssl": True},
        ),
        (
            "smtp://localhost:25",
            {"host": "localhost", "port": 25, "username": "", "password": ""}
            | {"use_tls": False, "use_ssl": False},
        ),
    ],
)
def test_mail_address_is_read(url: str, expected: dict[str, Any]) -> None:
    assert mailers(url)["default"]["OPTIONS"] == expected


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://me:secret@mail.example:port",
        "smtp://me:secret@mail.example:99999",
        "smtp://me:secret@[mail",
    ],
)
def test_unreadable_mail_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LEDGER_MAIL_URL") as caught:
        mailers(url)
    assert "secret" not in str(caught.value)


def test_public_site_never_fetches_from_its_own_machine(tmp_path: Path) -> None:
    _, ended = read(tmp_path, "DEBUG", **PUBLIC, LEDGER_FETCH_LOOPBACK="true")
    assert ended.returncode != 0
    assert "LEDGER_FETCH_LOOPBACK is for tests" in ended.stderr
