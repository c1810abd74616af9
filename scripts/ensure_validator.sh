#!/bin/sh
# Prints the path of the Nu HTML Checker's vnu.jar, which a test runs over the readers' pages. Takes
# LEDGER_VNU where it is set, else fetches the pinned package with npm, once. It needs Java 11 and
# npm; without them nothing is printed, and the test says why it is skipped.
set -eu
cd "$(dirname "$0")/.."
version=26.9.27
jar=.cache/vnu/package/build/dist/vnu.jar

if [ -n "${LEDGER_VNU:-}" ]; then
    echo "$LEDGER_VNU"
    exit 0
fi
if ! command -v java >/dev/null 2>&1; then
    echo "note: no Java, so the pages' HTML is not validated." >&2
    exit 0
fi
if [ "$(cat .cache/vnu/version 2>/dev/null)" != "$version" ]; then
    if ! command -v npm >/dev/null 2>&1; then
        echo "note: no npm to fetch the HTML validator with, so the pages' HTML is not validated." >&2
        exit 0
    fi
    rm -rf .cache/vnu
    mkdir -p .cache/vnu
    echo "Fetching the HTML validator with npm ..." >&2
    (cd .cache/vnu && npm pack --silent "vnu-jar@$version" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz) >&2 || {
        echo "note: npm could not fetch the HTML validator, so the pages' HTML is not validated." >&2
        exit 0
    }
    echo "$version" >.cache/vnu/version
fi
echo "$PWD/$jar"
