"""Reports of errors at the desk: who reads them, how they are settled, what is forgotten."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import ErrorReport
from commitments.services.reports import settle_report
from core.errors import NotAllowed, StaleEdit
from tests.desk.conftest import Person
from tests.factories.commitments import ErrorReportFactory
from tests.factories.people import EditorFactory, UserFactory
from tests.raw_sql import change_row, refused

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/reports/"


def settle(client: Client, report: ErrorReport, **fields: str) -> tuple[int, str]:
    """Send the form of this report; the answer's status and page."""
    given = {f"r{report.pk}-{name}": value for name, value in fields.items()}
    answer = client.post(f"{ADDRESS}{report.pk}/settle/", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_editor_reads_and_settles(editor: Person) -> None:
    report = ErrorReportFactory(text="It was Tuesday.\n\n<b>Bold</b>")
    html = editor.client.get(ADDRESS).content.decode()
    assert "It was Tuesday." in html
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert 'href="mailto:reader@example.org"' in html
    status, html = settle(editor.client, report, outcome="corrected", note="Right.")
    assert status == 200
    assert "Settled. The reader&#x27;s email is deleted." in html
    assert "No report waits." in html
    report.refresh_from_db()
    assert report.settled_by == editor.user
    assert (report.outcome, report.note, report.email) == ("corrected", "Right.", "")
    settled = editor.client.get(f"{ADDRESS}?show=settled").content.decode()
    assert "Corrected" in settled
    assert "mailto:" not in settled


def test_without_an_outcome_nothing_is_settled(editor: Person) -> None:
    report = ErrorReportFactory()
    status, html = settle(editor.client, report, outcome="", note="Half a thought")
    assert status == 422
    assert "Say what became of it." in html
    assert "Half a thought" in html
    report.refresh_from_db()
    assert report.settled_at is None


def test_second_to_settle_is_told_who_was_first(editor: Person) -> None:
    report = ErrorReportFactory()
    settle_report(report=report, outcome="known", by=EditorFactory(name="First"))
    status, html = settle(editor.client, report, outcome="corrected")
    assert status == 409
    assert "First has settled it already: known already." in html
    report.refresh_from_db()
    assert report.outcome == "known"


def test_reports_wait_on_the_first_page_of_who_may_settle_them(
    editor: Person, contributor: Person
) -> None:
    report = ErrorReportFactory(page="")
    html = editor.client.get("/desk/").content.decode()
    assert "Reports from readers" in html
    assert f"{ADDRESS}#report-{report.pk}" in html
    assert 'Queue <span class="tally">1</span>' in html
    html = contributor.client.get("/desk/").content.decode()
    assert "Reports from readers" not in html
    assert ADDRESS not in html


def test_service_refuses_contributors_and_a_second_time() -> None:
    report = ErrorReportFactory()
    with pytest.raises(NotAllowed):
        settle_report(report=report, outcome="known", by=UserFactory())
    settle_report(report=report, outcome="known", by=EditorFactory())
    with pytest.raises(StaleEdit):
        settle_report(report=report, outcome="known", by=EditorFactory())


def test_long_list_costs_no_more(editor: Person) -> None:
    counts = []
    for _ in range(2):
        ErrorReportFactory.create_batch(3)
        with CaptureQueriesContext(connection) as captured:
            editor.client.get(ADDRESS)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# --- the database's own rules -------------------------------------------------------------------
def test_what_a_reader_wrote_stays() -> None:
    report = ErrorReportFactory()
    with refused("What a reader wrote stays as it came"):
        change_row(report, "text = 'Something else'")


def test_what_became_of_it_stays_and_the_email_goes() -> None:
    report = settle_report(report=ErrorReportFactory(), outcome="known", by=EditorFactory())
    with refused("What became of a report stays as recorded"):
        change_row(report, "outcome = 'corrected'")
    with refused("error_report_settled_in_part"):
        change_row(
            ErrorReportFactory(),
            "outcome = 'known', settled_at = received_at,"
            " settled_by_id = (SELECT min(id) FROM core_user)",
        )
