#!/usr/bin/env bash
# Installs Debian's Chromium, which the tests of the notebooks' pages need, where there is no Chromium or Chrome yet.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "Installing the Debian package chromium"
mkdir -p .build/setup
log=.build/setup/chromium.log
if ! { ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get update &&
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "apt-get failed (above; all of it in $log). Install Chromium by hand." >&2
  exit 1
fi
