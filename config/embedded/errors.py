"""Errors of a database before Django can report them."""


class DatabaseSetupError(RuntimeError):
    """There is no usable database; the message says in a sentence or two why and what to do."""
