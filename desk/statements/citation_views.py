"""Add a quotation to a draft, or remove one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from commitments.models import Statement
from commitments.services.drafting import cite, may_edit, remove_citation
from commitments.services.restoring import restore_citation
from core.errors import DomainError
from core.htmx import DeskRequest
from desk.lists import passages_for_desk, statements_for_desk
from desk.page import desk_page, offer_undo, pk_or_404
from desk.statements.around_review import round_message
from desk.statements.citation_forms import CitationForm
from desk.statements.page import passage_choices, read_statement_page

_NEWEST_ARTICLES = 8


@require_http_methods(["GET", "HEAD", "POST"])
def statement_cite(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose a passage as evidence, and say what it proves."""
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    if not may_edit(statement, request.user):
        raise PermissionDenied(_("Quotations are added to a draft by its author or an editor."))
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    if request.method != "POST":
        chosen = pk_or_404(request.GET.get("passage", ""))
        form = CitationForm(
            choices=passage_choices(statement, words_sought=words, first=chosen),
            initial={"passage": chosen},
        )
        return _cite_page(request, statement, form, words)
    chosen = pk_or_404(request.POST.get("passage", ""))
    form = CitationForm(request.POST, choices=passage_choices(statement, first=chosen))
    if not form.is_valid():
        return _cite_page(request, statement, form, words, status=422)
    passage = get_object_or_404(passages_for_desk(), pk=form.cleaned_data["passage"])
    evidence = form.evidence(passage)
    try:
        citation = cite(
            statement=statement,
            passage=passage,
            function=evidence.function,
            proves=evidence.proves,
            by=request.user,
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _cite_page(request, statement, form, words, status=422)
    was, now = statement.state, citation.statement.state
    messages.success(request, round_message(_("The quotation is added."), was=was, now=now))
    return redirect("desk:statement_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def citation_remove(request: DeskRequest, pk: int, citation: int) -> HttpResponse:
    """Remove a quotation from a draft, after asking."""
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    found = get_object_or_404(statement.citations.with_source(), pk=citation)
    if not may_edit(statement, request.user):
        raise PermissionDenied(_("Quotations are removed from a draft by its author or an editor."))
    if request.method != "POST":
        return desk_page(
            request,
            "confirm",
            {
                "statement": statement,
                "title": _("Remove this quotation?"),
                "quotation": found.passage.exact,
                "explanation": _("The passage stays with its article and can be cited again."),
                "action": _("Remove the quotation"),
            },
            section="queue",
        )
    try:
        now = remove_citation(citation=found, by=request.user).state
    except DomainError as error:
        raise Http404(error.message) from error
    offer_undo(
        request,
        round_message(_("The quotation is removed."), was=statement.state, now=now),
        reverse("desk:citation_restore", args=[pk, citation]),
    )
    return redirect("desk:statement_detail", pk=pk)


@require_POST
def citation_restore(request: DeskRequest, pk: int, citation: int) -> HttpResponse:
    """Undo: cite a removed passage again, with the function and facts it had."""
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    try:
        restore_citation(statement=statement, citation=citation, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The quotation is back."))
    return redirect("desk:statement_detail", pk=pk)


def _cite_page(
    request: DeskRequest,
    statement: Statement,
    form: CitationForm,
    words: str,
    *,
    status: int = 200,
) -> HttpResponse:
    page = read_statement_page(statement)
    cited = {citation.article.pk: citation.article for citation in page.citations}
    newest = Article.objects.with_publisher().order_by("-added_at", "-pk")[:_NEWEST_ARTICLES]
    return desk_page(
        request,
        "statements/statement_cite",
        {
            "page": page,
            "form": form,
            "q": words,
            "cited_articles": list(cited.values()),
            "newest_articles": [article for article in newest if article.pk not in cited],
        },
        section="queue",
        status=status,
    )
