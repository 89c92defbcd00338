#!/bin/sh
# The interpreter beside CPython, both with a library that does nothing, on one core, in the same run. Times are noisy, the
# ratio less so. Usage: tests/bench/language.sh LIST [PYTHON]   (build the target language_bench first)
set -eu
list=$1
python=${2:-python3}
bench=${LATHE_BENCH:-$(dirname "$0")/../../build/release/tests/language_bench}
ours=$(mktemp) peer=$(mktemp)
trap 'rm -f "$ours" "$peer"' EXIT
taskset -c 0 "$bench" "$list" >"$ours"
taskset -c 0 "$python" "$(dirname "$0")/language_peer.py" "$list" >"$peer"
paste "$ours" "$peer" | awk '
    $1 < 0 || $2 < 0 { skipped++; next }
    { n++; a += $1; b += $2; ratio[n] = $2 / $1 }
    END {
        if (!n) { print "no script ran in both"; exit 1 }
        asort_ratio()
        printf "%d scripts (%d do not run with such a library)\n", n, skipped
        printf "lathe %.0f scripts/s, CPython %.0f scripts/s: %.1f times in all, %.1f at the median script\n", n / a * 1e6, n / b * 1e6, b / a, ratio[int((n + 1) / 2)]
    }
    function asort_ratio(   i, j, t) {
        for (i = 2; i <= n; i++) { t = ratio[i]; for (j = i - 1; j > 0 && ratio[j] > t; j--) ratio[j + 1] = ratio[j]; ratio[j + 1] = t }
    }'
