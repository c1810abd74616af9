"""How statements are read: the ladder, the grades, the vocabularies, the rules of review."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Condition, Limit, Role
from readers.method.legend import empty_states, grades, ladder, record_counts
from readers.method.vocabulary_log import vocabulary_log
from readers.pledges.histories import self_reviewed_statements


@login_not_required
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Show the codebook for readers."""
    context = {
        "section": "method",
        "ladder": ladder(),
        "empty_states": empty_states(),
        "grades": grades(),
        "vocabularies": [
            (_("Roles"), "roles", Role.objects.order_by("position")),
            (_("Limits"), "limits", Limit.objects.order_by("position")),
            (_("Conditions"), "conditions", Condition.objects.order_by("position")),
        ],
        "log": vocabulary_log(),
        "is_one_person_ledger": not settings.LEDGER_FOUR_EYES,
        "self_reviewed": self_reviewed_statements(),
        "counts": record_counts(),
        "quote_words": settings.LEDGER_QUOTE_WORDS,
        "article_words": settings.LEDGER_ARTICLE_WORDS,
        "article_percent": round(settings.LEDGER_ARTICLE_SHARE * 100),
        "licence": settings.LEDGER_DATA_LICENCE,
        "licence_url": settings.LEDGER_DATA_LICENCE_URL,
    }
    return render(request, "readers/method/method.html", context)
