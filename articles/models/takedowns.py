"""Takedowns of articles' texts: the one exception to immutable snapshots."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.articles import Article
from core.triggers import refuse
from core.wording import gettext_lazy as _

# The guards that are disabled while a takedown erases, and enabled again afterwards.
_GUARDS = """
(SELECT array_agg(t.tgname::text)::text FROM pg_trigger t
 JOIN (VALUES ('articles_snapshot', 'snapshot_is_immutable'),
              ('articles_capture', 'capture_is_immutable'),
              ('articles_passage', 'passage_never_moves'),
              ('articles_passageevent', 'append_only')) AS guard(of_table, name)
   ON t.tgrelid = guard.of_table::regclass AND strpos(t.tgname, guard.name) > 0)
"""
_ERASE = f"""
before := current_setting('pgtrigger.ignore', true);
PERFORM set_config('pgtrigger.ignore', {_GUARDS}, true);
UPDATE articles_article SET withdrawn_at = NEW.at, withdrawn_reason = NEW.reason
  WHERE id = NEW.article_id;
UPDATE articles_snapshot SET text = '', raw = NULL, erased_at = NEW.at
  WHERE article_id = NEW.article_id;
UPDATE articles_capture SET warc = NULL, erased_at = NEW.at WHERE article_id = NEW.article_id;
DELETE FROM articles_textsketch k USING articles_snapshot s
  WHERE s.id = k.snapshot_id AND s.article_id = NEW.article_id;
UPDATE articles_passage p SET exact = CASE WHEN NEW.erases_words THEN '' ELSE p.exact END,
    prefix = '', suffix = ''
  FROM articles_snapshot s WHERE s.id = p.snapshot_id AND s.article_id = NEW.article_id;
UPDATE articles_passageevent e SET exact = CASE WHEN NEW.erases_words THEN '' ELSE e.exact END,
    prefix = '', suffix = ''
  FROM articles_snapshot s WHERE s.id = e.snapshot_id AND s.article_id = NEW.article_id;
PERFORM set_config('pgtrigger.ignore', coalesce(before, ''), true);
RETURN NULL;
"""


@pghistory.track()
class Takedown(models.Model):
    """Who had an article's text erased, when and why. Inserting this row erases it.

    The text, the raw response and the context of passages are erased; hashes stay, and so do the
    quoted words, unless the reason requires otherwise (`erases_words`).
    """

    article = models.OneToOneField(Article, models.PROTECT, related_name="takedown")
    reason = models.TextField()
    erases_words = models.BooleanField(
        _("Erases words"), default=False, help_text="The quoted words go as well"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="takedown_without_reason",
                condition=~Q(reason=""),
                violation_error_message="Taking a text down needs a reason.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="takedown_erases",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                declare=[("before", "text")],
                func=_ERASE,
            ),
            refuse(
                name="takedown_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="A takedown stands: what was erased cannot come back.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.reason}"
