"""The response to an address that names something unknown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_address(request: HttpRequest, message: str) -> HttpResponse:
    """Answer 400 to an address that names something unknown, with a way back."""
    return render(request, "readers/bad_address.html", {"message": message}, status=400)
