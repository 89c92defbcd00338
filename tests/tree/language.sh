#!/bin/sh
# Calls that have a safer form here, and traces that do not belong into the tree. Usage: tests/tree/language.sh
set -eu
cd "$(dirname "$0")/../.."
fail=0
report() { [ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; fail=1; }; }
sources='base proto reward rollout storage learner ops'
report 'banned calls' "$(grep -rnE '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|rand|srand|random|drand48|alloca|system)\(' $sources \
    --include='*.c' --include='*.h' --include='*.cpp' | grep -v '^[^:]*:[0-9]*: *\(/\?\*\|//\)' || true)"
report 'absolute paths of a workplace' "$(git ls-files | grep -v '^tests/tree/' | xargs grep -nE '(/work/|/home/|/root/)' 2>/dev/null || true)"
exit $fail
