#!/usr/bin/env bash
# Looks whether everything that the Debian package should have is installed below PREFIX, and nothing else.
#   installed_files.sh PREFIX CHECKOUT
set -euo pipefail
prefix=${1:?usage: installed_files.sh PREFIX CHECKOUT}
checkout=${2:?usage: installed_files.sh PREFIX CHECKOUT}
failed=0
complain() { printf '%s\n' "$*" >&2; failed=1; }

# CMake's names of the folders differ between systems: lib or lib64.
for file in bin/reprise 'lib*/libreprise.a' 'lib*/libreprise_main.a' \
  'lib*/cmake/reprise/reprise-config.cmake' include/reprise/recommenders/recommender.h \
  include/reprise/experiments/metrics/metric_part.h share/man/man1/reprise.1 \
  share/doc/reprise/README.md share/doc/reprise/copyright share/doc/reprise/sim/README.md \
  share/reprise/configs/experiments/first_look.yaml; do
  compgen -G "$prefix/$file" >/dev/null || complain "missing: $file"
done
# The man page has every command of the program, and no other.
described=$(sed -n '/^\.SH COMMANDS/,/^\.SH EXIT/{/^\.B /s/^\.B //p}' "$prefix/share/man/man1/reprise.1" | sort)
known=$("$prefix/bin/reprise" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p' | sort)
[ "$described" = "$known" ] ||
  complain "reprise.1 and the program have other commands: $(diff <(echo "$described") <(echo "$known") | sed -n 's/^[<>] //p' | xargs)"
# Every config is there, and what a folder must not have is not.
diff -rq "$checkout/configs" "$prefix/share/reprise/configs" || failed=1
strays=$(find "$prefix" -name '__pycache__' -o -name '*.cpp' -not -path '*/configs/*' -o -name '*_test.*' | head)
[ -z "$strays" ] || complain "not to be installed: $strays"
exit "$failed"
