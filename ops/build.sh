#!/bin/sh
# Builds one preset of CMakePresets.json in build/PRESET. Usage: ops/build.sh PRESET
set -eu
cd "$(dirname "$0")/.."
preset=$1
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >"/tmp/lathe-configure-$$.log" 2>&1 || {
    cat "/tmp/lathe-configure-$$.log" >&2
    exit 1
}
rm -f "/tmp/lathe-configure-$$.log"
cmake --build "build/$preset"
