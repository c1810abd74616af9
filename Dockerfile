# The web server of a public ledger: no tests, no embedded PostgreSQL, not run as root.
# docker-compose.yml gives it a database; docs/operations.md lists the variables.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never \
    PATH=/app/.venv/bin:$PATH \
    LEDGER_COLLECTED_STATIC=true

RUN useradd --system --no-create-home --home-dir /nonexistent ledger
WORKDIR /app

# Packages before the code, so that a change of code does not install them again.
COPY pyproject.toml .python-version ./
RUN pip install --no-cache-dir 'uv>=0.9,<1' && uv sync --no-default-groups --no-cache

COPY . .
RUN python -m core.catalogues locale/*/LC_MESSAGES/django.po
# The settings want a key and a database even where neither is used; both end with this line.
RUN SECRET_KEY=unused DATABASE_URL=postgres://unused@localhost/unused \
    python manage.py collectstatic --no-input

USER ledger
EXPOSE 8000
# Asked by the name the site answers to, since Django refuses any other.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD [ "python", "-c", "\
import os, urllib.request as web; \
host = os.environ.get('LEDGER_HOSTS', 'localhost').split(',')[0].strip(); \
web.urlopen(web.Request('http://127.0.0.1:8000/readyz', headers={'Host': host}), timeout=4)" ]
# The figures for Prometheus are for the network of compose only: no port of theirs is published.
EXPOSE 9464
CMD ["python", "manage.py", "serve", "--address", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--no-worker", "--metrics-address", "0.0.0.0"]
