"""History: all writes of one act share one context row that says who, what and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import models

from core.models import User
from core.wording import gettext_lazy


class Act(models.TextChoices):
    """What somebody does. The label is in the past tense, as history shows it.

    One list for all apps, so that history has words for every recorded act. Members are never
    removed, since old rows in the database still name them.
    """

    # Statements and pledges.
    OPEN_PLEDGE = "open pledge", gettext_lazy("opened pledge")
    DRAFT_STATEMENT = "draft statement", gettext_lazy("drafted statement")
    REVISE_STATEMENT = "revise statement", gettext_lazy("revised statement")
    DISCARD_DRAFT = "discard draft", gettext_lazy("discarded draft")
    CITE_PASSAGE = "cite passage", gettext_lazy("cited passage")
    REMOVE_CITATION = "remove citation", gettext_lazy("removed citation")
    SUBMIT_STATEMENT = "submit statement", gettext_lazy("submitted statement")
    RETURN_STATEMENT = "return statement", gettext_lazy("returned statement")
    COMMENT_ON_STATEMENT = "comment on statement", gettext_lazy("commented on statement")
    SCHEDULE_REVIEW = "schedule review", gettext_lazy("scheduled review")
    PUBLISH_STATEMENT = "publish statement", gettext_lazy("published statement")
    START_CORRECTION = "start correction", gettext_lazy("started correction")
    RETRACT_STATEMENT = "retract statement", gettext_lazy("retracted statement")
    # Checks, conditions and governments.
    RECORD_CHECKS = "record checks", gettext_lazy("recorded checks")
    RECORD_OUTCOME = "record outcome", gettext_lazy("recorded outcome")
    LINK_CONTRADICTION = "link contradiction", gettext_lazy("linked contradiction")
    RECORD_MEMBER = "record member", gettext_lazy("recorded member")
    CHANGE_STANDING = "change standing", gettext_lazy("changed standing")
    END_MEMBERSHIP = "end membership", gettext_lazy("ended membership")
    CORRECT_MEMBER = "correct member", gettext_lazy("corrected member")
    RECORD_CHANGE_OF_GOVERNMENT = (
        "record change of government",
        gettext_lazy("recorded change of government"),
    )
    FINISH_SECOND_LOOK = "finish second look", gettext_lazy("finished second look")
    # Articles and passages.
    ADD_ARTICLE = "add article", gettext_lazy("added article")
    DESCRIBE_ARTICLE = "describe article", gettext_lazy("corrected what is said of article")
    NOTE_ADDRESS = "note address", gettext_lazy("noted address")
    NOTE_ARCHIVED_COPY = "note archived copy", gettext_lazy("noted archived copy")
    NOTE_RELAY = "note relay", gettext_lazy("noted relay")
    FORGET_RELAY = "forget relay", gettext_lazy("took back relay")
    STORE_NEW_TEXT = "store new text", gettext_lazy("stored new text")
    EXTRACT_AGAIN = "extract again", gettext_lazy("extracted text again")
    TAKE_DOWN_ARTICLE = "take down article", gettext_lazy("took down article")
    ASSIGN_ARTICLE = "assign article", gettext_lazy("assigned article")
    TAKE_ARTICLE = "take article", gettext_lazy("took article")
    GIVE_BACK_ARTICLE = "give back article", gettext_lazy("gave back article")
    SET_DUE_DAY = "set due day", gettext_lazy("set due day")
    SET_READING_STATE = "set reading state", gettext_lazy("set reading state")
    QUOTE_PASSAGE = "quote passage", gettext_lazy("quoted passage")
    ATTACH_PASSAGE = "attach passage", gettext_lazy("attached passage")
    CONFIRM_ANCHOR = "confirm anchor", gettext_lazy("confirmed anchor")
    LOSE_ANCHOR = "lose anchor", gettext_lazy("lost anchor")
    SPLIT_PASSAGE = "split passage", gettext_lazy("split passage")
    MERGE_PASSAGES = "merge passages", gettext_lazy("merged passages")
    # People.
    INVITE_PERSON = "invite person", gettext_lazy("invited person")
    SEND_LINK = "send link", gettext_lazy("sent link")
    REVISE_PERSON = "revise person", gettext_lazy("revised person")
    SET_SCOPE = "set scope", gettext_lazy("set scope")
    REQUIRE_SECOND_FACTOR = "require second factor", gettext_lazy("required second factor")
    WAIVE_SECOND_FACTOR = "waive second factor", gettext_lazy("waived second factor")
    REMOVE_SECOND_FACTOR = "remove second factor", gettext_lazy("removed second factor")
    CLOSE_ACCOUNT = "close account", gettext_lazy("closed account")
    OPEN_ACCOUNT = "open account", gettext_lazy("opened account")
    # Commands.
    LOAD_DEMONSTRATION = "load demonstration", gettext_lazy("loaded demonstration")


# Only chiefs see these, and the reason that was given.
ACTS_ABOUT_PEOPLE: frozenset[str] = frozenset(
    {
        Act.INVITE_PERSON,
        Act.SEND_LINK,
        Act.REVISE_PERSON,
        Act.SET_SCOPE,
        Act.REQUIRE_SECOND_FACTOR,
        Act.WAIVE_SECOND_FACTOR,
        Act.REMOVE_SECOND_FACTOR,
        Act.CLOSE_ACCOUNT,
        Act.OPEN_ACCOUNT,
    }
)


@contextmanager
def act(done: Act, *, by: User | None, reason: str = "") -> Iterator[None]:
    """Label the changes made inside with the act, the person (None: a command) and the reason.

    One request is one entry: `acts` lists all its acts in order, `act` is the last. So saving and
    submitting with one button is also a revision. Raises ValueError for an act that is not in
    `Act`.
    """
    name = Act(done).value
    with pghistory.context(user=by.pk if by else None) as entry:
        known = entry.metadata
        earlier = [other for other in known.get("acts", ()) if other != name]
        known |= {
            "act": name,
            "acts": [*earlier, name],
            "reason": reason or known.get("reason", ""),
        }
        yield
