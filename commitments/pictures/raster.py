"""SVG to PNG, on the server and without a browser: resvg, with a font that its package brings.

No font of the machine is used, so that a picture looks the same wherever it is made.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FAMILY = "Noto Sans"


def png_of(svg: str, *, zoom: float = 2) -> bytes:
    """The picture as PNG, `zoom` pixels for each of its own."""
    # Asked for only here: no other page pays for the renderer.
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
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
