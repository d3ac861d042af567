"""Gives the WSGI application to the web server that `manage.py serve` or a deployment starts."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

application = get_wsgi_application()

# What a process has loaded stays: looking through all of it for garbage again and again makes readers wait.
gc.collect()
gc.freeze()
