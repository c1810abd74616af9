"""What the page's head says to machines, and words for stored values."""

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

register = template.Library()


@register.filter
def stance_name(value: str) -> str:
    """A stance in words."""
    return str(Stance(value).label)


@register.filter
def standing_name(value: str) -> str:
    """What a country is in a coalition, in words."""
    return str(Membership.Standing(value).label)


@register.filter(name="group_name")
def group_in_words(group: str) -> str:
    """NATO or the EU by the reader's short name for it."""
    return group_name(group)


@register.filter
def country_in_words(stored: str, iso3: str) -> str:
    """A country by the reader's name for it, where only its stored name and code are at hand."""
    return country_name(iso3, stored)


@register.filter
def term(stored: str) -> str:
    """A term of the vocabularies or a coalition's name in the reader's language."""
    return term_text(stored)


@register.filter
def language_name(code: str) -> str:
    """A language in the reader's own; the code where nobody has a name for it."""
    try:
        reader = Locale.parse(get_language() or "en", sep="-")
        name = Locale.parse(code, sep="-").get_display_name(reader)
    except (UnknownLocaleError, ValueError):
        name = None
    return (name[:1].upper() + name[1:]) if name else code


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
def canonical(context: template.Context) -> str:
    """The address that stands for this page and all its states; "" where nobody asked for one.

    A matrix at another time, filtered or in a scenario is a state of the same page; the next page
    of a list is a page of its own; `/` is the default coalition's matrix.
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
    """The page in schema.org's words, as a data block; nothing where there are none for it."""
    page: Any = context.flatten()
    found = structured_data(page)
    if found is None:
        return mark_safe("")
    # A data block is never run, so the policy on scripts does not ask about it.
    block = f'<script type="application/ld+json">{as_json_ld(found)}</script>'
    return mark_safe(block)  # noqa: S308
