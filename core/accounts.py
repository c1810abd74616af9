"""How people get in: a chief makes the account, nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class AccountAdapter(DefaultAccountAdapter):
    """allauth, with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def email_closed(request: HttpRequest) -> HttpResponse:
    """Stands before allauth's page, on which anybody could take an address that is not theirs."""
    raise PermissionDenied("A chief keeps the addresses. Ask one to change yours.")
