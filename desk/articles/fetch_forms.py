"""Forms for an article's address and its metadata."""

from __future__ import annotations

from typing import Any

from django import forms

from articles.services.describing import Description
from core.forms import DeskForm, text_field
from core.wording import gettext_lazy
from desk.articles.article_forms import ArticleForm


class AddressForm(DeskForm):
    """The address of an article that the ledger should fetch. The service checks it."""

    address = text_field(
        label=gettext_lazy("Address of the article"),
        help_text=gettext_lazy("A web page or a PDF, beginning with https://."),
        widget=forms.TextInput(
            attrs={
                "inputmode": "url",
                "autocomplete": "off",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    marked_required = ("address",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The page also has the form for a text, with an address field of the same name.
        kwargs.setdefault("auto_id", "by_%s")
        super().__init__(*args, **kwargs)


class DescriptionForm(DeskForm):
    """An article's metadata; its address and its text are not changed here."""

    title = ArticleForm.base_fields["title"]
    outlet = ArticleForm.base_fields["outlet"]
    byline = ArticleForm.base_fields["byline"]
    published_on = ArticleForm.base_fields["published_on"]
    language = ArticleForm.base_fields["language"]
    rights = ArticleForm.base_fields["rights"]
    licence = ArticleForm.base_fields["licence"]
    # What the person saw, so that nobody overwrites a correction unseen.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    marked_required = ("title", "outlet")

    def __init__(self, *args: Any, outlets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outlets = outlets

    def after_another(self, message: str, now: Description) -> DescriptionForm:
        """Return the same values again; sending them now overwrites `now`."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = now.fingerprint
        again = type(self)(data, outlets=self.outlets)
        again.add_error(None, message)
        return again

    def description(self) -> Description:
        """Return what was typed, for the service. Only after `is_valid`."""
        values = {name: self.cleaned_data[name] for name in Description.__dataclass_fields__}
        return Description(**{**values, "language": values["language"] or "en"})


class OriginForm(DeskForm):
    """The article that another one relays: `origin` by its number, or by its address."""

    origin = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    address = text_field(
        label=gettext_lazy("Address of the origin"),
        help_text=gettext_lazy("Of an article that is in the ledger."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
