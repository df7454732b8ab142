#!/usr/bin/env bash
# sanitize.sh [thread|address]...
# Runs the tests of the threads' and the numeric rooms, and those of readers beside a running cell, under Thread Sanitizer
# and Address Sanitizer (both where none is named), each built in a folder of its own: twenty minutes of building the first
# time. Fails where a test fails or a sanitizer reports.
set -euo pipefail

tests='^((ThreadsTests|TensorsTests|AutodiffTests|NetworksTests)\.|ElbowKernelTests\.SnapshotReaderTests)'
mkdir -p .build/setup
kinds=("$@")
[ $# -gt 0 ] || kinds=(thread address)
for kind in "${kinds[@]}"; do
  log=.build/setup/sanitize-$kind.log
  flags=(--configuration release --sanitize="$kind" --scratch-path ".build/sanitize-$kind")
  echo "Building for the $kind sanitizer"
  swift build --build-tests "${flags[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
  # More threads than there may be processors, so that there is something to race.
  status=0
  LSAN_OPTIONS="suppressions=$PWD/scripts/leaks.txt" ELBOW_THREADS=4 swift test --skip-build --filter "$tests" "${flags[@]}" >"$log" 2>&1 || status=$?
  if [ $status -ne 0 ] || grep -qE 'WARNING: ThreadSanitizer|ERROR: (Address|Leak)Sanitizer' "$log"; then
    grep -vE '^(✔|◇|↳) ' "$log" >&2 || true
    echo "failed under the $kind sanitizer; all of the output is in $log" >&2
    exit 1
  fi
  grep -E '^✔ Test run with' "$log" | tail -n 1
done
