"""``python -m config.embedded start|stop|url|bin``: what the Makefile and the docs call."""

from config.embedded.server import main

main()
