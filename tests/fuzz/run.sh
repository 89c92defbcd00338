#!/bin/sh
# Searches with one fuzzer from the stored corpus; what it finds new is kept in FOLDER, what fails as FOLDER-crash-*.
# Without entropic scheduling, whose books cost more than the runs.
# Usage: tests/fuzz/run.sh lexer|parser|script|cadquery RUNS [FOLDER]     (builds the preset `fuzz` first; needs clang)
set -eu
cd "$(dirname "$0")/../.."
name=$1 runs=$2 folder=${3:-.cache/fuzz-$1}
case $name in
lexer | parser | script) seeds='tests/fuzz/corpus/script tests/golden/script' length=4096 ;;
cadquery) seeds=tests/fuzz/corpus/cadquery length=400 ;;
*) echo "run.sh: no fuzzer '$name' (lexer, parser, script, cadquery)" >&2; exit 2 ;;
esac
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target "${name}_fuzz" >/dev/null
mkdir -p "$folder"
# shellcheck disable=SC2086 # seeds are words
exec "build/fuzz/bin/${name}_fuzz" -runs="$runs" -entropic=0 -max_len=$length -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="$folder-" -print_final_stats=1 "$folder" $seeds
