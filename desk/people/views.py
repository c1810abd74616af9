"""People: list, invite, change, close and open accounts. For chiefs only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.services.people import close_account, invite, revise
from core.errors import DomainError, NotAllowed
from core.htmx import DeskRequest
from core.links import INVITATION_DAYS, mail_link
from core.models import User
from core.people import (
    ONLY_CHIEFS,
    open_account,
    remove_second_factors,
    renew_link,
    require_second_factor,
)
from desk.history.tab import read_history
from desk.history.tables import PEOPLE
from desk.page import desk_page
from desk.people.forms import LossForm, PersonForm, ReasonForm, RequirementForm
from desk.people.people import (
    country_choices,
    everybody_requires_mfa,
    read_own_factors,
    read_people,
    scope_keys,
)

# A new link is shown once, on the person's page.
LINK_KEY = "people.link"


def require_chief(request: DeskRequest) -> None:
    """Answer 403 to people who are not chiefs."""
    if request.user.role != User.Role.CHIEF:
        raise NotAllowed(ONLY_CHIEFS)


@require_safe
def person_list(request: DeskRequest) -> HttpResponse:
    """List everybody with an account, and those who left."""
    require_chief(request)
    return _list_page(request, RequirementForm())


@require_POST
def person_require(request: DeskRequest) -> HttpResponse:
    """Require a second factor of everybody or of a role, or no longer."""
    require_chief(request)
    form = RequirementForm(request.POST)
    if not form.is_valid():
        return _list_page(request, form, status=422)
    count = require_second_factor(
        roles=form.roles(), is_required=form.is_required(), by=request.user
    )
    messages.success(
        request,
        ngettext("Changed for {count} person.", "Changed for {count} people.", count).format(
            count=count
        ),
    )
    return redirect("desk:person_list")


@require_http_methods(["GET", "HEAD", "POST"])
def person_invite(request: DeskRequest) -> HttpResponse:
    """Create an account and send its owner the link to set a password."""
    require_chief(request)
    countries = country_choices()
    if request.method != "POST":
        initial = {"requires_mfa": everybody_requires_mfa()}
        return _invite_page(request, PersonForm(initial=initial, countries=countries))
    form = PersonForm(request.POST, countries=countries)
    if not form.is_valid():
        return _invite_page(request, form, status=422)
    try:
        person = invite(**form.cleaned_data, by=request.user)
    except DomainError as error:
        form.add_error("email", error.message)
        return _invite_page(request, form, status=422)
    _send(request, person)
    return redirect("desk:person_detail", pk=person.pk)


@never_cache  # it may show a link that opens an account
@require_http_methods(["GET", "HEAD", "POST"])
def person_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one person: name, role, countries, second factor, and their history."""
    require_chief(request)
    person = get_object_or_404(User, pk=pk)
    countries = country_choices()
    if request.method != "POST":
        form = PersonForm(initial=_as_form(person), countries=countries)
        return _person_page(request, person, form)
    form = PersonForm(request.POST, countries=countries)
    if not form.is_valid():
        return _person_page(request, person, form, status=422)
    try:
        revise(person=person, **form.cleaned_data, by=request.user)
    except (DomainError, NotAllowed) as error:
        form.add_error(None, error.message)
        return _person_page(request, person, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("desk:person_detail", pk=pk)


@require_POST
def person_link(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a new link to set a password: a repeated invitation, or for a forgotten one."""
    require_chief(request)
    person = get_object_or_404(User, pk=pk)
    try:
        person = renew_link(person=person, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        _send(request, person)
    return redirect("desk:person_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_close(request: DeskRequest, pk: int) -> HttpResponse:
    """Close the account of a person who leaves, after asking."""
    require_chief(request)
    person = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_account(person=person, by=request.user, reason=form.cleaned_data["reason"])
        except (DomainError, NotAllowed) as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request, _("{person} can no longer sign in.").format(person=person.name)
            )
            return redirect("desk:person_detail", pk=pk)
    return _confirm_page(
        request,
        person,
        form,
        title=_("Close the account of {person}?").format(person=person.name),
        explanation=_(
            "Their sessions end at once. Articles they took and reviews they claimed are "
            "given back; what they typed and did not save is gone. Their drafts stay, and an "
            "editor goes on with them. Their name stays in history."
        ),
        action=_("Close the account"),
    )


@require_POST
def person_open(request: DeskRequest, pk: int) -> HttpResponse:
    """Open the account of a person who comes back."""
    require_chief(request)
    person = get_object_or_404(User, pk=pk)
    open_account(person=person, by=request.user)
    messages.success(request, _("{person} can sign in again.").format(person=person.name))
    return redirect("desk:person_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_factor_remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Remove the second factors of a person who lost theirs, after asking for a reason."""
    require_chief(request)
    person = get_object_or_404(User, pk=pk)
    form = LossForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            remove_second_factors(
                person=person, by=request.user, reason=form.cleaned_data["reason"]
            )
        except (DomainError, NotAllowed) as error:
            form.add_error(None if isinstance(error, NotAllowed) else "reason", error.message)
        else:
            messages.success(request, _("Their second factors are removed, their sessions ended."))
            return redirect("desk:person_detail", pk=pk)
    return _confirm_page(
        request,
        person,
        form,
        title=_("Remove the second factors of {person}?").format(person=person.name),
        explanation=_(
            "For a person who lost their phone or key and has no recovery code. Their "
            "sessions end at once, and from then on the password alone opens the account. "
            "Make sure that the request is really theirs: meet them, or call them."
        ),
        action=_("Remove the second factors"),
    )


def _list_page(request: DeskRequest, form: RequirementForm, *, status: int = 200) -> HttpResponse:
    return desk_page(
        request,
        "people/person_list",
        {"people": read_people(), "form": form, "days": INVITATION_DAYS},
        section="people",
        status=status,
    )


def _invite_page(request: DeskRequest, form: PersonForm, *, status: int = 200) -> HttpResponse:
    return desk_page(
        request,
        "people/person_invite",
        {"form": form, "days": INVITATION_DAYS},
        section="people",
        status=status,
    )


def _person_page(
    request: DeskRequest, person: User, form: PersonForm, *, status: int = 200
) -> HttpResponse:
    shown = request.session.get(LINK_KEY)
    link = None
    if shown and shown["pk"] == person.pk:
        link = shown
        del request.session[LINK_KEY]
    return desk_page(
        request,
        "people/person_detail",
        {
            "person": person,
            "is_self": person.pk == request.user.pk,
            "factors": read_own_factors(person),
            "history": read_history(PEOPLE, person.pk, with_people=True),
            "form": form,
            "link": link,
            "days": INVITATION_DAYS,
        },
        section="people",
        status=status,
    )


def _confirm_page(
    request: DeskRequest,
    person: User,
    form: ReasonForm,
    *,
    title: str,
    explanation: str,
    action: str,
) -> HttpResponse:
    return desk_page(
        request,
        "people/person_confirm",
        {
            "person": person,
            "form": form,
            "title": title,
            "explanation": explanation,
            "action": action,
        },
        section="people",
        status=422 if form.errors else 200,
    )


def _as_form(person: User) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "requires_mfa": person.requires_mfa,
        "countries": scope_keys(person),
    }


def _send(request: DeskRequest, person: User) -> None:
    """Mail the link, and show it on the next page: a mail may never arrive."""
    sent = mail_link(person=person, by=request.user, site=request.build_absolute_uri("/")[:-1])
    request.session[LINK_KEY] = {
        "pk": person.pk,
        "url": sent.url,
        "is_mailed": sent.is_mailed,
        "is_invitation": not person.has_usable_password(),
    }
