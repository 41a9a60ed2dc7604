#!/usr/bin/env bash
# Checks that all sources are formatted as .clang-format says; `./dev format` formats them. Exits with
# 77, which CTest counts as skipped, where there is no clang-format 14: other versions format otherwise.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
formatter=
for name in clang-format-14 clang-format; do
  if command -v "$name" >/dev/null && [[ $("$name" --version) == *" 14."* ]]; then
    formatter=$name
    break
  fi
done
if [ -z "$formatter" ]; then
  echo "skipped: clang-format 14 is not installed (Debian's package clang-format-14)"
  exit 77
fi
find . -path ./build -prune -o -path ./.git -prune -o \( -name '*.h' -o -name '*.cpp' \) -print0 |
  xargs -0 -n 40 -P "$(nproc)" "$formatter" --dry-run -Werror ||
  { echo "./dev format formats these files"; exit 1; }
