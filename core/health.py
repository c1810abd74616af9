"""Whether the process answers and can serve; for a load balancer or a supervisor."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, ProgrammingError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from core.models import User


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process runs."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 if the database answers and has our tables, else 503.

    The server's front answers if the process is ending or has no free thread.
    """
    try:
        User.objects.exists()
    except ProgrammingError:
        return _unavailable("the tables are missing: run manage.py migrate")
    except DatabaseError:
        return _unavailable("no answer")
    return JsonResponse({"status": "ok", "database": "ok"})


def _unavailable(database: str) -> JsonResponse:
    answer = {"status": "unavailable", "database": database}
    return JsonResponse(answer, status=503, headers={"Retry-After": "5"})
