#!/usr/bin/env bash
# wheelhouse.sh FOLDER PYTHON...
# Fetches what `pip install elbow-kernel[lab]` and the running of notebooks need, for each of the versions of Python, into a folder
# from which pip then installs without a network. Does nothing where it was done for the same requirements.
set -euo pipefail

folder=$1
shift
wanted="$* $(cat scripts/constraints.txt packaging/wheelhouse.sh | cksum)"
if [ -f "$folder/.complete" ] && [ "$(cat "$folder/.complete")" = "$wanted" ]; then exit 0; fi
rm -rf "$folder"
mkdir -p "$folder"
for version in "$@"; do
  .venv/bin/python -m pip --quiet --disable-pip-version-check download --dest "$folder" --only-binary=:all: \
    --python-version "$version" --constraint scripts/constraints.txt jupyterlab anywidget nbclient nbconvert papermill pygments pip
done
echo "$wanted" >"$folder/.complete"
