"""The WSGI entry point that granian serves."""

import os

from config.collector import settle
from core.wsgi import get_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_application()

settle()
