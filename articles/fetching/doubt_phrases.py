"""The phrases that identify pages without the article, one on each line (see `doubts`)."""

import re


def _any(phrases: str) -> re.Pattern[str]:
    """Return one pattern for many lines; spaces inside a line count."""
    lines = (line.strip() for line in phrases.splitlines())
    return re.compile("|".join(line for line in lines if line), re.IGNORECASE)


BOT_TITLES = _any(
    r"""
    ^just a moment
    ^attention required
    ^access denied
    ^access to this page has been
    are you a robot
    robot or human
    ^security check
    ddos.guard
    ddos protection
    pardon our interruption
    verif\w+ (?:that )?you are (?:a )?human
    ^один момент
    ^un instant
    ^einen moment
    ^bot verification
    ^human verification
    ^captcha
    """
)
BOT_MARKS = _any(
    r"""
    _Incapsula_Resource
    captcha-delivery\.com
    \bpx-captcha\b
    challenge-error-text
    cf[-_]chl[-_]opt
    /_sec/cp_challenge
    awsWafCookieDomainList
    """
)
BOT_WORDS = _any(
    r"""
    enable javascript and cookies to continue
    please enable js and disable any ad blocker
    unusual traffic from your computer
    checking (?:if the site connection is secure|your browser)
    verify(?:ing)? (?:that )?you are (?:a )?human
    prove (?:that )?you(?:'|’)?(?: a|)re (?:not a robot|human)
    підтвердіть, що ви не робот
    подтвердите, что вы не робот
    """
)
CONSENT_WORDS = _any(
    r"""
    \bcookies?\b
    \bconsent\b
    \bour partners\b
    \bvendors?\b
    legitimate interest
    \b(?:accept|reject) all\b
    privacy (?:policy|settings|preferences|notice)
    personal data
    einwillig
    datenschutz
    zustimm
    unsere partner
    personenbezogen
    consentement
    nos partenaires
    traceurs
    tout (?:accepter|refuser)
    données (?:à caractère )?personnel
    файл\w* (?:cookie|кук)
    \bкуки\b
    політик\w+ конфіденційності
    персональн\w+ даних
    персональн\w+ данн
    aceptar todo
    consentimiento
    nuestros socios
    zgod\w+ na
    pliki? cookies
    ciasteczk
    zaakceptuj
    informativa sulla privacy
    toestemming
    """
)
CONSENT_TITLES = _any(
    r"""
    before you continue
    cookie
    \bconsent\b
    privacy (?:gate|settings|center|notice)
    avant de (?:continuer|poursuivre)
    bevor sie fortfahren
    datenschutz-?einstellung
    """
)
CONSENT_ADDRESS = _any(
    r"""
    //(?:consent|guce|privacy|cmp|myprivacy|privacy-gate|gdpr)[.-]
    /privacy-gate
    /consent\b
    [?&/]gdpr\b
    /cookie-?wall
    /collectconsent
    """
)
PAYWALL_MARK = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false)"?', re.IGNORECASE)
PAYWALL_WORDS = _any(
    r"""
    (?:subscribe|log ?in|sign (?:in|up)|register|an account) (?:now )?to (?:continue|keep|unlock)
    (?:subscribe|log ?in|sign (?:in|up)|register|an account) (?:now )?to (?:read|access)
    to (?:continue|keep) reading(?: this)?
    this (?:article|content|story) is (?:only |exclusively )?for (?:our )?(?:subscrib|members)
    (?:only|exclusively) available to (?:our )?(?:subscribers|members|registered)
    already (?:a )?subscrib\w+
    subscriber[- ]only
    (?:exclusive|reserved) (?:for|to) subscribers
    unlock this (?:article|story)
    you(?:'|’)?(?:ve| have) (?:reached|read) your (?:limit|last|\w+ free)
    réservé\w* aux abonn
    la suite est réservée
    il (?:vous )?reste \d+ ?% de (?:cet|l)
    article réservé
    déjà abonné
    pour lire la suite
    nur für abonnent
    jetzt weiterlesen
    weiterlesen (?:mit|für)
    mit \w+\+? weiterlesen
    bereits abonnent
    exklusiv für abonnent
    para seguir leyendo
    contenido exclusivo para suscript
    solo para suscriptores
    (?:лише|тільки) для (?:перед)?плат
    (?:лише|тільки) для підписників
    оформ\w+ (?:перед)?підписку,? щоб
    только для подписчиков
    оформите подписку,? чтобы
    tylko dla (?:subskrybent|prenumerator)
    dostęp do (?:całego )?artykułu
    contenuto riservato agli abbonati
    per continuare a leggere
    alleen voor abonnees
    doar pentru abona[tț]i
    """
)
LOST_TITLES = _any(
    r"""
    \b404\b
    page (?:was )?not found
    not found$
    page (?:is )?(?:unavailable|missing)
    сторінк\w+ не (?:знайден|існує)
    страниц\w+ не (?:найден|существует)
    page introuvable
    page non trouvée
    seite nicht gefunden
    página no encontrada
    nie znaleziono
    pagina non trovata
    pagina niet gevonden
    stránka nenalezena
    pagina nu a fost
    """
)
EMPTY_WORDS = _any(
    r"""
    (?:need|have) to enable javascript
    enable javascript to (?:run|view|use|continue)
    javascript (?:is|must be) (?:disabled|enabled|required)
    (?:увімкніть|включите) javascript
    activer javascript
    aktivieren sie javascript
    """
)
