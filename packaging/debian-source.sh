#!/usr/bin/env bash
# debian-source.sh PACKAGE FOLDER
# Unpacks the source of one of Debian's packages, with Debian's patches. apt is given lists of its own, so that nothing of
# the machine's changes and no root is needed: where the machine has its binaries from, there are the sources too.
set -euo pipefail

package=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
mkdir -p "$folder"/apt/{lists,cache/archives}/partial
sources=$folder/apt/own.sources
: >"$sources"
for list in /etc/apt/sources.list.d/*.sources; do
  # One file holds paragraphs of Debian's; those of other publishers have no source of the package.
  if [ -f "$list" ] && grep -q debian-archive-keyring "$list"; then
    sed 's/^Types:.*/Types: deb-src/' "$list" >>"$sources"
    echo >>"$sources"
  fi
done
if [ ! -s "$sources" ]; then
  sources=$folder/apt/own.list
  sed -n 's/^deb \(.*debian.*\)/deb-src \1/p' /etc/apt/sources.list >"$sources"
fi
options=(
  -o "Dir::Etc::sourcelist=$sources" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$folder/apt/lists"
  -o "Dir::Cache=$folder/apt/cache" -o APT::Sandbox::User=
)
cd "$folder"
log=$folder/apt/log
if ! { apt-get "${options[@]}" update && apt-get "${options[@]}" source "$package"; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "the source of $package could not be fetched (above)" >&2
  exit 1
fi
