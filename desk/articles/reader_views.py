"""Assign an article: take it, give it back, ask somebody, set until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.services.reading import give_back_article, plan_reading, take_article
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from core.numbers import whole_number
from core.wording import long_day
from desk.articles.list import (
    articles_with_reader,
    is_quoted_by_statements,
    people_at_the_desk,
    person_at_the_desk,
)
from desk.articles.list_filters import read_filter
from desk.articles.list_forms import ReaderForm
from desk.page import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def article_reader(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the form; the buttons beside an article also post here."""
    article = get_object_or_404(articles_with_reader(), pk=pk)
    act = request.POST.get("act", "plan")
    if request.method != "POST":
        return _reader_page(request, article, _form(request, article))
    form = None
    try:
        if act == "take":
            article = take_article(article=article, by=request.user)
        elif act == "give_back":
            article = give_back_article(article=article, by=request.user)
        else:
            form = _form(request, article)
            if not form.is_valid():
                return _reader_page(request, article, form, status=422)
            article = _plan(request, article, form)
    except DomainError as error:
        return _refused(request, pk, error.message, form)
    if wants_partial(request):
        return _part(request, article)
    messages.success(request, _told(article))
    return HttpResponseRedirect(_back(request, article))


def _plan(request: DeskRequest, article: Article, form: ReaderForm) -> Article:
    reader = article.reader
    if "reader" in form.fields:
        asked = form.cleaned_data["reader"]
        reader = person_at_the_desk(asked) if asked else None
        if asked and reader is None:
            raise DomainError(
                gettext("This person is not at the desk any more. Choose somebody else.")
            )
    return plan_reading(
        article=article, reader=reader, due_on=form.cleaned_data["due_on"], by=request.user
    )


def _form(request: DeskRequest, article: Article) -> ReaderForm:
    may_assign = request.user.can_review
    return ReaderForm(
        request.POST if request.method == "POST" else None,
        people=people_at_the_desk(with_also=article.reader) if may_assign else (),
        article=article,
        may_assign=may_assign,
    )


def _refused(request: DeskRequest, pk: int, refusal: str, form: ReaderForm | None) -> HttpResponse:
    article = get_object_or_404(articles_with_reader(), pk=pk)
    if wants_partial(request):
        return _part(request, article, refusal=refusal, status=422)
    if form is None:
        messages.error(request, refusal)
        return HttpResponseRedirect(_back(request, article))
    form.add_error(None, refusal)
    return _reader_page(request, article, form, status=422)


def _part(
    request: DeskRequest, article: Article, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "article": article,
        "has_statements": is_quoted_by_statements(article),
        "refusal": refusal,
        "is_answer": True,
    }
    return render(request, "desk/articles/_article_reader.html", context, status=status)


def _reader_page(
    request: DeskRequest, article: Article, form: ReaderForm, *, status: int = 200
) -> HttpResponse:
    context = {"article": article, "form": form}
    return desk_page(request, "articles/article_reader", context, section="articles", status=status)


def _told(article: Article) -> str:
    who = (
        gettext("{reader} reads it").format(reader=article.reader.name)
        if article.reader
        else gettext("Nobody has it now")
    )
    return (
        gettext("{who}, due on {due_on}.").format(who=who, due_on=long_day(article.due_on))
        if article.due_on
        else f"{who}."
    )


def _back(request: DeskRequest, article: Article) -> str:
    """Return the row in the list if the button was there, else the article."""
    if request.GET.get("from") != "list":
        return reverse("desk:article_detail", args=[article.pk])
    asked, _ = read_filter(request.GET)
    page = whole_number(request.GET.get("page", ""))
    number = f"&page={page}" if page is not None else ""
    return f"{reverse('desk:article_list')}?{asked.query}{number}#article-{article.pk}"
