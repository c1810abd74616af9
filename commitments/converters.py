"""Path converters: an address of the wrong shape is a 404 without a query."""


class Iso3Converter:
    """An ISO 3166 alpha-3 code in capitals."""

    regex = "[A-Z]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ReferenceConverter:
    """A pledge's public reference, such as UKR-GBR-3."""

    regex = "[A-Z]{3}-[A-Z]{3}-[1-9][0-9]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
