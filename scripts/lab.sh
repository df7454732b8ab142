#!/usr/bin/env bash
# Starts JupyterLab on the notebooks, with Elbow as its only kernel. PORT=… chooses the port, LAB_ARGS=… passes more.
set -euo pipefail

options=(
  "--ServerApp.root_dir=$PWD" # the notebooks link to docs
  "--FileContentsManager.preferred_dir=$PWD/Notebooks"
  --Application.log_level=WARN # the address is printed all the same
  --LanguageServerManager.autodetect=False # it would look through the user's Node packages
  --KernelSpecManager.allowed_kernelspecs=elbow
  --KernelSpecManager.ensure_native_kernel=False
  --MultiKernelManager.default_kernel_name=elbow
)
if [ -n "${PORT:-}" ]; then
  # Somebody who names a port wants that one or an error; otherwise the next free one from 8888 on will do.
  options+=("--ServerApp.port=$PORT" --ServerApp.port_retries=0)
fi
if [ "$(id -u)" -eq 0 ]; then options+=(--allow-root); fi
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname)" != Darwin ]; then options+=(--no-browser); fi

# shellcheck disable=SC2086 # LAB_ARGS is a list of words
exec .venv/bin/python -m jupyterlab "${options[@]}" ${LAB_ARGS:-}
