"""The signing key: from the environment, or a private file beside the local data."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from core.faults import folder_sentence


def secret_key(given: str, *, data_dir: Path, required: bool) -> str:
    """Return `given`, or for a ledger on one machine a key created once and kept in `data_dir`.

    Raises ImproperlyConfigured if a public site or a shared database has no key of its own.
    """
    if given:
        return given
    if required:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Set it to 50 or more random characters, for example from "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'."
        )
    try:
        return _kept(data_dir)
    except OSError as error:
        raise ImproperlyConfigured(folder_sentence(error, data_dir)) from error


def _kept(data_dir: Path) -> str:
    path = data_dir / "secret.key"
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    data_dir.mkdir(parents=True, exist_ok=True)
    # Several processes may start at once: the first to link its file wins, and all read that file.
    draft = data_dir / f"secret.key.{os.getpid()}"
    try:
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
    return _read(path)


def _read(path: Path) -> str:
    if key := path.read_text():
        return key
    raise ImproperlyConfigured(
        f"{path} is empty, after a full disk perhaps: delete it, and a new key is made."
        " Whoever is signed in signs in again."
    )
