"""A pledge's page: every statement, with corrections and retractions as such."""

import pytest
from django.test import Client

from commitments.models import Statement
from tests.factories.commitments import (
    CitationFactory,
    CountryFactory,
    StatementFactory,
    publish,
    submit,
)
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import links, page, words

pytestmark = pytest.mark.django_db


def address(statement: Statement, state: str = "") -> str:
    return f"/pledges/{statement.pledge.reference}/{state}"


def test_statements_come_newest_first_with_their_quotations(
    client: Client, small: SmallCoalition
) -> None:
    pledge = small.pledge(title="A mission")
    first = small.say(pledge, "considering", "2025-06-01", summary="It thinks about it.")
    second = small.say(pledge, "offered", "2025-09-01", change="widened", summary="It is ready.")
    html = page(client, address(first))
    text = words(html)
    assert f"{pledge.reference} · Training" in text
    assert text.index("It is ready.") < text.index("It thinks about it.")
    assert "widened" in text
    for statement in (first, second):
        assert statement.citations.get().passage.exact in text
        assert f'id="s{statement.pk}"' in html


def test_retracted_statement_stays_readable_with_its_reason(
    client: Client, small: SmallCoalition
) -> None:
    statement = small.say(small.pledge(), summary="It has signed.")
    small.retract(statement, at="2025-10-01")
    text = words(page(client, address(statement)))
    assert "It has signed." in text
    assert "Retracted by us on 1 Oct 2025: Misread." in text


def test_correction_and_what_it_corrects_link_to_each_other(
    client: Client, small: SmallCoalition
) -> None:
    wrong = small.say(small.pledge(), "committed")
    right = small.correct(wrong, "offered", at="2025-10-01")
    html = page(client, address(wrong))
    text = words(html)
    assert "Corrected on 1 Oct 2025 by the record that replaces it: offered" in text
    assert "Retracted by us on 1 Oct 2025" in text
    assert "Corrects an earlier record of ours, published" in text
    home = address(wrong)
    assert {f"{home}#s{wrong.pk}", f"{home}#s{right.pk}"} <= set(links(html))


def test_correction_that_is_still_on_the_desk_is_no_readers_business(
    client: Client, small: SmallCoalition
) -> None:
    wrong = small.say(small.pledge(), "committed")
    small.retract(wrong, at="2025-10-01")
    draft = StatementFactory(pledge=wrong.pledge, corrects=wrong, reason="Secret so far.")
    html = page(client, address(wrong))
    assert "Corrected on" not in html
    assert f"#s{draft.pk}" not in html


def test_collective_claim_names_its_parties_and_sets_no_stance(
    client: Client, small: SmallCoalition
) -> None:
    country = CountryFactory(iso3="GBR", name="Britain")
    claim = small.say(small.pledge(None, parties=[country]), headcount_max=15000)
    html = page(client, address(claim))
    text = words(html)
    assert "A collective claim: it is kept whole, sets no country's stance" in text
    assert "It names: Britain" in text
    assert "/c/small/GBR/" in links(html)
    assert "up to 15,000" in text


def test_day_before_it_was_said_says_so(client: Client, small: SmallCoalition) -> None:
    statement = small.say(small.pledge())
    html = page(client, address(statement, "?as_of=2025-08-31"))
    assert "Nothing had been said about this pledge by then." in html
    assert address(statement) in links(html)


def test_withheld_headcount_and_silence_differ(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge()
    silent = small.say(pledge, on="2025-08-01")
    small.say(pledge, on="2025-09-01", headcount_withheld=True, headcount_wording="will not say")
    text = words(page(client, address(silent)))
    assert "Headcount withheld (“will not say”)" in text
    assert "Headcount not given" in text


def test_statement_off_the_record_or_relayed_says_so(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge()
    first = small.say(pledge, grade="C", on_record=False, office="A defence official")
    small.say(pledge, "floated", grade="B", relayed_by=CountryFactory(name="Ruritania"))
    text = words(page(client, address(first)))
    assert "A defence official (unnamed official), off the record" in text
    assert "relayed by Ruritania" in text


def test_one_persons_ledger_says_who_reviewed(client: Client, small: SmallCoalition) -> None:
    draft = StatementFactory(pledge=small.pledge(), author=small.author, is_self_reviewed=True)
    CitationFactory(statement=draft, is_self_reviewed=True)
    publish(submit(draft), by=small.author)
    assert "Published by its own author" in page(client, address(draft))


# --- changes, field by field ------------------------------------------------------------------
def test_each_statement_marks_what_it_changed(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge()
    first = small.say(
        pledge, "considering", "2025-06-01", waits={"ceasefire": None}, headcount_max=200
    )
    small.say(
        pledge,
        "offered",
        "2025-09-01",
        waits={"ceasefire": None, "vote": None},
        headcount_max=300,
        reason="It says more.",
    )
    text = words(page(client, address(first)))
    assert "Why it is recorded so: It says more." in text
    assert (
        "What changed since 1 Jun 2025 Stance was: Considering now: Offered"
        " Headcount was: up to 200 now: up to 300"
        " Waits for now: Vote as before: Ceasefire"
    ) in text
    assert text.count("What changed since") == 1


def test_a_report_differs_and_changes_nothing(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "offered", "2025-06-01")
    report = small.say(pledge, "withdrawn", "2025-09-01", grade="E")
    own = small.say(pledge, "offered", "2025-10-01", headcount_max=5)
    text = words(page(client, address(own)))
    assert "How this report differs from what was said on 1 Jun 2025" in text
    assert "What changed since 1 Jun 2025 Headcount now: up to 5" in text
    assert report.pk


def test_a_correction_is_compared_with_what_it_corrects_word_by_word(
    client: Client, small: SmallCoalition
) -> None:
    sentence = "The minister said on Monday that the country would send {} soldiers there."
    wrong = small.say(small.pledge(), summary=sentence.format("two hundred"))
    small.say(
        wrong.pledge,
        on="2025-09-01",
        at="2025-10-01",
        corrects=wrong,
        reason="Misheard.",
        summary=sentence.format("three hundred"),
    )
    html = page(client, address(wrong))
    text = words(html)
    assert "What we corrected In one sentence The minister said" in text
    assert "would send was: two now: three hundred soldiers there." in text
    assert "Why: Misheard." in text
    assert text.count("retracted") >= 1


def test_what_was_taken_back_later_stands_on_the_page_of_that_day(
    client: Client, small: SmallCoalition
) -> None:
    wrong = small.say(small.pledge(), "committed")
    small.correct(wrong, "offered", at="2025-10-01")
    then = words(page(client, address(wrong, "?known_at=2025-09-30")))
    assert "stood then, taken back on 1 Oct 2025" in then
    assert "Retracted by us" not in then
    assert "Corrected on" not in then
    assert "1 statement" in then
    now = words(page(client, address(wrong)))
    assert "1 statement, 1 more taken back" in now
