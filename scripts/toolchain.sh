#!/usr/bin/env bash
# Checks that Swift and Python are there and new enough, and says what to do where they are not.
set -euo pipefail

swift_needed=6.2
python_needed=3.11
python=${PYTHON:-python3}

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

if ! command -v swift >/dev/null; then
  echo "Swift is not on the PATH. Elbow needs Swift $swift_needed or newer: https://www.swift.org/install" >&2
  exit 1
fi
swift_found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
if ! at_least "$swift_needed" "${swift_found:-0}"; then
  echo "Elbow needs Swift $swift_needed or newer, and $(command -v swift) is ${swift_found:-of no known version}:" \
    "https://www.swift.org/install" >&2
  exit 1
fi

if ! command -v "$python" >/dev/null; then
  echo "$python is not on the PATH. Elbow's set-up needs Python $python_needed or newer (PYTHON=… names one)." >&2
  exit 1
fi
python_found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! at_least "$python_needed" "$python_found"; then
  echo "Elbow's set-up needs Python $python_needed or newer, and $(command -v "$python") is $python_found" \
    "(PYTHON=… names another)." >&2
  exit 1
fi
