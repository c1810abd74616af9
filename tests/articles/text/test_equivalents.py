"""The same article under other addresses, and never two articles under one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.addresses import normalise_address
from articles.text.equivalents import canonical_keys, equivalent_addresses, names_an_article

STORY = "https://example.org/world/teams-are-ready"


def same(one: str, other: str) -> bool:
    return not set(equivalent_addresses(one)).isdisjoint(equivalent_addresses(other))


@pytest.mark.parametrize(
    "form",
    [
        "http://example.org/world/teams-are-ready/",
        "https://www.example.org/world/teams-are-ready?utm_source=x#top",
        "https://m.example.org/world/teams-are-ready",
        "https://mobile.example.org/world/teams-are-ready",
        "https://www.m.example.org/world/teams-are-ready",
        "https://amp.example.org/world/teams-are-ready",
        "https://example.org/world/teams-are-ready/amp",
        "https://www.example.org/world/teams-are-ready/amp/",
        "https://example.org/amp/world/teams-are-ready",
        "https://example.org/world/teams-are-ready.amp",
        "https://example.org/world/teams-are-ready?amp=1",
        "https://example.org/world/teams-are-ready?amp",
        "https://example.org/world/teams-are-ready?outputType=amp",
        "https://example.org/world/teams-are-ready/print",
        "https://example.org/world/teams-are-ready?print=true",
        "https://example.org/world/teams-are-ready/index.html",
        "https://example-org.cdn.ampproject.org/c/s/example.org/world/teams-are-ready",
        "https://cdn.ampproject.org/v/s/www.example.org/world/teams-are-ready?amp=1",
        "https://example-org.cdn.ampproject.org/c/example.org/amp/world/teams-are-ready",
        "https://www.google.com/amp/s/www.example.org/world/teams-are-ready/amp",
        "https://www.google.co.uk/amp/s/example.org/world/teams-are-ready",
    ],
)
def test_a_form_of_the_same_article(form: str) -> None:
    assert same(STORY, form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STORY, "https://example.org/world/teams-are-not-ready"),
        (STORY, "https://example.org/world"),
        (STORY, "https://example.com/world/teams-are-ready"),
        (STORY, "https://other.example.org/world/teams-are-ready"),
        (STORY, "https://example.org/world/teams-are-ready?page=2"),
        (STORY, "https://example.org:8443/world/teams-are-ready"),
        ("https://example.org/guitars/amp", "https://example.org/guitars"),
        ("https://example.org/amp/guitars", "https://example.org/guitars"),
        ("https://mobile.example.org/", "https://example.org/"),
        ("https://m.example.org/12", "https://example.org/12"),
        ("https://example.org/buy/print", "https://example.org/buy"),
        ("https://example.org/a?amp=5", "https://example.org/a"),
        ("https://example.org/index.php?id=12345", "https://example.org/index.php?id=12346"),
        ("https://mobile.de/a-b-c-d", "https://www.de/a-b-c-d"),
        ("https://amp.dev/a-story-told", "https://dev.example/a-story-told"),
        ("https://m.co.uk/a-story-told", "https://www.co.uk/a-story-told"),
        ("https://example.org/amplify-the-voices", "https://example.org/lify-the-voices"),
        ("https://example.org/my-first-blueprint", "https://example.org/my-first-blue"),
        ("https://web.archive.org/web/2025/https://example.org/world/teams-are-ready", STORY),
        ("https://www.google.com/search?q=teams-are-ready", STORY),
        ("https://example.org/Story-One-Two", "https://example.org/story-one-two"),
    ],
)  # fmt: skip
def test_another_article_keeps_keys_of_its_own(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_wikipedia_page_on_a_phone() -> None:
    assert same("https://uk.m.wikipedia.org/wiki/A_B_C_D", "https://uk.wikipedia.org/wiki/A_B_C_D")


# Paths as sites make them: a section, the words of the title, perhaps a number.
words = st.lists(st.text("abcdefgh", min_size=2, max_size=6), min_size=3, max_size=6).map("-".join)
paths = st.builds("/{}/{}".format, st.sampled_from(["world", "news/2025"]), words)
hosts = st.sampled_from(["example.org", "example.co.uk", "news.example.com"])
forms = st.sampled_from(
    ["http://{h}{p}", "https://www.{h}{p}", "https://m.{h}{p}", "https://{h}{p}/amp/",
     "https://{h}/amp{p}", "https://{h}{p}?amp=1&utm_source=y", "https://{h}{p}/print",
     "https://x.cdn.ampproject.org/c/s/{h}{p}", "https://{h}{p}/index.html", "https://{h}{p}#a"]
)  # fmt: skip


@given(hosts, paths, forms, forms)
def test_any_two_forms_of_an_article_share_a_key(
    host: str, path: str, one: str, other: str
) -> None:
    assert same(one.format(h=host, p=path), other.format(h=host, p=path))


@given(hosts, paths, forms, hosts, paths, forms)
def test_no_forms_of_two_articles_share_a_key(
    host: str, path: str, one: str, host2: str, path2: str, other: str
) -> None:
    if (host, path) != (host2, path2):
        assert not same(one.format(h=host, p=path), other.format(h=host2, p=path2))


@given(hosts, paths, forms)
def test_keys_are_normal_addresses_and_lead_to_no_further_keys(
    host: str, path: str, form: str
) -> None:
    keys = equivalent_addresses(form.format(h=host, p=path))
    assert [normalise_address(key) for key in keys] == list(keys)
    assert equivalent_addresses(keys[-1]) == keys[-1:]


def test_a_canonical_link_counts_where_it_names_an_article_of_this_site() -> None:
    assert canonical_keys(STORY, "https://m.example.org/amp/12345") == (STORY,)
    assert STORY in canonical_keys("http://www.example.org/world/teams-are-ready", STORY)
    for link in ("", "nonsense", "https://example.org/", "https://example.org/world",
                 "https://wire.example/world/teams-are-ready"):  # fmt: skip
        assert canonical_keys(link, STORY) == ()


def test_what_names_an_article() -> None:
    for address in (STORY, "https://a.example/12345.html", "https://a.example/?p=123456",
                    "https://a.example/%D0%B3%D1%80%D1%83%D0%BF%D0%B8-%D0%B2-%D0%B4"):  # fmt: skip
        assert names_an_article(address)
    for address in ("https://a.example/", "https://a.example/world", "https://a.example/page/2"):
        assert not names_an_article(address)
