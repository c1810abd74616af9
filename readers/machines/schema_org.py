"""Pages described with schema.org, for search engines and catalogues of data.

A matrix is a Dataset; a pledge is a Claim that appeared in articles, never a ClaimReview: this
ledger records what was said and does not judge whether it is true. No query: it uses what the page
has read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from commitments.models import Citation, Coalition, Country, Pledge

_CONTEXT = "https://schema.org"
# As in Django's json_script: no text can end the script element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json_ld(data: Mapping[str, Any]) -> str:
    """Return the data as JSON that is safe inside a script element."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    return text.translate(_ESCAPES)


def structured_data(page: Mapping[str, Any]) -> dict[str, Any] | None:
    """Describe the page from its variables; None if schema.org has no word for it. No query."""
    root = page.get("site_url", "")
    matrix, history, source = page.get("matrix"), page.get("history"), page.get("source")
    if matrix is not None:
        data = _dataset(matrix.coalition, root)
        # Only pages with the matrix have read this.
        data["variableMeasured"] = [column.name for column in matrix.all_columns]
    elif history is not None and page.get("pledge") is not None:
        data = _claim(page["pledge"], history, root)
    elif source is not None and page.get("article") is not None:
        data = _source(page["article"], root)
    elif page.get("coalition") is not None and page.get("country") is not None:
        data = _country(page["coalition"], page["country"], root)
    else:
        return None
    return {"@context": _CONTEXT, **data}


def _dataset(coalition: Coalition, root: str) -> dict[str, Any]:
    address = root + coalition.get_absolute_url()
    json_address = f"{root}/api/v1/coalitions/{coalition.slug}/matrix"
    return {
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": f"{coalition.name}: Coalition Ledger",
        "description": _(
            "What each country of this coalition has said it will, might and will not "
            "contribute, role by role, every claim tied to a verbatim quotation of its source; "
            "as of any day, and as this ledger knew it on any day."
        ),
        "license": settings.LEDGER_DATA_LICENCE_URL,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Coalition Ledger", "url": root + "/"},
        "measurementTechnique": root + reverse("readers:method"),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": json_address,
            }
        ],
    }


def _country(coalition: Coalition, country: Country, root: str) -> dict[str, Any]:
    address = root + reverse("readers:country_detail", args=[coalition.slug, country.iso3])
    kind = "Organization" if country.is_organisation else "Country"
    return {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "about": {"@type": kind, "name": country.name, "identifier": country.iso3},
        "isPartOf": {"@id": root + coalition.get_absolute_url()},
    }


def _claim(pledge: Pledge, history: Any, root: str) -> dict[str, Any]:
    address = root + reverse("readers:pledge_detail", args=[pledge.reference])
    claim: dict[str, Any] = {
        "@type": "Claim",
        "@id": address,
        "url": address,
        "name": pledge.title,
        "identifier": pledge.reference,
        "isPartOf": {"@id": root + pledge.coalition.get_absolute_url()},
    }
    heading = history.heading
    if heading is None:
        return claim
    said = heading.statement
    claim |= {"text": said.summary, "dateCreated": said.said_on}
    if said.speaker:
        claim["author"] = {"@type": "Person", "name": said.speaker, "jobTitle": said.office}
    elif history.pledge.country is not None:
        claim["author"] = {"@type": "Country", "name": history.pledge.country.name}
    claim["appearance"] = [
        _work(quotation.article)
        for quotation in heading.quotations
        if quotation.function == Citation.Function.SUPPORTS
    ]
    return claim


def _source(article: Article, root: str) -> dict[str, Any]:
    address = root + reverse("readers:source_detail", args=[article.pk])
    return {"@type": "WebPage", "@id": address, "url": address, "about": _work(article)}


def _work(article: Article) -> dict[str, Any]:
    """Describe an article at its publisher's address, by its metadata."""
    work: dict[str, Any] = {
        "@type": "CreativeWork" if article.is_digest else "Article",
        "name": article.title,
        "inLanguage": article.language,
        "publisher": {"@type": "Organization", "name": article.publisher.name},
    }
    if article.canonical_url:
        work["url"] = article.canonical_url
    if article.published_on:
        work["datePublished"] = article.published_on
    if article.byline:
        work["author"] = article.byline
    return work
