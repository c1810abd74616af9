"""Names of countries and terms in the reader's language.

Stored names are English; programs read those. Babel (CLDR) names the countries. The catalogues
translate vocabulary terms whose stored text is the one that we ship. A chief's own wording is shown
as it was written.

These are the names that pages show. Those that searches compare with are `Country.names`, filled by
`commitments.services.vocabularies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import pycountry
from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, gettext

# Organisations that pledge in their own name: Babel names the EU, we name NATO.
_EU = "EUE"
NATO = {"en": "NATO", "uk": "НАТО", "fr": "OTAN"}
# Groups that countries are members of; G7 has the same name in all our languages.
_GROUPS = {"uk": {"NATO": "НАТО", "EU": "ЄС"}, "fr": {"NATO": "OTAN", "EU": "UE"}}


def country_name(iso3: str, stored: str) -> str:
    """Return the country's name in the active language; the stored one in English."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return stored
    return _country_name(language, iso3) or stored


@lru_cache(maxsize=2048)
def _country_name(language: str, iso3: str) -> str:
    if iso3 == "NAT":
        return NATO.get(language, "")
    known = pycountry.countries.get(alpha_3=iso3)
    iso2 = "EU" if iso3 == _EU else known.alpha_2 if known else ""
    return str(_territories(language).get(iso2, ""))


@cache
def _territories(language: str) -> Mapping[str, str]:
    return dict(Locale.parse(language).territories)


def term_text(stored: str) -> str:
    """A vocabulary's name or definition in the active language, where we ship a translation."""
    # gettext("") would return the catalogue's own header.
    return gettext(stored) if stored else ""


def group_name(group: str) -> str:
    """Return the short name of a group of countries in the active language."""
    return _GROUPS.get(get_language() or "", {}).get(group, group)
