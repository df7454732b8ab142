#!/usr/bin/env bash
# fuzz-coverage.sh [OPTIONS OF THE FUZZER]
# Runs the fuzzer built with llvm's counters, in a folder of its own, and prints how many lines of the language and of the
# workbench's reading of arguments its cells reach. The lines themselves are listed in .build/coverage/lines.txt.
set -euo pipefail

# The folders whose lines are asked for: all of the language, and where the workbench takes its arguments.
sources=(Sources/Language Sources/Workbench/Entries Sources/Workbench/Conversions Sources/Workbench/Values)
tools=$(dirname "$(readlink -f "$(command -v swift)")")
folder=.build/coverage
flags=(--configuration release --enable-code-coverage --scratch-path "$folder")

scripts/quietly.sh build-coverage swift build "${flags[@]}" --product fuzz
rm -f "$folder"/*.profraw
program=$(swift build "${flags[@]}" --show-bin-path)/fuzz
status=0
LLVM_PROFILE_FILE="$PWD/$folder/%p.profraw" "$program" "$@" || status=$?
"$tools/llvm-profdata" merge --sparse "$folder"/*.profraw --output "$folder/fuzz.profdata"
"$tools/llvm-cov" show "$program" --instr-profile "$folder/fuzz.profdata" "${sources[@]}" >"$folder/lines.txt"
for source in "${sources[@]}"; do
  "$tools/llvm-cov" export --summary-only "$program" --instr-profile "$folder/fuzz.profdata" "$source" |
    "${PYTHON:-python3}" -c 'import json, sys
lines = json.load(sys.stdin)["data"][0]["totals"]["lines"]
print(sys.argv[1] + ": {covered} of {count} lines, {percent:.1f} %".format(**lines))' "$source"
done
exit $status
