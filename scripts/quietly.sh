#!/usr/bin/env bash
# quietly.sh NAME COMMAND...
# Runs a command. At a terminal it shows its progress; elsewhere its output goes to .build/setup/NAME.log and is shown
# only where it fails.
set -euo pipefail

name=$1
shift
if [ -t 1 ]; then exec "$@"; fi
mkdir -p .build/setup
log=.build/setup/$name.log
if ! "$@" >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
