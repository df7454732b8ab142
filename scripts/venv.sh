#!/usr/bin/env bash
# venv.sh FOLDER REQUIREMENTS [CONSTRAINTS]
# Makes a virtual environment with what the requirements name, anew whenever they, the interpreter or the place change,
# and otherwise does nothing. The user's own Python stays as it is.
set -euo pipefail

folder=$1
shift
python=${PYTHON:-python3}
stamp=$folder/.made-from

# The place counts, because the scripts of a virtual environment name their interpreter by its full path.
key=$({ cat "$@" && "$python" -c 'import sys; print(sys.version, sys.base_prefix)' && pwd; } | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" = "$key" ] && "$folder/bin/python" -c '' 2>/dev/null; then exit 0; fi

echo "Installing Python tools into $folder (from $1)"
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX
export PYTHONNOUSERSITE=1 PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
rm -rf "$folder"
"$python" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --requirement "$1" ${2:+--constraint "$2"}
printf '%s\n' "$key" >"$stamp"
