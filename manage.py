#!/usr/bin/env python
"""Django's command line for Coalition Ledger.

What is wrong with the machine or the database is told in a sentence, with exit code 1; a traceback
is for bugs, and for who asks with --traceback.
"""

import os
import sys


def main() -> None:
    """Run the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from core.faults import sentence_of

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if "--traceback" in sys.argv or (sentence := sentence_of(error)) is None:
            raise
        try:
            sys.stdout.flush()
        except OSError:  # Where the output itself goes to the full disk.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(sentence)


if __name__ == "__main__":
    main()
