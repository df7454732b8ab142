#!/usr/bin/env bash
# Starts JupyterLab on the notebooks, with Elbow as its only kernel. PORT=… chooses the port, LAB_ARGS=… passes more.
set -euo pipefail

options=()
if [ -n "${PORT:-}" ]; then
  # Somebody who names a port wants that one or an error; otherwise the next free one from 8888 on will do.
  options+=("--ServerApp.port=$PORT" --ServerApp.port_retries=0)
fi
# shellcheck disable=SC2206 # LAB_ARGS is a list of words
options+=(${LAB_ARGS:-})
exec "$(dirname "$0")/../.build/release/elbow" lab --as-is . -- ${options[@]+"${options[@]}"}
