#!/usr/bin/env bash
# Installs the companion package into .venv, anew whenever it changes: papermill and Pygments learn the language from it.
set -euo pipefail

package=kernelspec/companion
stamp=.venv/.companion
key=$(find "$package" -name '*.py' -o -name '*.toml' | sort | xargs sha256sum | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" = "$key" ]; then exit 0; fi

# From a copy, because building leaves folders behind where it builds.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R "$package/." "$copy"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$copy"
printf '%s\n' "$key" >"$stamp"
