"""The stylesheets that pages link: the components of a folder, joined into one file.

There is one file for each component, for whoever writes them; a phone should not have to ask for
fifty. `css/site.css` holds the files of `static/css`, `css/<folder>.css` those of a folder below
it. Their order does not matter: each is in a layer, and `layers.css` orders the layers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import get_ident
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

_PLACE = settings.BASE_DIR / ".cache" / "stylesheets"


class JoinedStylesheets(BaseFinder):
    """Offer the joined files to everything that looks for static files."""

    def find(self, path: str, find_all: bool = False) -> Any:
        """Return the path of a joined file, made of its components as they are now."""
        folder = folders().get(path)
        found = [str(_join(path, folder))] if folder else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield each joined file with its storage, as collectstatic and whitenoise ask for it."""
        for path, folder in folders().items():
            _join(path, folder)
            yield path, FileSystemStorage(location=_PLACE)


def folders() -> dict[str, Path]:
    """Return the folder of each joined file, by its path below /static/."""
    site = Path(settings.STATICFILES_DIRS[0]) / "css"
    below = {f"css/{folder.name}.css": folder for folder in site.iterdir() if folder.is_dir()}
    return {"css/site.css": site, **below}


def _join(path: str, folder: Path) -> Path:
    components = sorted(folder.glob("*.css"), key=lambda file: (file.name != "layers.css", file))
    newest = max(file.stat().st_mtime_ns for file in components)
    target = _PLACE / path
    if not target.exists() or target.stat().st_mtime_ns != newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Replaced as a whole, because others may be sending it.
        fresh = target.with_suffix(f".{os.getpid()}-{get_ident()}")
        fresh.write_text("\n".join(file.read_text() for file in components))
        # As old as its components, so that a copy a browser holds stays good.
        os.utime(fresh, ns=(newest, newest))
        fresh.replace(target)
    return target
