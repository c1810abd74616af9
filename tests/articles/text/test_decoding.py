"""From bytes to text, and the refusal of what is none."""

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.decoding import NotText, decode

TEXT = "Прем’єр-міністр заявив: «Україна» — наш союзник. Ça va, naïve façade, “quotes”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf16_in_both_orders_is_read() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT
    assert decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")) == TEXT


@pytest.mark.parametrize(
    ("declaration", "encoding", "text"),
    [
        ('<meta charset="windows-1251">', "cp1251", "Міністр"),
        ("<meta http-equiv=Content-Type content='text/html; charset=koi8-u'>", "koi8-u", "Міністр"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?>', "iso-8859-2", "Wałęsa, żołnierz"),
        ('<meta charset="iso-8859-1">', "cp1252", "“déjà vu”"),
    ],
)
def test_declared_charset_is_believed(declaration: str, encoding: str, text: str) -> None:
    page = f"<html><head>{declaration}</head><body>{text}</body></html>"
    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize("declared", ["utf-8", "nonsense", "hex", "undefined"])
def test_wrong_declaration_leads_to_a_guess(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><p>' + "Le président a déclaré à l’été. " * 20
    assert "président a déclaré" in decode(page.encode("cp1252"))


def test_legacy_text_without_declaration_is_guessed() -> None:
    text = "Министр обороны заявил, что войска не будут отправлены на фронт. " * 10
    assert decode(text.encode("cp1251")) == text


SAID = {
    "cp1251": "Міністр оборони заявив, що навчальні групи готові вирушити після припинення вогню.",
    "koi8-u": "Міністр оборони заявив, що навчальні групи готові вирушити після припинення вогню.",
    "cp866": "Министр обороны заявил, что учебные группы готовы и ждут приказа.",
    "cp1252": "Le président a déclaré à l’été que les équipes d’entraînement étaient prêtes.",
    "cp1250": "Ministr prohlásil, že výcvikové týmy jsou připraveny a čekají na rozkaz.",
    "iso8859-2": "Minister oświadczył, że zespoły szkoleniowe są gotowe, żołnierze czekają.",
    "cp1253": "Ο υπουργός δήλωσε ότι οι ομάδες εκπαίδευσης είναι έτοιμες.",
    "cp1254": "Bakan, eğitim ekiplerinin hazır olduğunu ve emir beklediğini söyledi.",
}


@pytest.mark.parametrize("encoding", SAID)
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "windows-1251", "iso-8859-2"])
def test_wrong_charset_of_the_sender_still_gives_the_right_letters(
    encoding: str, declared: str
) -> None:
    menu = "<div class=menu><a href=/>Home</a></div>" * 100
    page = f"<!doctype html><html><body>{menu}<p>{SAID[encoding]}</p></body></html>"
    assert decode(page.encode(encoding), declared) == page


def test_the_page_is_believed_before_a_server_that_says_latin_1_of_everything() -> None:
    page = '<html><meta charset="windows-1250"><p>Žžš</p></html>'
    assert decode(page.encode("cp1250"), "ISO-8859-1") == page


def test_one_damaged_byte_spoils_one_character() -> None:
    data = ("Le président a déclaré à l’été. " * 20).encode()
    text = decode(data[:100] + b"\xff" + data[100:])
    assert text.count("\ufffd") == 1
    assert text.count("président") >= 19


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04word/document.xml", "Word"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0JFIF", "picture"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"{\\rtf1 text}", "RTF"),
        (b"some\x00bytes", "binary"),
        (bytes(range(1, 32)) * 40, "control"),
        (b"\xff\xfe\x00\xd8", "cannot be read"),
    ],
)
def test_binaries_are_refused_in_words(data: bytes, word: str) -> None:
    with pytest.raises(NotText) as refusal:
        decode(data)
    assert word in refusal.value.message
    assert refusal.value.message.endswith(".")


def test_empty_bytes_are_empty_text() -> None:
    assert decode(b"") == ""


def test_a_stray_control_character_is_no_binary() -> None:
    assert decode(b"page one\x0cpage two\x07") == "page one\x0cpage two\x07"


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_nottext(data: bytes) -> None:
    with contextlib.suppress(NotText):
        assert isinstance(decode(data), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_every_utf8_text_comes_back(text: str) -> None:
    if text[:1] != "\ufeff" and not text.startswith(
        ("%PDF", "GIF8", "RIFF", "Rar!", "ID3", "{\\rtf")
    ):
        assert decode(text.encode()) == text
