#!/bin/sh
# Makes the pictures of docs/gallery.md with one `elbow run`; ELBOW_DATA may name a folder with the full MNIST.
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
.build/release/elbow run scripts/gallery.elbow --output "$out"
set -- loss sample reconstruct interpolate traverse manifold map diagnose explore arithmetic runs gradients
number=1
for name; do
  mv "$out/picture-$number.png" "docs/pictures/gallery/$name.png"
  number=$((number + 1))
done
