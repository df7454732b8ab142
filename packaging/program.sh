#!/usr/bin/env bash
# program.sh FOLDER
# Links the object files of `make build` once more, now with every library in the program itself but glibc, and strips it:
# FOLDER/elbow. FOLDER/linked lists the archives that parts were taken of.
#
# It is a second link and no second build: what is tested and what is shipped are the same object files.
set -euo pipefail

folder=$1
objects=$(swift build --configuration release --show-bin-path)/elbow.product/Objects.LinkFileList
program=$folder/elbow
if [ "$program" -nt "$objects" ] && [ "$program" -nt .build/release/elbow ] && [ "$program" -nt "${BASH_SOURCE[0]}" ]; then
  exit 0
fi

mkdir -p "$folder"
packaging/libraries.sh "$folder/lib"
for part in older-glibc fortran-strings; do
  clang -O2 -fno-builtin -c "packaging/$part.c" -o "$folder/$part.o"
done
libraries=(
  cairo pixman-1 fontconfig freetype expat brotlidec brotlicommon png16 jpeg z zmq sodium sqlite3 edit bsd md tinfo openblas
  _FoundationCollections _FoundationCShims
)
options=(
  -static-stdlib -emit-executable -o "$program.whole" "@$objects" "$folder/older-glibc.o" "$folder/fortran-strings.o" -L "$folder/lib"
  -Xlinker --defsym=main=elbow_main # the name that Swift's packages give a program's own main
  -Xlinker --gc-sections -Xlinker "-Map=$folder/map" -Xclang-linker -static-libgcc
  -Xlinker --start-group "${libraries[@]/#/-l}" -Xlinker --end-group
)
if ! swiftc "${options[@]}" >"$folder/link.log" 2>&1; then
  tail -n 20 "$folder/link.log" >&2
  exit 1
fi
grep -oE '^[^ (]+\.a' "$folder/map" | sort --unique >"$folder/linked"
strip -o "$program.new" "$program.whole"
mv "$program.new" "$program"

strangers=$(objdump -p "$program" | awk '$1 == "NEEDED" && $2 !~ /^(libc|libm|ld-linux-.*)\.so/ { print $2 }')
if [ -n "$strangers" ]; then
  printf 'the program needs libraries that it should have inside: %s\n' "$strangers" >&2
  rm "$program"
  exit 1
fi
