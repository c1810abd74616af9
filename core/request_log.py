"""Number, count and log every request, without saying who the visitor is."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core import metrics
from core.logs import request_id, route_of

logger = logging.getLogger("ledger.request")

HEADER = "X-Request-ID"
# A proxy's number for the request must look like this.
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")
# A fixed list, so that visitors cannot add labels.
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class RequestLogMiddleware:
    """Outermost, so that it sees the response as the visitor gets it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only our own proxy may set the number: a visitor could make two requests look like one.
        given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
        number = given if _NUMBER.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            self._tell(request, response, time.perf_counter() - began)
            return response
        finally:
            request_id.reset(token)

    @staticmethod
    def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        route = route_of(request)
        method = request.method if request.method in _METHODS else "other"
        metrics.REQUESTS.labels(route, method, str(response.status_code)).inc()
        metrics.REQUEST_SECONDS.labels(route).observe(seconds)
        figures = {
            "route": route,
            "method": method,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
        }
        logger.info("%s %s", response.status_code, route, extra={"figures": figures})
