"""What goes wrong with a database before Django can say so."""


class DatabaseSetupError(RuntimeError):
    """No usable database; the message says what is wrong and what to do, in a sentence or two."""
