#!/usr/bin/env bash
# chroot.sh SUITE FOLDER WHEELS COMMAND...
# Runs a command as an ordinary user of a bare Debian (Python and its venv, nothing else), which is made in FOLDER the first
# time, with the folder of wheels at /wheels and the scripts of this project at /scripts, both read-only, and without any network.
set -euo pipefail

suite=$1 folder=$2 wheels=$3
shift 3

if [ ! -e "$folder/.complete" ]; then
  rm -rf "$folder"
  mkdir -p "$(dirname "$folder")"
  echo "Making a bare Debian $suite"
  if ! debootstrap --variant=minbase --include=python3,python3-venv "$suite" "$folder" >"$folder.log" 2>&1; then
    tail -n 10 "$folder.log" >&2
    exit 1
  fi
  rm -rf "$folder"/var/cache/apt/archives/*.deb
  chroot "$folder" useradd --create-home ada
  touch "$folder/.complete"
fi
mkdir -p "$folder/wheels" "$folder/scripts"

export suite folder wheels scripts=$PWD/scripts
exec unshare --mount --net --pid --fork bash -c '
  set -euo pipefail
  ip link set lo up
  mount --bind -o ro "$wheels" "$folder/wheels"
  mount --bind -o ro "$scripts" "$folder/scripts"
  mount -t proc proc "$folder/proc"
  mount -t tmpfs tmpfs "$folder/dev"
  for device in null zero random urandom; do
    touch "$folder/dev/$device"
    mount --bind "/dev/$device" "$folder/dev/$device"
  done
  mkdir -m 1777 "$folder/dev/shm"
  exec chroot --userspec=ada:ada "$folder" env -i HOME=/home/ada USER=ada LANG=C.UTF-8 PATH=/usr/bin:/bin "$@"
' bash "$@"
