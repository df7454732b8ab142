#!/usr/bin/env bash
# test-jupyter.sh PYTHON [TESTS…]
# Runs the tests through Jupyter: several at once, since a kernel's test mostly waits for an answer, and then by themselves those
# marked `alone`, which count milliseconds or start as many processes as there are cores.
set -euo pipefail

python=$1
shift
for tests in "${@:-Tests/jupyter}"; do
  for part in "--numprocesses 3 -m" "-m"; do
    chosen=$([[ $part == -m ]] && echo alone || echo 'not alone')
    status=0
    # shellcheck disable=SC2086
    "$python" -m pytest --quiet $part "$chosen" "$tests" || status=$?
    # 5: there is no such test.
    [[ $status -eq 0 || $status -eq 5 ]] || exit $status
  done
done
