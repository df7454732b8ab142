#!/usr/bin/env bash
# Installs the Debian packages that Elbow is built on and needs at run time (or those that ELBOW_PACKAGES names), and only
# those that are missing: where all are there, no root is needed. Prints nothing then.
set -euo pipefail

packages=(
  libzmq3-dev libopenblas-dev libpng-dev libjpeg62-turbo-dev zlib1g-dev libcairo2-dev libsqlite3-dev libedit-dev # linked
  curl                                                                          # data mnist, download=True
  dataset-fashion-mnist                                                         # data fashion_mnist
  pkgconf python3-venv                                                          # needed to build and to set up
)

if [ -n "${ELBOW_PACKAGES:-}" ]; then read -r -a packages <<<"$ELBOW_PACKAGES"; fi

if [ -n "${ELBOW_SKIP_PACKAGES:-}" ]; then exit 0; fi

installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian system, so the packages cannot be looked up. Install what corresponds to these:" >&2
  printf '  %s\n' "${packages[@]}" >&2
  echo "and say ELBOW_SKIP_PACKAGES=1 to go on without this check." >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

give_up() {
  echo "$1 Missing packages:" >&2
  printf '  %s\n' "${missing[@]}" >&2
  echo "As an administrator: apt-get install ${missing[*]}" >&2
  exit 1
}

command -v apt-get >/dev/null || give_up "apt-get is not there."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || give_up "You are not root and sudo is not there."
  as_root=(sudo)
  # Without a terminal sudo could not ask for a password.
  if [ ! -t 0 ]; then as_root=(sudo -n); fi
fi

mkdir -p .build/setup
log=.build/setup/apt.log
apt() { ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1; }

echo "Installing Debian packages: ${missing[*]}"
: >"$log"
# The lists of packages are fetched anew only where the install does not get through with those that are there.
if ! apt install -y --no-install-recommends "${missing[@]}"; then
  apt update || true
  if ! apt install -y --no-install-recommends "${missing[@]}"; then
    tail -n 15 "$log" >&2
    give_up "apt-get failed (above; all of it in $log)."
  fi
fi
