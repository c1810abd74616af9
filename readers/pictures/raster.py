"""SVG to PNG, on the server and without a browser: resvg, with the font of its package.

The machine's fonts are not used, so that a picture looks the same wherever it is made.
"""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

_FAMILY = "Noto Sans"
# Time and memory grow with the pixels, and the pixels with a coalition's rows: a larger picture is
# scaled down. The SVG has every detail.
MOST_PIXELS = 8_000_000
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def fitting_zoom(svg: str, zoom: float) -> float:
    """Return `zoom`, or less to stay below MOST_PIXELS."""
    found = _SIZE.search(svg)
    area = float(found[1]) * float(found[2]) if found else 0.0
    return min(zoom, math.sqrt(MOST_PIXELS / area)) if area else zoom


def png_of(svg: str, *, zoom: float = 2) -> bytes:
    """Return the picture as PNG, `zoom` pixels for each of its own, fewer if it is very large."""
    # Imported only here, so that other pages do not load the renderer.
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=fitting_zoom(svg, zoom),
            skip_system_fonts=True,
            font_files=_fonts(),
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    )


@cache
def _fonts() -> list[str]:
    import fontpkg_noto_sans

    files = Path(fontpkg_noto_sans.ROOT) / "files"
    return [str(path) for path in sorted(files.glob("NotoSans*.ttf")) if "Italic" not in path.name]
