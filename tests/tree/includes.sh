#!/bin/sh
# Includes point one way (DESIGN: the tree). Prints each line that breaks the order and fails.
# Usage: tests/tree/includes.sh [ROOT]
set -eu
cd "${1:-$(dirname "$0")/../..}"

# folder: the folders it may include from, itself aside. Longest matching row wins.
cat >"${TMPDIR:-/tmp}/lathe-includes-$$" <<'ROWS'
base
proto base
reward/script base
reward/measure base
reward/kernel base reward/measure
reward/cadquery base reward/script reward/kernel reward/measure
reward/lazy base reward/cadquery reward/kernel reward/measure
rollout base proto reward
storage base
learner/text base
learner/tensor base
learner/model base reward/script learner/tensor
learner/sample base reward/script learner/tensor learner/model learner/text
learner/train base reward/script learner/tensor learner/model learner/text learner/sample
ops base proto reward rollout storage learner version
ROWS
trap 'rm -f "${TMPDIR:-/tmp}/lathe-includes-$$"' EXIT

find base proto reward rollout storage learner ops \( -name '*.c' -o -name '*.h' -o -name '*.cpp' -o -name '*.hpp' -o -name '*.def' -o -name '*.cu' \) |
    xargs grep -n '^ *# *include "' |
    awk -v table="${TMPDIR:-/tmp}/lathe-includes-$$" '
    BEGIN { while ((getline line < table) > 0) { n = split(line, w, " "); allowed[w[1]] = " " line " " } }
    function row_of(path,   best, k) { best = ""; for (k in allowed) if (index(path, k "/") == 1 && length(k) > length(best)) best = k; return best }
    {
        split($0, part, ":"); file = part[1]
        target = $0; sub(/^[^"]*"/, "", target); sub(/".*/, "", target)
        if (target !~ /\//) { print file ": include from the root, not \"" target "\""; bad = 1; next }
        row = row_of(file); ok = 0; n = split(allowed[row], w, " ")
        for (i = 1; i <= n; i++) if (w[i] != "" && index(target, w[i] "/") == 1) ok = 1
        # the sources of one program may use its own folder
        if (!ok) { print file ": " row " may not include \"" target "\""; bad = 1 }
    }
    END { exit bad }'

# C++ and the big libraries stand behind their shims only.
fail=0
for pair in 'torch/|ATen/:learner/tensor' 'TopoDS|BRep|gp_Pnt|STEPControl:reward/kernel' 'zmq\.h:rollout' 'sqlite3\.h:storage'; do
    found=$(grep -rlE "^ *# *include <(${pair%%:*})" base proto reward rollout storage learner ops --include='*.c' --include='*.h' \
        --include='*.cpp' --include='*.hpp' | grep -v "^${pair##*:}/" || true)
    [ -z "$found" ] || { echo "only ${pair##*:} may include ${pair%%:*}: $found"; fail=1; }
done
found=$(find base proto reward rollout storage learner ops -name '*.cpp' | grep -v -e '^reward/kernel/' -e '^learner/tensor/' || true)
[ -z "$found" ] || { echo "C++ outside the shims: $found"; fail=1; }
exit $fail
