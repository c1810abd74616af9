"""Template tags and filters of the readers' pages: stored values in words, metadata of the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from commitments.models import Membership
from commitments.rules.names import country_name, group_name, term_text
from commitments.rules.stances import Stance
from core.numbers import whole_number
from readers.machines.schema_org import as_json_ld, structured_data
from readers.matrix.total_words import figure_in_words

register = template.Library()


@register.filter
def stance_name(value: str) -> str:
    """Return a stance in words."""
    return str(Stance(value).label)


register.filter(figure_in_words)


@register.filter
def standing_name(value: str) -> str:
    """Return a country's standing in a coalition, in words."""
    return str(Membership.Standing(value).label)


@register.filter(name="group_name")
def group_in_words(group: str) -> str:
    """Return the reader's short name for NATO or the EU."""
    return group_name(group)


@register.filter
def country_in_words(stored: str, iso3: str) -> str:
    """Return the reader's name for a country, from its stored name and code."""
    return country_name(iso3, stored)


@register.filter
def term(stored: str) -> str:
    """Return a vocabulary's term or a coalition's name in the reader's language."""
    return term_text(stored)


@register.filter
def language_name(code: str) -> str:
    """Return a language's name in the reader's own; the code if it has no name."""
    try:
        reader = Locale.parse(get_language() or "en", sep="-")
        name = Locale.parse(code, sep="-").get_display_name(reader)
    except (UnknownLocaleError, ValueError):
        name = None
    return (name[:1].upper() + name[1:]) if name else code


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> SafeString:
    """Return a block's text again: a title for the window and for a card.

    Blocks are templates, so what they render is already escaped.
    """
    blocks: Any = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    text = str(block.nodelist.render(context)) if block else ""
    # Quotation marks in a translation must not end the attribute.
    return mark_safe(" ".join(text.split()).replace(chr(34), "&quot;"))  # noqa: S308


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """Return the canonical address for this page and all its states; "" if it has none.

    A matrix at another time, filtered or in a scenario is a state of the same page; the next page
    of a list is its own page; `/` is the default coalition's matrix.
    """
    request = context.get("request")
    if request is None:
        return ""
    matrix = context.get("matrix")
    path = quote(request.path) if matrix is None else matrix.coalition.get_absolute_url()
    page = whole_number(request.GET.get("page", "")) or 1
    number = f"?page={page}" if page > 1 else ""
    return f"{context.get('site_url', '')}{path}{number}"


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context) -> SafeString:
    """Return the page's schema.org data in a script element; "" if there is none."""
    page: Any = context.flatten()
    found = structured_data(page)
    if found is None:
        return mark_safe("")
    # A data block is never run, so the policy on scripts does not apply.
    block = f'<script type="application/ld+json">{as_json_ld(found)}</script>'
    return mark_safe(block)  # noqa: S308
