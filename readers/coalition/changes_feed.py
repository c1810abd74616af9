"""The digest of changes as an Atom feed: one entry per change, with an id that never changes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.models import Coalition
from readers.coalition.changes import Change, Digest

# For a feed without entries, which has not been updated yet.
_NEVER = datetime(2025, 1, 1, tzinfo=UTC)
# Characters that XML 1.0 cannot contain.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _Feed(Atom1Feed):
    """Django's feed, but an empty one keeps its date, so that readers need not fetch it again."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _NEVER


def atom(coalition: Coalition, digest: Digest, *, page: str, feed: str) -> str:
    """Return the feed's XML. `page` and `feed` are the digest's absolute addresses."""
    root = _Feed(
        title=_("%(coalition)s: changes") % {"coalition": coalition.local_name},
        link=page,
        description=_("What the world changed, what we corrected, what we recoded."),
        subtitle=_("What the world changed, what we corrected, what we recoded."),
        feed_url=feed,
        author_name="Coalition Ledger",
        language=get_language() or "en",
    )
    host = urlsplit(page).hostname
    for change in digest.changes:
        root.add_item(
            title=_clean(title(change)),
            link=urljoin(page, address(change, coalition)),
            description=_clean(
                render_to_string("readers/coalition/_feed_entry.html", {"change": change})
            ),
            unique_id=f"tag:{host},2025:{coalition.slug}/{change.key}",
            pubdate=change.at,
            updateddate=change.at,
            categories=[change.kind],
        )
    return root.writeString("utf-8")


def address(change: Change, coalition: Coalition) -> str:
    """Return where the change can be read in full."""
    if change.card is not None:
        home = reverse("readers:pledge_detail", args=[change.card.reference])
        return f"{home}#s{change.card.statement.pk}"
    if change.outcome is not None:
        home = reverse("readers:conditions", args=[coalition.slug])
        return f"{home}#{change.outcome.condition.slug}"
    return reverse("readers:changes", args=[coalition.slug]) + f"?kind=recoded#{change.key}"


def title(change: Change) -> str:
    """Return the change in one line."""
    if change.card is not None and change.pledge is not None:
        country = change.pledge.country
        words = {
            "who": country.local_name if country else _("Collective claim"),
            "what": ", ".join(role.local_name for role in change.roles) or change.pledge.title,
            "stance": str(change.card.statement.get_stance_display()),
            "was": str(change.before.get_stance_display()) if change.before else "",
        }
        if change.what == "retraction":
            return _("%(who)s, %(what)s: we took a statement back") % words
        if change.kind == "corrected":
            return _("%(who)s, %(what)s: we corrected a statement (%(stance)s)") % words
        if change.before:
            return _("%(who)s, %(what)s: %(stance)s, until then %(was)s") % words
        return _("%(who)s, %(what)s: %(stance)s") % words
    if change.outcome is not None:
        country = change.outcome.country
        return _("%(condition)s, %(who)s: %(outcome)s") % {
            "condition": change.outcome.condition.local_name,
            "who": country.local_name if country else _("for all"),
            "outcome": str(change.outcome.get_outcome_display()),
        }
    return _("We changed our vocabularies")


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text).strip()
