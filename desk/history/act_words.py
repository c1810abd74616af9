"""What was done, in words: "publish statement" is told as "published statement".

Acts are stored as "verb noun" in English; here each has its past, which is then translated.
"""

from __future__ import annotations

from core.wording import gettext_lazy

# A new act belongs here; until then it is told by the rule below, in English.
_PAST_ACTS = {
    "add article": gettext_lazy("added article"),
    "assign article": gettext_lazy("assigned article"),
    "attach passage": gettext_lazy("attached passage"),
    "change standing": gettext_lazy("changed standing"),
    "cite passage": gettext_lazy("cited passage"),
    "close account": gettext_lazy("closed account"),
    "comment on statement": gettext_lazy("commented on statement"),
    "confirm anchor": gettext_lazy("confirmed anchor"),
    "correct member": gettext_lazy("corrected member"),
    "describe article": gettext_lazy("corrected what is said of article"),
    "discard draft": gettext_lazy("discarded draft"),
    "draft statement": gettext_lazy("drafted statement"),
    "end membership": gettext_lazy("ended membership"),
    "extract again": gettext_lazy("extracted text again"),
    "finish second look": gettext_lazy("finished second look"),
    "forget relay": gettext_lazy("took back relay"),
    "give back article": gettext_lazy("gave back article"),
    "invite person": gettext_lazy("invited person"),
    "link contradiction": gettext_lazy("linked contradiction"),
    "load demonstration": gettext_lazy("loaded demonstration"),
    "lose anchor": gettext_lazy("lost anchor"),
    "merge passages": gettext_lazy("merged passages"),
    "note address": gettext_lazy("noted address"),
    "note archived copy": gettext_lazy("noted archived copy"),
    "note relay": gettext_lazy("noted relay"),
    "open account": gettext_lazy("opened account"),
    "open pledge": gettext_lazy("opened pledge"),
    "publish statement": gettext_lazy("published statement"),
    "quote passage": gettext_lazy("quoted passage"),
    "record change of government": gettext_lazy("recorded change of government"),
    "record checks": gettext_lazy("recorded checks"),
    "record member": gettext_lazy("recorded member"),
    "record outcome": gettext_lazy("recorded outcome"),
    "remove citation": gettext_lazy("removed citation"),
    "remove second factor": gettext_lazy("removed second factor"),
    "require second factor": gettext_lazy("required second factor"),
    "retract statement": gettext_lazy("retracted statement"),
    "return statement": gettext_lazy("returned statement"),
    "revise person": gettext_lazy("revised person"),
    "revise statement": gettext_lazy("revised statement"),
    "schedule review": gettext_lazy("scheduled review"),
    "send link": gettext_lazy("sent link"),
    "set due day": gettext_lazy("set due day"),
    "set reading state": gettext_lazy("set reading state"),
    "set scope": gettext_lazy("set scope"),
    "split passage": gettext_lazy("split passage"),
    "start correction": gettext_lazy("started correction"),
    "store new text": gettext_lazy("stored new text"),
    "submit statement": gettext_lazy("submitted statement"),
    "take article": gettext_lazy("took article"),
    "take down article": gettext_lazy("took down article"),
    "waive second factor": gettext_lazy("waived second factor"),
}
# These verbs do not just take -ed.
_PAST = {
    "submit": "submitted",
    "make": "made",
    "find": "found",
    "hold": "held",
    "write": "wrote",
    "choose": "chose",
    "read": "read",
    "set": "set",
    "put": "put",
    "take": "took",
    "give": "gave",
    "withdraw": "withdrew",
    "undo": "undid",
    "keep": "kept",
    "send": "sent",
    "begin": "began",
    "drop": "dropped",
    "let": "let",
    "tell": "told",
    "leave": "left",
    "transfer": "transferred",
}


def act_in_words(act: str) -> str:
    """What was done, as history tells it."""
    if act in _PAST_ACTS:
        return str(_PAST_ACTS[act])
    verb, _, rest = act.partition(" ")
    if verb in _PAST:
        past = _PAST[verb]
    elif verb.endswith("e"):
        past = verb + "d"
    elif len(verb) > 2 and verb.endswith("y") and verb[-2] not in "aeiou":
        past = verb[:-1] + "ied"
    else:
        past = verb + "ed"
    return f"{past} {rest}".strip()
