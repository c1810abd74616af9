"""Under which other addresses the same article may be known. Nothing is fetched."""

from articles.text.addresses import normalise_address


def equivalent_addresses(address: str) -> tuple[str, ...]:
    """Keys of an article: two addresses that share one lead to the same article.

    Conservative: what is not known to be the same page keeps keys of its own. The first is the
    normalised address itself. Raises BadAddress.
    """
    return (normalise_address(address),)
