#!/bin/sh
# Runs every check that is no test; the exit status says whether one failed.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=""

check() {
    name=$1
    shift
    echo "-- $name"
    "$@" || failed="$failed $name"
}

# The settings of a public site.
as_public_site() {
    env SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
        DEBUG=false LEDGER_HOSTS=example.org LEDGER_HTTPS=true \
        LEDGER_MAIL_URL=smtp://mail.example.org:587 "$@"
}

# The same with a database address. It is never used: type checks need no connection.
as_production() {
    as_public_site env DATABASE_URL=postgres://ledger:unused@localhost:5432/ledger "$@"
}

templates() {
    find . -path './.*' -prune -o -path '*/templates/*' -name '*.html' -print0 |
        xargs -0 -r $bin/djade --check --target-version 6.1
}

check ruff $bin/ruff check .
check format $bin/ruff format --check .
check types as_production $bin/mypy
check djade templates
check djlint $bin/djlint --quiet --lint templates
check imports $bin/lint-imports
check migrations $bin/python manage.py makemigrations --check --dry-run
check catalogues $bin/python manage.py catalogues --check
check deployment as_public_site $bin/python manage.py check --deploy --fail-level WARNING

if [ -n "$failed" ]; then
    echo "Lint failed:$failed" >&2
    exit 1
fi
