"""The shapes of stances and states as SVG, 16 units wide: those of static/css/stance.css.

A picture that leaves the site cannot use a style sheet's masks, so the shapes are repeated here; a
test compares the two. "ink" is what is filled, "stroke" what is drawn.
"""

from __future__ import annotations

from commitments.rules.stances import Empty, Stance

_RING = '<circle cx="8" cy="8" r="5.5" class="drawing-stroke" stroke-width="1.7"/>'
_CROSS = (
    '<path d="M4 4l8 8M12 4l-8 8" class="drawing-stroke" stroke-width="2.2" '
    'stroke-linecap="round"/>'
)
_HOURGLASS = "M4 2h8M4 14h8M5 2c0 4 6 8 6 12M11 2c0 4-6 8-6 12"

GLYPHS: dict[str, str] = {
    Stance.FLOATED: '<circle cx="8" cy="8" r="5.5" class="drawing-stroke" stroke-width="1.7" '
    'stroke-dasharray="2 2.3"/>',
    Stance.CONSIDERING: _RING,
    Stance.OFFERED: f'{_RING}<path d="M8 2.5a5.5 5.5 0 0 1 0 11z" class="drawing-ink"/>',
    Stance.COMMITTED: '<circle cx="8" cy="8" r="6.2" class="drawing-ink"/>',
    Stance.AUTHORISED: '<path fill-rule="evenodd" class="drawing-ink" d="M8 1.5a6.5 6.5 0 1 0 0 13 '
    '6.5 6.5 0 0 0 0-13zM7 11.3 3.9 8.2l1.3-1.3L7 8.7l3.8-3.8 1.3 1.3z"/>',
    Stance.PREPARING: '<path d="M2 13V9h3v4zM6.5 13V6h3v7zM11 13V3h3v10z" class="drawing-ink"/>',
    Stance.DEPLOYED: '<path d="M3 2h2v12H3zM5 3h8l-2 3 2 3H5z" class="drawing-ink"/>',
    Stance.COMPLETED: '<path d="m8 1 2 4.6 5 .4-3.8 3.3L12.4 14 8 11.4 3.6 14l1.2-4.700L1 6l5-.4z" '
    'class="drawing-ink"/>',
    Stance.RULED_OUT: _CROSS,
    Stance.WITHDRAWN: '<path d="M6 4 3 7l3 3M3 7h7a3 3 0 0 1 0 6H8" class="drawing-stroke" '
    'stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>',
    Stance.LAPSED: f'<path d="{_HOURGLASS}" class="drawing-stroke" stroke-width="1.5"/>',
    # The four empty states: the matrix writes them as characters, which not every font has.
    Empty.NOT_RESEARCHED: '<path d="M4 8h8" class="drawing-stroke" stroke-width="1.5"/>',
    Empty.NOTHING_FOUND: '<circle cx="8" cy="8" r="4.5" class="drawing-stroke" stroke-width="1.4"/>'
    '<path d="M3.5 12.5l9-9" class="drawing-stroke" stroke-width="1.4"/>',
    Empty.WITHHELD: '<path d="M5.5 2h5v12h-5z" class="drawing-ink"/>',
    Empty.NOT_APPLICABLE: '<path d="M5 5l6 6M11 5l-6 6" class="drawing-stroke" '
    'stroke-width="1.3"/>',
    # Outcomes of conditions, and corrections.
    "met": '<path d="M3 8.5l3.5 3.5L13 4.5" class="drawing-stroke" stroke-width="2.2" '
    'stroke-linecap="round" stroke-linejoin="round"/>',
    "failed": _CROSS,
    "waived": '<path d="M3 4l4.5 4L3 12M8.5 4L13 8l-4.5 4" class="drawing-stroke" '
    'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>',
    "open": f'<path d="{_HOURGLASS}" class="drawing-stroke" stroke-width="1.5"/>',
    "unclear": '<path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.8-1.1 1.8" '
    'class="drawing-stroke" stroke-width="1.8" stroke-linecap="round"/>'
    '<circle cx="8" cy="12.8" r="1.1" class="drawing-ink"/>',
    "corrected": '<path d="M3 13l1-3 7-7 2 2-7 7zM9.5 4.5l2 2" class="drawing-stroke" '
    'stroke-width="1.5" stroke-linejoin="round"/>',
}
