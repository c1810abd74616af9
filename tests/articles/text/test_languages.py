"""Languages by their commonest words, and by what pages declare."""

import pytest

from articles.text.languages import declared_language, detect_language, language_of

SENTENCES = {
    "en": "The ministry said that the teams are ready and that they would leave for the port.",
    "uk": "Міністерство заявило, що групи готові та що вони вирушать до порту, коли це буде можна.",
    "ru": "Министерство заявило, что группы готовы и что они отправятся в порт, когда это станет "
          "возможно.",
    "fr": "Le ministère a dit que les équipes sont prêtes et qu'elles partiront pour le port.",
    "de": "Das Ministerium sagte, dass die Gruppen bereit sind und dass sie bald in den Hafen "
          "fahren.",
    "pl": "Ministerstwo podało, że zespoły są gotowe i że wyjadą do portu, gdy tylko będzie to "
          "możliwe.",
    "es": "El ministerio dijo que los equipos están listos y que saldrán para el puerto.",
    "it": "Il ministero ha detto che le squadre sono pronte e che partiranno per il porto.",
    "nl": "Het ministerie zei dat de teams klaar zijn en dat ze naar de haven zullen gaan.",
    "sv": "Departementet sade att grupperna är redo och att de ska resa till hamnen.",
    "tr": "Bakanlık, ekiplerin hazır olduğunu ve bir hafta içinde limana gideceğini, ama bunun "
          "için daha önce bir karar gerektiğini söyledi.",
    "ja": "防衛省は火曜日、訓練チームの準備が整い、停戦から一週間以内に出発すると述べた。",
    "ko": "국방부는 화요일 훈련팀이 준비를 마쳤으며 일주일 안에 출발할 것이라고 밝혔다.",
    "zh": "国防部周二表示，训练小组已经准备就绪，将在停火后一周内出发。",
}  # fmt: skip


@pytest.mark.parametrize("tag", SENTENCES)
def test_a_sentence_tells_its_language(tag: str) -> None:
    assert detect_language(SENTENCES[tag]) == tag


@pytest.mark.parametrize("text", ["", "Teams", "1 2 3 4 5", "Xyz qrs tuv " * 10, "a b c d e f g"])
def test_too_little_tells_nothing(text: str) -> None:
    assert detect_language(text) == ""


def test_a_declared_language_stands_unless_the_words_are_plainly_others() -> None:
    assert language_of(SENTENCES["en"], "en-GB") == ("en-GB", False)
    assert language_of(SENTENCES["uk"], "en") == ("uk", True)
    assert language_of(SENTENCES["uk"], "") == ("uk", True)
    assert language_of(SENTENCES["ja"], "en") == ("ja", True)
    # Languages whose words are not known here, and close kin, are believed.
    assert language_of(SENTENCES["sv"], "no") == ("no", False)
    assert language_of("Teams are ready.", "fr") == ("fr", False)
    assert language_of("Teams are ready.", "") == ("", False)


@pytest.mark.parametrize(
    ("page", "tag"),
    [
        ('<html lang="en-GB">', "en-GB"),
        ("<html class=x lang=uk>", "uk"),
        ('<html xml:lang="fr">', "fr"),
        ('<html><meta http-equiv="Content-Language" content="de">', "de"),
        ('<html><meta property="og:locale" content="pt_BR"/>', "pt-BR"),
        ('<html><script type="application/ld+json">{"inLanguage": "uk-UA"}</script>', "uk-UA"),
        ('<html lang="">', ""),
        ("<p>lang=en</p>", ""),
    ],
)
def test_what_a_page_declares(page: str, tag: str) -> None:
    assert declared_language(page) == tag
