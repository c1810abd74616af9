"""The History tab of every editorial object, and restoring a draft's earlier version."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.models import Statement
from commitments.services.drafting import why_not_edit
from commitments.services.restoring import Version, restore_statement, version_of_entry
from commitments.statements.content import InvalidContent
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest
from core.models import User
from desk.history.tab import HistoryPage, read_history
from desk.history.tables import KINDS
from desk.history.versions import changes_to, may_restore
from desk.lists import statements_for_desk
from desk.page import desk_page, pk_or_404
from desk.statements.page import with_parts


@require_safe
def history(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """Show who changed the object, when, why, and what; a person's history is for chiefs only."""
    if kind not in KINDS:
        raise Http404(_("No such kind of object."))
    is_chief = request.user.role == User.Role.CHIEF
    if KINDS[kind].is_about_people and not is_chief:
        raise PermissionDenied(_("The history of people is for chiefs. Ask one."))
    found = read_history(kind, pk, request.GET.get("page", ""), with_people=is_chief)
    if found is None:
        raise Http404(_("There is no history of it."))
    restorable = _restorable(found) if kind == "statement" else []
    is_offered = bool(restorable) and may_restore(pk, request.user)
    return desk_page(
        request,
        "history/history",
        {"history": found, "restorable": restorable, "may_restore": is_offered},
        section="log",
    )


def _restorable(page: HistoryPage) -> list[str]:
    """Return the entries after which the content differed from now: all but the last."""
    keys = [entry.key for entry in page.entries if entry.touches_content]
    return keys[1:] if page.page.number == 1 else keys


@require_http_methods(["GET", "HEAD", "POST"])
def statement_restore(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what an earlier version would change, then save it as the newest."""
    statement = with_parts(get_object_or_404(statements_for_desk(), pk=pk))
    if refusal := why_not_edit(statement, request.user):
        raise PermissionDenied(refusal)
    key = request.POST.get("entry") or request.GET.get("entry", "")
    version = version_of_entry(statement, key)
    if version is None:
        raise Http404(_("No such version."))
    if request.method != "POST":
        return _restore_page(request, statement, key, version)
    try:
        restore_statement(
            statement=statement,
            key=key,
            version=pk_or_404(request.POST.get("version", "")) or 0,
            by=request.user,
        )
    except StaleEdit:
        refusal = _(
            "Somebody saved the draft meanwhile. See what would change now, and press again."
        )
        return _restore_page(request, statement, key, version, refusal=refusal, status=409)
    except InvalidContent as error:
        refusal = _("That version cannot be saved any more as it was. {message}").format(
            message=error.message
        )
        return _restore_page(request, statement, key, version, refusal=refusal, status=422)
    except DomainError as error:
        return _restore_page(request, statement, key, version, refusal=error.message, status=422)
    messages.success(
        request, _("The earlier version is restored. History keeps the one it replaced.")
    )
    return redirect("desk:statement_detail", pk=pk)


def _restore_page(
    request: DeskRequest,
    statement: Statement,
    key: str,
    version: Version,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    return desk_page(
        request,
        "history/statement_restore",
        {
            "statement": statement,
            "key": key,
            "version": version,
            "changes": changes_to(statement, version),
            "refusal": refusal,
        },
        section="queue",
        status=status,
    )
