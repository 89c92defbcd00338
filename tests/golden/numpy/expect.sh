#!/bin/sh
# Writes what numpy 2.4 prints for each script here into the comments at its end, where script_golden_test reads it.
# Usage: tests/golden/numpy/expect.sh [PYTHON] (or PYTHON in the environment: one that has numpy)
set -eu
cd "$(dirname "$0")"
python=${1:-${PYTHON:-python3}}
for script in *.py; do
    sed -i '/^# expect: /d' "$script"
    "$python" -P -W ignore "$script" | sed 's/^/# expect: /' >"$script.expected"
    cat "$script.expected" >>"$script"
    rm "$script.expected"
done
