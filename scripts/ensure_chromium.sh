#!/bin/sh
# Prints the path of a Chromium that runs, for the browser tests; installs Debian's where there is
# none. The headless shell is the same engine without the windows, so the tests take half as long.
# What apt says goes to standard error, so that the path is all there is on standard output.
set -eu

# A command that is there may still not run: Ubuntu's chromium-browser only points at a snap.
found() {
    command -v "$1" >/dev/null 2>&1 && "$1" --version >/dev/null 2>&1 && command -v "$1"
}

find_browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome \
        google-chrome-stable; do
        if found "$name"; then
            return 0
        fi
    done
    return 1
}

if [ -n "${LEDGER_CHROMIUM:-}" ]; then
    found "$LEDGER_CHROMIUM" && exit 0
    echo "error: LEDGER_CHROMIUM is set to $LEDGER_CHROMIUM, which does not run." >&2
    exit 1
fi
find_browser && exit 0

if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    echo "Installing Chromium with apt-get ..." >&2
    $as_root apt-get update -q >&2 </dev/null || true
    for package in chromium-headless-shell chromium; do
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -q -y --no-install-recommends "$package" >&2 </dev/null || true
        find_browser && exit 0
    done
fi
echo "error: the browser tests need Chromium or Chrome: install one (on Debian as root:" >&2
echo "  apt-get install chromium), or set LEDGER_CHROMIUM to the path of one." >&2
exit 1
