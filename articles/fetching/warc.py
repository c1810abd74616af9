"""A response as a WARC file, and back."""

from articles.fetching.shapes import Headers, Response


def warc_record(response: Response) -> bytes:
    """The response as a WARC 1.1 file, each record compressed; its payload is `response.body`."""
    raise NotImplementedError


def response_of(warc: bytes) -> Response:
    """The response kept in a WARC file, equal to the one it was made from."""
    raise NotImplementedError


def payload_of(warc: bytes) -> tuple[Headers, bytes]:
    """The headers as the site sent them and the body, whose SHA-256 is the payload digest."""
    raise NotImplementedError
