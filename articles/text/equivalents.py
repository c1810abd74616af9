"""Other addresses under which the same article may be known. Nothing is fetched.

Two addresses lead to the same article if they share a key. Keys ignore only variants that sites
generate (http, www, mobile and AMP pages, print views), the riskier ones only if the path names one
article: "/guitars/amp" is about amplifiers.
"""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from tld import Result, get_tld

from articles.text.addresses import BadAddress, normalise_address

# An article's own words or number in a path: three words joined, or a number of five digits.
_TELLING = re.compile(r"[^/_-]+[-_][^/_-]+[-_][^/_-]+|\d{5,}")
_MOBILE_LABELS = frozenset(("m", "mobile", "amp"))
_AMP_SEGMENT = re.compile(r"^/amp(?=/)|/amp$|\.amp(?=\.html?$)|\.amp$", re.IGNORECASE)
_PRINT_SEGMENT = re.compile(r"/print$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index\.(?:html?|php|aspx?)|default\.aspx?)$", re.IGNORECASE)
_FORM_PARAMETERS = re.compile(
    r"amp(?:=(?:1|true|yes)?)?|outputtype=amp|print(?:=(?:1|true|yes)?)?|printable=(?:1|true|yes)",
    re.IGNORECASE,
)
# Google's and Bing's copies have the page's own address in their path.
_AMP_CACHE_HOST = re.compile(r"(?:.+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)")
_AMP_CACHE_PATH = re.compile(r"/[a-z]{1,3}/(s/)?(.+)")
_GOOGLE_AMP_HOST = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
_GOOGLE_AMP_PATH = re.compile(r"/amp/(s/)?(.+)")


def equivalent_addresses(address: str) -> tuple[str, ...]:
    """Return the keys of an article: two addresses that share one lead to the same article.

    The first is the normalised address itself, the second the same without generated variants.
    Raises BadAddress.
    """
    own = normalise_address(address)
    return tuple(dict.fromkeys((own, _levelled(_uncached(own)))))


def canonical_keys(canonical: str, address: str) -> tuple[str, ...]:
    """Return the keys that a page's canonical link adds to those of its address.

    None if the link names another site (a copy that names its original is another article) or no
    single article (many sites name their front page on every page).
    """
    try:
        keys = equivalent_addresses(canonical)
        same_site = _core_host(keys[-1]) == _core_host(equivalent_addresses(address)[-1])
    except BadAddress:
        return ()
    return keys if same_site and names_an_article(canonical) else ()


def names_an_article(address: str) -> bool:
    """Whether an address names one article by words or number, not a front page or a section."""
    parts = urlsplit(address)
    return _is_telling(parts.path, parts.query)


def _core_host(address: str) -> str:
    return urlsplit(address).netloc


def _levelled(address: str) -> str:
    parts = urlsplit(address)
    host, path, query = parts.netloc, parts.path, parts.query
    if ":" in host:
        # Another port may be another server; and an IP address has no variants.
        return address
    path = _INDEX.sub("/", path) if not query else path
    bare_path = _PRINT_SEGMENT.sub("", _AMP_SEGMENT.sub("", path))
    bare_query = "&".join(
        piece for piece in query.split("&") if not _FORM_PARAMETERS.fullmatch(piece)
    )
    host = _without_label(host, frozenset(("www",)))
    if _is_telling(bare_path, bare_query):
        path, query = bare_path, bare_query
        host = _without_label(host, _MOBILE_LABELS)
        labels = host.split(".")
        if len(labels) > 3 and labels[1] == "m":
            # "de.m.wikipedia.org"
            host = ".".join([labels[0], *labels[2:]])
        host = _without_label(host, frozenset(("www",)))
    return normalise_address(urlunsplit(("https", host, path, query, "")))


def _is_telling(path: str, query: str) -> bool:
    return _TELLING.search(unquote(path)) is not None or _TELLING.search(unquote(query)) is not None


def _without_label(host: str, labels: frozenset[str]) -> str:
    """The host without its first label, if that is one of these and a whole domain remains."""
    first, _, rest = host.partition(".")
    if first not in labels:
        return host
    found = get_tld(f"https://{rest}", as_object=True, fail_silently=True, search_private=True)
    # If the name is only a suffix ("co.uk"), no domain remains.
    return rest if isinstance(found, Result) and found.fld != found.tld else host


def _uncached(address: str) -> str:
    """Return the address that an AMP cache copied, or the address itself."""
    parts = urlsplit(address)
    pattern = None
    if _AMP_CACHE_HOST.fullmatch(parts.netloc):
        pattern = _AMP_CACHE_PATH
    elif _GOOGLE_AMP_HOST.fullmatch(parts.netloc):
        pattern = _GOOGLE_AMP_PATH
    found = pattern.fullmatch(parts.path) if pattern else None
    if found is None:
        return address
    query = f"?{parts.query}" if parts.query else ""
    try:
        inner = normalise_address(f"{'https' if found[1] else 'http'}://{found[2]}{query}")
    except BadAddress:
        return address
    # A cache of a cache is no article.
    return inner
