"""The WSGI entry point that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What is loaded now lives as long as the process: without this, the collector walks all of it
# again every few pages, since a matrix makes some ten thousand short-lived objects.
gc.collect()
gc.freeze()
