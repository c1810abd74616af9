"""Forms to add an article and to say how far it was read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.models import Article
from articles.services.ingest import ArticleContent
from articles.text.decoding import decode
from core.errors import DomainError
from core.forms import DeskForm, day_field, text_field
from core.wording import gettext_lazy, grouped

# What a page's own metadata may fill in if the editor wrote nothing.
FOUND_FIELDS = ("address", "outlet", "title", "byline", "published_on", "language")


class ArticleForm(DeskForm):
    """An article's text and its source. The service checks the text itself."""

    source = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Text or HTML"),
        help_text=gettext_lazy(
            "Paste the article as text, or the page's source. Nothing of it is ever "
            "rendered; only the words are kept."
        ),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    upload = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("A .txt or .html file. Its text replaces the text above."),
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,text/plain,text/html"}),
    )
    address = text_field(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy(
            "Where it was published, beginning with https://. Empty if it has none."
        ),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    outlet = text_field(
        max_length=200,
        label=gettext_lazy("Outlet"),
        help_text=gettext_lazy("Who published it: a newspaper, a ministry, an agency."),
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
    )
    title = text_field(max_length=500, label=gettext_lazy("Title"))
    byline = text_field(max_length=300, label=gettext_lazy("Byline"))
    published_on = day_field(required=False, label=gettext_lazy("Published on"))
    language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
        required=False,
        max_length=35,
        label=gettext_lazy("Language"),
        help_text=gettext_lazy(
            "A code such as en, fr or pt-BR. Empty means English, or what the page says."
        ),
        error_messages={"invalid": gettext_lazy("This is no language code. Write en, fr, pt-BR …")},
    )
    rights = forms.ChoiceField(
        choices=Article.Rights.choices,
        initial=Article.Rights.QUOTE_ONLY,
        label=gettext_lazy("Rights"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Quote only: readers see short quotations, never the whole text."),
    )
    licence = text_field(
        max_length=100,
        label=gettext_lazy("Licence"),
        help_text=gettext_lazy("For an open licence: its name, e.g. CC BY 4.0."),
    )
    # A digest of the source that the editor has checked, so that sending it again adds it.
    looked = forms.CharField(required=False, widget=forms.HiddenInput)

    # The service reports what is missing; a browser must not block the form before.
    marked_required = ("source", "outlet", "title")

    def __init__(self, *args: Any, outlets: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outlets = outlets

    @classmethod
    def from_request(
        cls, data: QueryDict, upload: UploadedFile[bytes] | None, *, outlets: Sequence[str]
    ) -> ArticleForm:
        """Bind the form, with an uploaded file's text in the text field, so that it is not lost."""
        data = data.copy()
        problem = ""
        if upload:
            try:
                data["source"] = _text_of(upload)
            except DomainError as error:
                problem = error.message
        form = cls(data, outlets=outlets)
        if problem:
            form.add_error("upload", problem)
        return form

    @property
    def fingerprint(self) -> str:
        """Return a digest of the source's words: browsers change line ends."""
        source = "".join(str(self.data.get("source", "")).split())
        return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def has_been_looked_at(self) -> bool:
        """Whether the editor has already seen what was found in this source."""
        return self.data.get("looked") == self.fingerprint

    def content(self) -> ArticleContent:
        """Return what was typed, for the service. Only after `is_valid`."""
        names = {field.name for field in fields(ArticleContent)}
        typed = {name: value for name, value in self.cleaned_data.items() if name in names}
        return replace(ArticleContent(source=""), **typed)

    def again(self) -> ArticleForm:
        """Return the same values in a form without errors, for a second check."""
        values = {name: self.data.get(name, "") for name in self.fields if name != "upload"}
        return type(self)(initial=values, outlets=self.outlets)

    def show_found(self, found: ArticleContent) -> list[str]:
        """Fill empty fields with the page's metadata; return the labels of those filled."""
        filled = []
        data: Any = self.data
        for name in FOUND_FIELDS:
            value = getattr(found, name)
            if value and not data.get(name):
                data[name] = value.isoformat() if name == "published_on" else value
                filled.append(str(self.fields[name].label))
        data["looked"] = self.fingerprint
        return filled


class ReadingStateForm(DeskForm):
    """How far an article has been read."""

    state = forms.ChoiceField(choices=Article.ReadingState.choices, label=gettext_lazy("Reading"))


def _text_of(upload: UploadedFile[bytes]) -> str:
    most = settings.LEDGER_MAX_TEXT_CHARS * 5
    if upload.size is not None and upload.size > most:
        raise DomainError(
            _(
                "This file has {size} bytes; it may have {most}. Paste only the part that "
                "concerns the coalition."
            ).format(size=grouped(upload.size), most=grouped(most))
        )
    return decode(upload.read())


class NewTextForm(DeskForm):
    """The article's present text, pasted. The service checks it."""

    source = ArticleForm.base_fields["source"]
    marked_required = ("source",)
