#!/bin/sh
# From nothing to a trained model: installs the distribution's packages, builds, runs the main job of
# configs/quickstart.yaml in the current folder. Usage: ops/quickstart.sh [further arguments of lathe train]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
"$here/ops/deploy/install.sh"
"$here/ops/build.sh" release
exec "$here/build/release/bin/lathe" train "$here/configs/quickstart.yaml" "$@"
