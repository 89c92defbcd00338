#!/bin/sh
# The reward of lathe beside that of a warm CadQuery worker, on one core each, in the same run. Times are noisy, the ratio
# less so. Usage: tests/bench/reward.sh LIST [PYTHON]   PYTHON: one with cadquery, trimesh and manifold3d installed
set -eu
list=$1
python=${2:-python3}
bin=${LATHE_BIN:-$(dirname "$0")/../../build/release/bin}
ours=$(taskset -c 0 "$bin/lathe" bench reward --list "$list" --mode exact --jobs 1 --json)
peer=$(taskset -c 0 "$python" "$(dirname "$0")/reward_peer.py" "$list")
echo "lathe    $ours"
echo "cadquery $peer"
"$python" - "$ours" "$peer" <<'RATIO'
import json, sys
ours, peer = map(json.loads, sys.argv[1:])
print(f"lathe is {peer['median_ms'] / ours['median_ms']:.1f} times as fast at the median, {peer['p99_ms'] / ours['p99_ms']:.1f} at p99")
RATIO
