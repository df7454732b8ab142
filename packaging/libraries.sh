#!/usr/bin/env bash
# libraries.sh FOLDER
# Gathers the archives that the program of the wheel is linked from: links to Debian's own, and libzmq built from Debian's
# source, because the archive that Debian has of it wants Kerberos, PGM and NORM. Does nothing the second time.
set -euo pipefail

folder=$1
packages=(
  libopenblas-pthread-dev libpng-dev libjpeg62-turbo-dev zlib1g-dev libcairo2-dev libpixman-1-dev libfontconfig-dev
  libfreetype-dev libexpat1-dev libbrotli-dev libsqlite3-dev libedit-dev libbsd-dev libmd-dev libncurses-dev libsodium-dev # archives
  g++ binutils cmake dpkg-dev # what builds
)
archives=(
  openblas png16 jpeg z cairo pixman-1 fontconfig freetype expat brotlidec brotlicommon sqlite3 edit bsd md tinfo sodium
  stdc++ gcc gcc_eh
)

ELBOW_PACKAGES="${packages[*]}" scripts/packages.sh
if [ -f "$folder/libzmq.a" ] && [ "$folder/libzmq.a" -nt packaging/libraries.sh ]; then exit 0; fi

rm -rf "$folder"
mkdir -p "$folder"
system=/usr/lib/$(dpkg-architecture -q DEB_HOST_MULTIARCH)
for name in "${archives[@]}"; do
  for path in "$system/lib$name.a" "$system/openblas-pthread/lib$name.a" "$(gcc -print-file-name="lib$name.a")"; do
    if [ -f "$path" ]; then break; fi
  done
  if [ ! -f "$path" ]; then
    echo "there is no archive lib$name.a in the packages that should have it" >&2
    exit 1
  fi
  ln -s "$path" "$folder/"
done
ln -s libpng16.a "$folder/libpng.a" # Elbow's own name for it

echo "Building libzmq from Debian's source"
packaging/debian-source.sh zeromq3 "$folder/source" >/dev/null
options=(
  -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED=OFF -DBUILD_STATIC=ON -DBUILD_TESTS=OFF -DWITH_PERF_TOOL=OFF -DWITH_DOCS=OFF
  -DENABLE_CURVE=ON -DWITH_LIBSODIUM=ON -DWITH_LIBBSD=OFF -DENABLE_WS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON
)
{
  cmake -S "$folder"/source/zeromq3-*/ -B "$folder/build" "${options[@]}"
  cmake --build "$folder/build" --parallel --target libzmq-static
} >"$folder/libzmq.log" 2>&1 || {
  tail -n 20 "$folder/libzmq.log" >&2
  echo "libzmq could not be built; all of the output is in $folder/libzmq.log" >&2
  exit 1
}
cp "$folder/source"/zeromq3-*/debian/copyright "$folder/libzmq.copyright"
cp "$folder/build/lib/libzmq.a" "$folder/"
