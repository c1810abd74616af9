"""Path converters of our own."""


class Iso3Converter:
    """An ISO 3166 alpha-3 code in capitals."""

    regex = "[A-Z]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
