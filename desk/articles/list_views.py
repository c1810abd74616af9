"""The inbox of articles: the filtered list, acts on ticked rows, saved filters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import push_url

from articles.models import Article
from articles.services import reading
from articles.services.reading import Outcome
from commitments.services.filters import delete_filter, rename_filter, save_filter
from core import clock
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from core.numbers import whole_number
from core.wording import grouped, long_day
from desk.articles import list_forms as forms
from desk.articles.list import matching_keys, own_filters, person_at_the_desk, read_article_inbox
from desk.articles.list_facets import PAGE
from desk.articles.list_filters import SORTS, ArticleFilter, read_filter
from desk.articles.list_forms import BulkForm, FilterNameForm
from desk.page import PER_PAGE, desk_page

# A message names at most this many skipped articles.
_NAMED = 5


@require_safe
def article_list(request: DeskRequest) -> HttpResponse:
    """List the articles that the address filters, as page or as fragment."""
    asked, problems = read_filter(request.GET)
    return _list_page(request, asked, problems=problems, status=422 if problems else 200)


def _list_page(
    request: DeskRequest,
    asked: ArticleFilter,
    *,
    problems: list[str] | None = None,
    bulk: BulkForm | None = None,
    filter_form: FilterNameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    ticked = bulk.ticked if bulk else ()
    inbox = read_article_inbox(
        asked,
        user,
        number=request.GET.get("page", ""),
        per_page=PER_PAGE,
        today=clock.today(),
        ticked=ticked,
    )
    acts = {
        value: label
        for value, label in forms.ACTS.items()
        if user.can_review or value != forms.ASSIGN
    }
    context: dict[str, Any] = {
        "inbox": inbox,
        "asked": asked,
        "problems": problems or [],
        "acts": acts,
        "bulk": bulk or BulkForm(),
        "ticked": ticked,
        "sorts": SORTS,
        "filter_form": filter_form,
        "address": (address := _address(request, asked)),
        "row_address": "?from=list" + address.replace("?", "&", 1),
    }
    if wants_partial(request) and request.method != "POST":
        # The form also sends its empty fields; the address in the browser has none.
        fragment = render(request, "desk/articles/article_list.html#inbox", context, status=status)
        return push_url(fragment, reverse("desk:article_list") + context["address"])
    return desk_page(request, "articles/article_list", context, section="articles", status=status)


def _address(request: DeskRequest, asked: ArticleFilter) -> str:
    page = whole_number(request.GET.get("page", ""))
    parts = [asked.query, f"page={page}" if page is not None else ""]
    query = "&".join(filter(None, parts))
    return f"?{query}" if query else ""


# --- acts on several ----------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def article_bulk(request: DeskRequest) -> HttpResponse:
    """Do one thing with the ticked articles, or with all that the filter in the address shows."""
    asked, _ = read_filter(request.GET)
    if request.method != "POST":
        return _to_list(request, asked)
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _list_page(request, asked, bulk=form, status=422)
    values = form.cleaned_data
    keys = values["article"]
    if values["everything"]:
        keys = matching_keys(asked, request.user, clock.today())
        if values["matching"] != len(keys):
            form.add_error(
                None,
                gettext(
                    "Now {number} articles match, not {matching}. Check them, then press the "
                    "button again."
                ).format(number=len(keys), matching=values["matching"]),
            )
            return _list_page(request, asked, bulk=form, status=422)
    try:
        outcome, done = _act(request, values, keys)
    except DomainError as error:
        form.add_error(None, error.message)
        return _list_page(request, asked, bulk=form, status=422)
    _tell(request, outcome, done)
    return _to_list(request, asked)


def _act(
    request: DeskRequest, values: dict[str, Any], keys: tuple[int, ...] | list[int]
) -> tuple[Outcome, str]:
    """Execute the chosen act; return its result and the message for changed articles."""
    of: dict[str, Any] = {"articles": keys, "by": request.user}
    name = values["act"]
    if name == forms.ASSIGN:
        person = person_at_the_desk(values["reader"])
        if person is None:
            raise DomainError(gettext("This person is not at the desk. Choose somebody else."))
        outcome = reading.assign_articles(reader=person, **of)
        done = gettext("{person} reads {articles}.")
        return outcome, done.format(person=person.name, articles=_changed(outcome))
    if name == forms.STATE:
        outcome = reading.set_reading_states(state=values["state"], **of)
        label = Article.ReadingState(values["state"]).label.lower()
        return outcome, f"{_changed(outcome)}: {label}."
    if name == forms.DUE:
        outcome = reading.set_due_days(due_on=values["due_on"], **of)
        day = long_day(values["due_on"])
        done = gettext("{articles}: due on {day}.")
        return outcome, done.format(articles=_changed(outcome), day=day)
    if name == forms.NO_DUE:
        outcome = reading.set_due_days(due_on=None, **of)
        done = gettext("{articles}: no due date any more.")
    elif name == forms.TAKE:
        outcome = reading.take_articles(**of)
        done = gettext("You read {articles}.")
    else:
        outcome = reading.give_back_articles(**of)
        done = gettext("{articles}: given back.")
    return outcome, done.format(articles=_changed(outcome))


def _changed(outcome: Outcome) -> str:
    return _articles(outcome.changed)


def _tell(request: DeskRequest, outcome: Outcome, done: str) -> None:
    """Tell how many were changed, and which were skipped and why."""
    if outcome.changed:
        messages.success(request, done)
    if outcome.skipped:
        named = [f"“{left.title}” ({left.why})" for left in outcome.skipped[:_NAMED]]
        rest = len(outcome.skipped) - _NAMED
        more = gettext(" and {rest} more").format(rest=rest) if rest > 0 else ""
        messages.warning(
            request,
            gettext("{skipped} left as before: {named}{more}.").format(
                skipped=_articles(len(outcome.skipped)), named="; ".join(named), more=more
            ),
        )


def _articles(number: int) -> str:
    return ngettext("{number} article", "{number} articles", number).format(number=grouped(number))


def _to_list(request: DeskRequest, asked: ArticleFilter) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:article_list") + _address(request, asked))


# --- saved filters ------------------------------------------------------------------------------
@require_POST
def filter_save(request: DeskRequest) -> HttpResponse:
    """Save the filter in the address under a name."""
    asked, _ = read_filter(request.GET)
    form = FilterNameForm(request.POST)
    if not form.is_valid():
        return _list_page(request, asked, filter_form=form, status=422)
    try:
        save_filter(page=PAGE, name=form.cleaned_data["name"], query=asked.query, by=request.user)
    except DomainError as error:
        form.add_error("name", error.message)
        return _list_page(request, asked, filter_form=form, status=422)
    messages.success(request, gettext("The filter is kept."))
    return _to_list(request, asked)


@require_http_methods(["GET", "HEAD", "POST"])
def filter_change(request: DeskRequest, pk: int) -> HttpResponse:
    """Rename or delete one of one's own filters."""
    saved = get_object_or_404(own_filters(request.user), pk=pk)
    if request.method != "POST":
        return _filter_page(request, saved, FilterNameForm(initial={"name": saved.name}))
    if "delete" in request.POST:
        delete_filter(saved=saved, by=request.user)
        messages.success(
            request, gettext("The filter “{saved}” is deleted.").format(saved=saved.name)
        )
        return redirect("desk:article_list")
    form = FilterNameForm(request.POST)
    if not form.is_valid():
        return _filter_page(request, saved, form, status=422)
    try:
        rename_filter(saved=saved, name=form.cleaned_data["name"], by=request.user)
    except DomainError as error:
        form.add_error("name", error.message)
        return _filter_page(request, saved, form, status=422)
    messages.success(request, gettext("The filter has its new name."))
    return HttpResponseRedirect(f"{reverse('desk:article_list')}?{saved.query}")


def _filter_page(
    request: DeskRequest, saved: Model, form: FilterNameForm, *, status: int = 200
) -> HttpResponse:
    context = {"saved": saved, "form": form}
    return desk_page(request, "articles/filter_change", context, section="articles", status=status)
