#!/usr/bin/env bash
# docs.sh FOLDER
# Makes a website of the documentation of the library product, from its doc comments and catalogs, once it was built.
# Fails where a public declaration has no doc comment, or a comment names something that is not there.
set -euo pipefail

folder=$1
python=${PYTHON:-python3}
modules=(Threads JupyterWire JupyterKernel)
target=$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)".*/\1/p' | head -n 1)
build=$(swift build --configuration release --show-bin-path)
work=.build/docs
rm -rf "$work" "$folder"
mkdir -p "$work" "$(dirname "$folder")"

archives=()
for module in "${modules[@]}"; do
  mkdir -p "$work/$module"
  swift symbolgraph-extract -module-name "$module" -target "$target" -I "$build/Modules" -I Sources/CZeroMQ \
    -I Sources/CSQLite -minimum-access-level public -emit-extension-block-symbols -output-dir "$work/$module"
  "$python" scripts/undocumented.py "$work/$module"/*.symbols.json
  dependencies=()
  for archive in ${archives[@]+"${archives[@]}"}; do dependencies+=(--dependency "$archive"); done
  docc convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$work/$module" \
    --fallback-display-name "$module" --fallback-bundle-identifier "$module" --warnings-as-errors \
    --enable-experimental-external-link-support ${dependencies[@]+"${dependencies[@]}"} \
    --output-path "$work/$module.doccarchive"
  archives+=("$work/$module.doccarchive")
done
docc merge "${archives[@]}" --synthesized-landing-page-name "A kernel's own half" --output-path "$folder"
echo "The documentation is in $folder: $python -m http.server --directory $folder, then http://localhost:8000/documentation"
