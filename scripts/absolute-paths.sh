#!/usr/bin/env bash
# absolute-paths.sh LIST BASE...
# Prints a colon-separated list of folders with every relative part made absolute: against the first base under which
# it exists, else against the first one. Empty parts fall away.
set -euo pipefail

IFS=: read -r -a parts <<<"$1"
shift
result=()
for part in ${parts[@]+"${parts[@]}"}; do
  case $part in
    '') continue ;;
    /*) result+=("$part"); continue ;;
    \~ | \~/*) result+=("$HOME${part#\~}"); continue ;;
  esac
  absolute=$1/$part
  for base in "$@"; do
    if [ -e "$base/$part" ]; then
      absolute=$(cd "$base" && realpath "$part")
      break
    fi
  done
  result+=("$absolute")
done
IFS=:
printf '%s\n' "${result[*]-}"
