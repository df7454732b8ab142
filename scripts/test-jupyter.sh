#!/usr/bin/env bash
# test-jupyter.sh PYTHON [TESTS…]
# Runs the tests through Jupyter: those of Tests/jupyter two at once, since a kernel's test mostly waits for an answer, but for
# those marked `alone`, which count milliseconds or start as many processes as there are cores.
set -euo pipefail

python=$1
shift
# 5: there is no such test.
run() { "$python" -m pytest --quiet "$@" || [[ $? -eq 5 ]]; }
for tests in "${@:-Tests/jupyter}"; do
  if [[ $tests == Tests/jupyter ]]; then
    run --numprocesses 2 -m 'not alone' "$tests"
    run -m alone "$tests"
  else
    run "$tests"
  fi
done
