"""What the page's head says to machines, and words for stored values."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

from commitments.stances import Stance
from commitments.structured import as_json_ld, structured_data

register = template.Library()


@register.filter
def stance_name(value: str) -> str:
    """A stance in words."""
    return str(Stance(value).label)


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> SafeString:
    """What the page puts into a block, once more: a title for the window and for a card.

    Blocks are templates, so what they render is escaped already.
    """
    blocks: Any = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    text = str(block.nodelist.render(context)) if block else ""
    # Fit for an attribute, whatever quotation marks a translation has.
    return mark_safe(" ".join(text.split()).replace(chr(34), "&quot;"))  # noqa: S308


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context) -> SafeString:
    """The page in schema.org's words, as a data block; nothing where there are none for it."""
    page: Any = context.flatten()
    found = structured_data(page)
    if found is None:
        return mark_safe("")
    # A data block is never run, so the policy on scripts does not ask about it.
    block = f'<script type="application/ld+json">{as_json_ld(found)}</script>'
    return mark_safe(block)  # noqa: S308
