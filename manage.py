#!/usr/bin/env python
"""Django's command line for Coalition Ledger.

Problems of the machine or the database are reported in a sentence, with exit code 1; a traceback is
for bugs, or with --traceback.
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
        # The reader of our output has closed it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if "--traceback" in sys.argv or (sentence := sentence_of(error)) is None:
            raise
        try:
            sys.stdout.flush()
        except OSError:  # the output itself goes to the full disk
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(sentence)


if __name__ == "__main__":
    main()
