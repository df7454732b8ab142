#!/usr/bin/env bash
# mpi.sh FOLDER
# Compiles what speaks to MPI, for each MPI that is there, into FOLDER/libelbow-NAME.so. Their binary interfaces differ, so
# each has a library of its own, which the program loads where that MPI's mpirun started it.
set -euo pipefail

folder=$1
source=Sources/CMPI/processes.c

# A compiler's MPI, by what it links; Debian has both under names of their own.
kind() {
  case "$("$1" -show 2>/dev/null)" in
    *open-pal* | *openmpi*) echo openmpi ;;
    *mpich* | *mpi*) echo mpich ;;
  esac
}

built=
for compiler in mpicc.openmpi mpicc.mpich mpicc; do
  command -v $compiler >/dev/null || continue
  name=$(kind $compiler)
  case " $built " in *" $name "*) continue ;; esac
  built="$built $name"
  library=$folder/libelbow-$name.so
  if [ "$library" -nt "$source" ] && [ "$library" -nt "${BASH_SOURCE[0]}" ]; then continue; fi
  mkdir -p "$folder"
  $compiler -std=c11 -O2 -Wall -Wextra -Werror -shared -fPIC -o "$library.new" "$source"
  mv "$library.new" "$library"
done
if [ -z "$built" ]; then
  echo "There is no MPI here whose compiler (mpicc) could be called." >&2
  exit 1
fi
