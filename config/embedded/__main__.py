"""``python -m config.embedded start|stop|url|bin``: the commands that the Makefile and the docs
use.
"""

from config.embedded.server import main

main()
