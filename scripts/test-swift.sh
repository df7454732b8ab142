#!/usr/bin/env bash
# test-swift.sh [FLAGS OF THE BUILD]
# Runs the Swift tests that were built, in the same folder and with the same flags as the program, so that nothing is
# compiled twice. Prints the failures and the closing lines; all of it is in the log.
set -euo pipefail

mkdir -p .build/setup
log=.build/setup/test-swift.log
status=0
swift test --configuration release --skip-build "$@" >"$log" 2>&1 || status=$?

if [ $status -ne 0 ]; then
  # All but what passed and what began.
  grep -vE '^(✔|◇|↳|􀟈|􁁛) |^Test (Case|Suite) .*(started|passed)' "$log" >&2 || true
  echo "swift test failed; all of its output is in $log" >&2
fi
# XCTest reports too, and where nothing is written for it that is a line about 0 tests.
grep -E '^(✔|✘) Test run with|Executed [1-9][0-9]* tests?' "$log" | tail -n 2 || true
exit $status
