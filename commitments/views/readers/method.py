"""How statements are read: the ladder, the grades, the vocabularies, the rules of review."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments.legend import empty_states, grades, ladder
from commitments.models import Condition, Limit, Role
from commitments.queries import self_reviewed_statements


@login_not_required
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """The codebook for readers."""
    context = {
        "section": "method",
        "ladder": ladder(),
        "empty_states": empty_states(),
        "grades": grades(),
        "vocabularies": [
            ("Roles", "roles", Role.objects.order_by("position")),
            ("Limits", "limits", Limit.objects.order_by("position")),
            ("Conditions", "conditions", Condition.objects.order_by("position")),
        ],
        "is_one_person_ledger": not settings.LEDGER_FOUR_EYES,
        "self_reviewed": self_reviewed_statements(),
    }
    return render(request, "commitments/method.html", context)
