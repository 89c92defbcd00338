#!/bin/sh
# 60 lines a function, 600 a file; exceptions stand by name in sizes.txt with their reason. Fails on any other, and on a
# listed one that has become small enough. Usage: tests/tree/sizes.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
find base proto reward rollout storage learner ops tests -name '*.c' -o -name '*.h' -o -name '*.cpp' | sort | while read -r file; do
    awk -v file="$file" '
    /^[A-Za-z_].*\)[ ]*$|^[A-Za-z_].*\)[ ]*(noexcept)?[ ]*\{[ ]*$/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name); start = FNR }
    /^\}/ { if (start && FNR - start > 60) print file ":" name; start = 0 }
    END { if (FNR > 600) print file }' "$file"
done >"${TMPDIR:-/tmp}/lathe-sizes-$$"
trap 'rm -f "${TMPDIR:-/tmp}/lathe-sizes-$$"' EXIT
sed -e 's/[[:space:]]*#.*//' -e '/^$/d' "$here/sizes.txt" | sort >"${TMPDIR:-/tmp}/lathe-sizes-$$.listed"
sort -o "${TMPDIR:-/tmp}/lathe-sizes-$$" "${TMPDIR:-/tmp}/lathe-sizes-$$"
differences=$(diff "${TMPDIR:-/tmp}/lathe-sizes-$$.listed" "${TMPDIR:-/tmp}/lathe-sizes-$$" || true)
rm -f "${TMPDIR:-/tmp}/lathe-sizes-$$.listed"
[ -z "$differences" ] && exit 0
echo "too long (>) or listed without need (<):"
echo "$differences" | grep '^[<>]'
exit 1
