"""One form per address, and clear words where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.addresses import BadAddress, normalise_address, registrable_domain


@pytest.mark.parametrize(
    ("given_address", "normalised"),
    [
        ("https://Example.ORG/News", "https://example.org/News"),
        ("HTTPS://example.org:443/a/", "https://example.org/a"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("  https://example.org/a#part  ", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z", "https://example.org/a?id=7"),
        ("https://example.org/a?gclid=1", "https://example.org/a"),
        ("https://example.org/?b=2&a=1&a=0", "https://example.org/?a=1&a=0&b=2"),
        ("https://example.org/story?12345", "https://example.org/story?12345"),
        ("https://example.org/a?x=&&y", "https://example.org/a?x=&y"),
        ("https://example.org/a?cid=9&source=wire&gallery=2", "https://example.org/a?cid=9&gallery=2&source=wire"),
        ("https://example.org/a?next=https://b.org/?c", "https://example.org/a?next=https://b.org/?c"),
        ("https://example.org/%7euser/%e2%82%ac", "https://example.org/~user/%E2%82%AC"),
        ("https://example.org/міністр", "https://example.org/%D0%BC%D1%96%D0%BD%D1%96%D1%81%D1%82%D1%80"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://XN--bcher-kva.example/a", "https://xn--bcher-kva.example/a"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://пример.укр/", "https://xn--e1afmkfd.xn--j1amh/"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
        ("http://localhost/a", "http://localhost/a"),
    ],
)  # fmt: skip
def test_normalise_address(given_address: str, normalised: str) -> None:
    assert normalise_address(given_address) == normalised
    assert normalise_address(normalised) == normalised


@pytest.mark.parametrize(
    "address",
    ["", "  ", "example.org/a", "ftp://example.org/a", "javascript:alert(1)", "file:///etc/passwd",
     "data:text/html,x", "mailto:a@example.org", "https://", "https:///a", "https://a b.org/",
     "https://example.org/a b", "https://example.org/a\x00", "https://example.org/\u202ea",
     "https://user@example.org/", "https://bbc.co.uk:pw@elsewhere.example/", "https://example.org:x/",
     "https://example.org:99999/", "https://exa_mple!.org/", "https://-a.org/", "https://a..org/",
     "https://intranet/a", "https://999.1.1.1/", "https://[::1", "https://[zz]/", "//example.org/a",
     "https://example.org/" + "a" * 2_000, "https://" + "a" * 64 + ".org/", "https://1234/"],
)  # fmt: skip
def test_what_is_no_article_address_is_refused_in_words(address: str) -> None:
    with pytest.raises(BadAddress) as refusal:
        normalise_address(address)
    assert refusal.value.message.endswith(".")


@given(st.text(max_size=60) | st.text(max_size=60).map("https://example.org/".__add__)
       | st.text(max_size=20).map("https://{}.org".format))  # fmt: skip
def test_any_input_gives_a_stable_ascii_address_or_badaddress(text: str) -> None:
    try:
        normalised = normalise_address(text)
    except BadAddress:
        return
    assert normalised.isascii()
    assert normalise_address(normalised) == normalised


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://news.bbc.co.uk:8443/", "bbc.co.uk"),
        ("https://www.gov.uk/government", "gov.uk"),
        ("https://gov.uk/", "gov.uk"),
        ("https://someone.github.io/a", "someone.github.io"),
        ("https://www.pravda.com.ua/", "pravda.com.ua"),
        ("https://a.пример.укр/", "xn--e1afmkfd.xn--j1amh"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("http://localhost:8000/", "localhost"),
        ("https://news.example/", "news.example"),
    ],
)
def test_registrable_domain(address: str, domain: str) -> None:
    assert registrable_domain(address) == domain


def test_registrable_domain_refuses_what_is_no_address() -> None:
    with pytest.raises(BadAddress):
        registrable_domain("nothing")
