"""What a reader is answered who asks for what does not exist."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_address(request: HttpRequest, message: str) -> HttpResponse:
    """400 for an address that asks for what does not exist, with a way back."""
    return render(request, "readers/bad_address.html", {"message": message}, status=400)
