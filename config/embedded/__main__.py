"""``python -m config.embedded start|stop|url|bin``, for the Makefile and the docs."""

from config.embedded.server import main

main()
