#!/bin/sh
# Prints the path of an nginx that runs, for the tests of the proxy. Where there is none, Debian's
# is unpacked below .cache/nginx: installing it would start a service on port 80 of this machine.
# What apt says goes to standard error, so that the path is all there is on standard output.
set -eu
cd "$(dirname "$0")/.."
unpacked=.cache/nginx/usr/sbin/nginx

runs() {
    [ -x "$1" ] && "$1" -v >/dev/null 2>&1 && echo "$1"
}

find_nginx() {
    # Debian keeps it in a folder that is on root's PATH only.
    runs "$(command -v nginx || true)" || runs /usr/sbin/nginx || runs "$PWD/$unpacked"
}

if [ -n "${LEDGER_NGINX:-}" ]; then
    runs "$LEDGER_NGINX" && exit 0
    echo "error: LEDGER_NGINX is set to $LEDGER_NGINX, which does not run." >&2
    exit 1
fi
find_nginx && exit 0

if command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    echo "Unpacking nginx with apt-get ..." >&2
    mkdir -p .cache
    # In a folder of its own, moved when it is whole: two test runs may both find none.
    fresh=$(mktemp -d .cache/nginx.XXXXXX)
    {
        $as_root apt-get update -q &&
            (cd "$fresh" && apt-get download -q nginx) &&
            dpkg-deb -x "$fresh"/nginx_*.deb "$fresh/unpacked" &&
            mv -T "$fresh/unpacked" .cache/nginx
    } >&2 </dev/null || true
    rm -rf "$fresh"
    find_nginx && exit 0
fi
echo "error: the tests of the proxy need nginx: install one (on Debian as root:" >&2
echo "  apt-get install nginx), or set LEDGER_NGINX to the path of one." >&2
exit 1
