"""Logs and figures: enough to find a fault, nothing about who met it."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client
from prometheus_client import REGISTRY
from pytest_django.fixtures import Settings

from core.logs import JsonFormatter, TextFormatter, request_id, without_values


def test_every_answer_bears_a_number_of_its_own(client: Client) -> None:
    one, other = (client.get("/healthz")["X-Request-ID"] for _ in range(2))
    assert one != other


@pytest.mark.parametrize("proxies", [0, 1])
@pytest.mark.parametrize("given", ["0123456789abcdef", "short", "x" * 65, "a\u00e9" * 8, "a b" * 8])
def test_only_a_proxy_of_ours_gives_the_number(
    client: Client, settings: Settings, proxies: int, given: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    is_taken = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given
    assert is_taken == (proxies == 1 and given == "0123456789abcdef")


def test_an_answer_is_counted_by_the_name_of_its_page(client: Client) -> None:
    labels = {"route": "healthz", "method": "GET", "status": "200"}

    def count() -> float:
        return REGISTRY.get_sample_value("ledger_requests_total", labels) or 0.0

    before = count()
    client.get("/healthz?who=ann@example.org")
    assert count() == before + 1


def test_a_method_that_was_made_up_is_no_label_of_its_own(client: Client) -> None:
    client.generic("BREW", "/healthz")
    assert REGISTRY.get_sample_value(
        "ledger_requests_total", {"route": "healthz", "method": "other", "status": "200"}
    )


def record(
    message: str, *arguments: object, error: BaseException | None = None
) -> logging.LogRecord:
    information = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(
        "ledger.test", logging.ERROR, __file__, 1, message, arguments, information
    )


def test_json_says_what_where_and_for_which_request() -> None:
    token = request_id.set("abc")
    try:
        raise ValueError("ann@example.org is taken")
    except ValueError as error:
        line = json.loads(
            JsonFormatter().format(record("It failed for %s", "ann@x.org", error=error))
        )
    finally:
        request_id.reset(token)
    assert (line["level"], line["logger"], line["request"]) == ("error", "ledger.test", "abc")
    assert line["message"] == "It failed for …@…"
    assert line["error"]["kind"] == "builtins.ValueError"
    assert line["error"]["message"] == "…@… is taken"
    assert line["error"]["where"][0].startswith(sys.modules[__name__].__file__ or "?")


def test_rows_that_postgresql_repeats_are_left_out() -> None:
    said = 'duplicate key value violates "core_user_email"\nDETAIL:  Key (email)=(ann) exists.\n'
    assert without_values(said) == 'duplicate key value violates "core_user_email"'


def test_text_names_the_request_where_there_is_one() -> None:
    assert TextFormatter().format(record("Hello")) == "Hello"
    token = request_id.set("abc")
    try:
        assert TextFormatter().format(record("Hello")) == "Hello [request abc]"
    finally:
        request_id.reset(token)
