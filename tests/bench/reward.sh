#!/bin/sh
# The reward of lathe, both ways, beside that of a warm CadQuery worker, on one core each, in the same run. Times are noisy,
# the ratios less so. Usage: tests/bench/reward.sh LIST [PYTHON]   PYTHON: one with cadquery, trimesh and manifold3d installed
set -eu
list=$1
python=${2:-python3}
bin=${LATHE_BIN:-$(dirname "$0")/../../build/release/bin}
peer=$(taskset -c 0 "$python" "$(dirname "$0")/reward_peer.py" "$list")
echo "cadquery $peer"
for mode in lazy exact; do
    ours=$(taskset -c 0 "$bin/lathe" bench reward --list "$list" --mode "$mode" --jobs 1 --json)
    echo "$mode $ours"
    "$python" - "$mode" "$ours" "$peer" <<'RATIO'
import json, sys
mode, ours, peer = sys.argv[1], *map(json.loads, sys.argv[2:])
mean = 1e3 / ours['per_second']
print(f"{mode}: running and tessellating in CadQuery takes {peer['shape_median_ms'] / ours['median_ms']:.1f} times as long at the "
      f"median, {peer['shape_mean_ms'] / mean:.1f} in the mean; its whole reward {peer['median_ms'] / ours['median_ms']:.1f} at the "
      f"median, {peer['p99_ms'] / ours['p99_ms']:.1f} at p99")
RATIO
done
