"""One's own account at /account/: name and role, and where to change how one signs in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.htmx import DeskRequest
from core.models import User
from desk.people.people import read_own_factors, read_sessions, scope_names


@require_safe
def account(request: DeskRequest) -> HttpResponse:
    """Show name, role and countries; password, second factors and sessions with their pages."""
    user = request.user
    return render(
        request,
        "desk/people/account.html",
        {
            "countries": () if user.role == User.Role.CHIEF else scope_names(user),
            "factors": read_own_factors(user),
            "sessions": read_sessions(user),
        },
    )
