#!/bin/sh
# Sets everything up and runs the fast tier of tests: an optimised build with the learner, then an ASan+UBSan build of
# everything else. Usage: ops/test.sh [--long]   (--long adds the long tier: soaks, whole corpora, benchmarks)
set -eu
cd "$(dirname "$0")/.."
tier=fast
case "${1-}" in
"") ;;
--long) tier='fast|long' ;;
*)
    echo "test.sh: unknown option '$1' (did you mean --long?)" >&2
    exit 2
    ;;
esac

ops/deploy/install.sh
for preset in test asan; do
    echo "== $preset: build"
    ops/build.sh "$preset"
    echo "== $preset: tests"
    ctest --test-dir "build/$preset" --label-regex "$tier" --output-on-failure --parallel 2
done
