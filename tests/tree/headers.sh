#!/bin/sh
# Each public header compiles alone, as C17, under strict warnings. Usage: tests/tree/headers.sh INCLUDE_FOLDER...
set -eu
cd "$(dirname "$0")/../.."
flags="-std=c17 -D_GNU_SOURCE -Wall -Wextra -Wstrict-prototypes -Wshadow -Werror -fsyntax-only -I."
flags="$flags $(pkg-config --cflags-only-I cairo jansson)"
for folder in "$@"; do flags="$flags -I$folder"; done
fail=0
for header in $(find base proto reward rollout storage learner ops -name '*.h'); do
    # shellcheck disable=SC2086 # flags are words
    printf '#include "%s"\n' "$header" | cc $flags -x c - || { echo "$header does not stand alone"; fail=1; }
done
exit $fail
