#!/bin/sh
# Writes what CPython 3.11 prints for each script here into the comments at its end, where script_golden_test reads it.
# Usage: tests/golden/script/expect.sh (needs python3; -P: modules of these names are Python's own)
set -eu
cd "$(dirname "$0")"
for script in *.py; do
    sed -i '/^# expect: /d' "$script"
    python3 -P "$script" </dev/null | sed 's/^/# expect: /' >"$script.expected"
    cat "$script.expected" >>"$script"
    rm "$script.expected"
done
