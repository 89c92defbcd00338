#!/bin/sh
# Installs what lathe needs from the distribution (Debian 12), or says what is missing where it may not; then OpenCASCADE.
# Safe to repeat: with everything there it does nothing. Usage: ops/deploy/install.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)

wanted=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/packages.txt" | awk '{print $1}')
missing=
for package in $wanted; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
[ -n "$missing" ] || exec "$here/opencascade.sh"

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        echo "install.sh: not root and no sudo without a password; please have these installed:$missing" >&2
        exit 1
    fi
fi
if ! command -v apt-get >/dev/null; then
    echo "install.sh: no apt-get here; please install the equivalents of:$missing" >&2
    exit 1
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is words
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
"$here/opencascade.sh"
