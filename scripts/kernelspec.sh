#!/usr/bin/env bash
# Installs the kernelspec and the colours into .venv, anew after each build of the program, and JupyterLab's settings with them.
set -euo pipefail

program=$PWD/.build/release/elbow
spec=.venv/share/jupyter/kernels/elbow/kernel.json
colours=.venv/share/jupyter/labextensions/elbow-highlighting/package.json
settings=.venv/share/jupyter/lab/settings/overrides.json

if [ ! -f "$settings" ] || [ scripts/overrides.json -nt "$settings" ]; then
  install -D -m 644 scripts/overrides.json "$settings"
fi
# A kernel.json older than the program, or of another place, is written again.
if [ -f "$colours" ] && [ "$spec" -nt "$program" ] && grep -qF "$PWD/" "$spec"; then exit 0; fi
"$program" install --prefix "$PWD/.venv" >/dev/null
for file in "$spec" "$colours"; do
  if [ ! -f "$file" ]; then
    echo "elbow install has not written $file" >&2
    exit 1
  fi
done
# One that was left as it was counts as looked at.
touch "$spec"
