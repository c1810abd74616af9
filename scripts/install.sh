#!/bin/sh
# Installs the project's packages into .venv. Needs Python 3.11 or newer with pip, nothing else:
# uv does the work; it is installed into .uv/ if the machine has none that runs.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "error: $1" >&2
    exit 1
}

# Versions kept by pyenv: its commands on PATH exist for versions that are not selected too and
# then fail, so only what runs counts.
pyenv_versions="${PYENV_ROOT:-$HOME/.pyenv}/versions"

runs() {
    "$@" >/dev/null 2>&1
}

# A Python for the project itself: 3.13, or else 3.12. Prints its path, or nothing.
project_python() {
    for version in 3.13 3.12; do
        for candidate in "python$version" "$pyenv_versions/$version"*/bin/python; do
            if runs "$candidate" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')"; then
                "$candidate" -c 'import sys; print(sys.executable)'
                return
            fi
        done
    done
}

# Any Python that can fetch uv.
bootstrap_python() {
    for candidate in python3 python "$pyenv_versions"/3.1[1-9]*/bin/python; do
        if runs "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$candidate"
            return
        fi
    done
}

if runs uv --version; then
    uv=uv
elif runs .uv/bin/uv --version; then
    uv=.uv/bin/uv
else
    python=$(project_python)
    [ -n "$python" ] || python=$(bootstrap_python)
    [ -n "$python" ] || fail "Python 3.11 or newer is needed: install python3, or put it on PATH."
    echo "Fetching uv into .uv/ ..."
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
    rm -rf .uv
    # A machine's own pip may refuse to install anything, our own venv never does; without the
    # venv module (Debian packs it apart) pip can still fill a folder.
    if runs "$python" -m venv .uv && .uv/bin/python -m pip install --quiet 'uv>=0.9,<1'; then
        :
    else
        rm -rf .uv
        runs "$python" -m pip --version ||
            fail "$python has neither venv nor pip: install python3-venv or python3-pip."
        "$python" -m pip install --quiet --target .uv 'uv>=0.9,<1' ||
            fail "pip could not fetch uv: see its message above; PyPI must be reachable."
    fi
    uv=.uv/bin/uv
    runs "$uv" --version || fail "uv was fetched but does not run here: install uv yourself."
fi

# Named to uv because it does not look into pyenv's folders; without one it may download its own.
python=$(project_python)
unset VIRTUAL_ENV
if [ -n "$python" ]; then
    export UV_PYTHON="$python"
else
    echo "No Python 3.13 or 3.12 here: uv downloads one ..."
    "$uv" python install 3.13 ||
        fail "Python 3.13 or 3.12 is needed and could not be downloaded: install python3.13."
fi
"$uv" sync --quiet ||
    fail "the packages could not be installed: see uv's message above; PyPI must be reachable."
echo "The packages are in .venv, with $(.venv/bin/python --version)."
