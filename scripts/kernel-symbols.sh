#!/bin/sh
# Shows that no code built for one kind of processor can end up in another's path: of symbols that several modules define,
# such as specialised generics of the standard library, the linker keeps one and drops the others, whatever instructions
# they use. So all code that the variants' object files offer to the linker must be named after its own module.
#
# usage: kernel-symbols.sh .build/release
set -eu

status=0
for variant in AVX512 AVX2 Baseline; do
  module=Kernels$variant
  [ -d "$1/$module.build" ] || { echo "no objects of $module in $1"; exit 2; }
  # W and V are weak, T is global code, u is unique; Swift's mangling shortens a repeated word of a name (Kernels in
  # KernelsAVX512.ProcessorKernels) but spells the module's own in full, with its length before it.
  strays=$(nm --defined-only "$1/$module.build"/*.o | awk '$2 ~ /^[TWu]$/ { print $3 }' | grep -v "${#module}$module" || true)
  if [ -n "$strays" ]; then
    echo "$module offers code under names that are not its own:"
    echo "$strays" | sed 's/^/  /'
    status=1
  fi
done
exit $status
