"""Normal forms of articles' addresses, so that the same article is recognised when added twice.

Only the address itself is read: nothing is fetched, and whether a host may be fetched is not
decided here.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from django.utils.translation import gettext as _
from tld import get_tld

from core.errors import DomainError
from core.wording import grouped

_LONGEST = 2_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_QUERY_SAFE = "/:@!$'()*+,;=?[]{}|"
# Letters that the standard library's older IDNA would replace by others, which leads to another
# host ("straße.example" is not "strasse.example").
_KEPT_LETTERS = frozenset("ßς\u200c\u200d")
# Parameters that say where a reader came from, not which article it is. A closed list: ready-made
# filters also drop short names such as "cid", which some sites use for the article's number.
_TRACKING = re.compile(
    r"(?:utm|pk|mtm|matomo|piwik|ns|oly|at|hsa)_.*"
    r"|(?:fbc|gc|dc|yc|ysc|twc|ttc)lid|gclsrc|gbraid|wbraid|msclkid|li_fat_id|igsh|igshid"
    r"|mc_[ce]id|mkt_tok|_ga|_gl|_hsenc|_hsmi|hsctatracking|xtor|ref_src|ref_url|guccounter"
    r"|guce_referrer(?:_sig)?|cmpid|ocid|smid|smtyp|s_cid|wt[_.]mc(?:_id)?|ito"
    r"|vero_(?:id|conv)|__twitter_impression",
    re.IGNORECASE,
)


class BadAddress(DomainError):
    """This is not the web address of an article."""


def normalise_address(url: str) -> str:
    """Return the normal form of an article's address, in ASCII.

    Lower-case host without default port, no fragment, no tracking parameters, parameters in order
    of name, no slash at the end of a path. Raises BadAddress if there is no such address.
    """
    scheme, host, path, query = _read(url)
    return urlunsplit((scheme, host, path.rstrip("/") or "/", _without_tracking(query), ""))


def wire_address(url: str) -> str:
    """Return the address for a request: in ASCII, without fragment, otherwise as given.

    A final slash, tracking parameters and their order stay, because some sites answer to nothing
    else. Raises BadAddress like `normalise_address`.
    """
    scheme, host, path, query = _read(url)
    return urlunsplit((scheme, host, path or "/", _escaped(query, safe=_QUERY_SAFE + "&"), ""))


def _read(url: str) -> tuple[str, str, str, str]:
    """Return scheme, host with an unusual port, escaped path, and the query as written."""
    url = url.strip()
    _refuse_unreadable(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress(_("This address cannot be read: check its host and port.")) from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise BadAddress(_("The address must begin with http:// or https://."))
    if "@" in parts.netloc:
        # Dropping it silently would mislead: "https://bbc.co.uk@elsewhere.example/".
        raise BadAddress(_("The address holds a user name or password before the host: remove it."))
    host = _ascii_host(parts)
    if port not in (None, _DEFAULT_PORTS[scheme]):
        host = f"{host}:{port}"
    return scheme, host, _without_dots(_escaped(parts.path)), parts.query


def registrable_domain(url: str) -> str:
    """Return the registered domain, to recognise a publisher: "bbc.co.uk" of any BBC page.

    Each site of a shared host ("someone.github.io") counts as its own. IP addresses and names
    without a public suffix are returned as the host itself. Works offline.
    """
    normalised = normalise_address(url)
    host = urlsplit(normalised).hostname or ""
    found = get_tld(normalised, as_object=True, fail_silently=True, search_private=True)
    domain = getattr(found, "fld", "") or host
    # "gov.uk" is itself a suffix, which makes its own site look like a registered "www".
    return domain.removeprefix("www.")


def _refuse_unreadable(url: str) -> None:
    if not url:
        raise BadAddress(_("Enter the article's address."))
    if len(url) > _LONGEST:
        raise BadAddress(
            _("This address is longer than {most} characters: shorten it.").format(
                most=grouped(_LONGEST)
            )
        )
    if any(character.isspace() or unicodedata.category(character)[0] == "C" for character in url):
        raise BadAddress(_("The address contains a space or an unseen character: enter it again."))


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{_ip_address(host)}]"
    if host.replace(".", "").isdecimal():
        return _ip_address(host)
    try:
        labels = [_ascii_label(label) for label in host.split(".")]
    except UnicodeError as error:
        raise BadAddress(_("The host of this address is not a valid name.")) from error
    if not all(_LABEL.fullmatch(label) for label in labels) or len(".".join(labels)) > 253:
        raise BadAddress(_("The host of this address is not a valid name."))
    if len(labels) == 1 and labels[0] != "localhost":
        raise BadAddress(_("The host of this address has no ending such as .org: complete it."))
    return ".".join(labels)


def _ip_address(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError as error:
        raise BadAddress(_("The host of this address is not a valid IP address.")) from error


def _ascii_label(label: str) -> str:
    label = unicodedata.normalize("NFC", label.lower())
    if _KEPT_LETTERS.intersection(label):
        return "xn--" + label.encode("punycode").decode("ascii")
    return label.encode("idna").decode("ascii")


def _escaped(text: str, safe: str = "/:@!$&'()*+,;=") -> str:
    """Percent-encode in one form: capitals, and no escape where none is needed."""

    def once(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    # A single "%" is no escape and becomes one.
    text = re.sub("%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(_ESCAPE.sub(once, text), safe=safe + "%")


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)


def _without_tracking(query: str) -> str:
    # Kept as written, not decoded and encoded: "?12345" and "?a=" are not "?12345=" and "?a".
    pieces = [piece for piece in query.split("&") if piece and not _is_tracking(piece)]
    pieces.sort(key=lambda piece: piece.partition("=")[0])
    return "&".join(_escaped(piece, safe=_QUERY_SAFE) for piece in pieces)


def _is_tracking(piece: str) -> bool:
    return _TRACKING.fullmatch(piece.partition("=")[0]) is not None
