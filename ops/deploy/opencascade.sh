#!/bin/sh
# Unpacks the OpenCASCADE of opencascade.txt in .deps/opencascade, where CMake looks first. Debian 12 has 7.6, which cleans
# shapes otherwise than CadQuery's 7.9; 7.8 does not. Safe to repeat. Usage: ops/deploy/opencascade.sh
set -eu
cd "$(dirname "$0")/../.."
wanted=ops/deploy/opencascade.txt
place=.deps/opencascade
if cmp -s "$wanted" "$place/unpacked.txt"; then
    exit 0
fi
if [ "$(uname -sm)" != "Linux x86_64" ]; then
    echo "opencascade.sh: no package for $(uname -sm): build OpenCASCADE 7.8.1 and configure with -DOpenCASCADE_DIR=..." >&2
    exit 1
fi
echo "unpacking OpenCASCADE in $place"
mkdir -p .deps
work=$(mktemp -d .deps/unpack-XXXXXX)
trap 'rm -rf "$work"' EXIT
python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes --requirement "$wanted" --dest "$work"
mkdir "$work/prefix"
for wheel in "$work"/*.whl; do
    python3 -m zipfile -e "$wheel" "$work/wheel"
done
cp -R "$work"/wheel/*.data/data/. "$work/prefix"
cp "$wanted" "$work/prefix/unpacked.txt"
rm -rf "$place"
mv "$work/prefix" "$place"
