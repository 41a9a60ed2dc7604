#!/usr/bin/env bash
#   coverage_by_folder.sh BUILD   what share of each folder's lines and branches the profiles in
#                                 BUILD/profiles say was run; BUILD/html shows the lines
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$1
objects=()
mapfile -t sources < <(git ls-files 'sim/*' 'recommenders/*' 'experiments/*' 'reports/*' | grep '\.\(cpp\|h\)$')
for program in "$build"/*_tests; do objects+=(-object "$program"); done
llvm-profdata merge -sparse -o "$build/all.profdata" "$build"/profiles/*.profraw
llvm-cov show "$build/reprise" "${objects[@]}" -instr-profile "$build/all.profdata" -format=html \
  -output-dir="$build/html" "${sources[@]}" >/dev/null
llvm-cov export "$build/reprise" "${objects[@]}" -instr-profile "$build/all.profdata" -format=lcov \
  "${sources[@]}" >"$build/all.lcov"
awk -F '[:,]' -v root="$PWD/" '
  $1 == "SF" {
    n = split(substr($2, length(root) + 1), parts, "/")
    folder = n > 2 ? parts[1] "/" parts[2] : parts[1]
  }
  $1 == "LF" { lines[folder] += $2 }
  $1 == "LH" { lines_run[folder] += $2 }
  $1 == "BRF" { branches[folder] += $2 }
  $1 == "BRH" { branches_run[folder] += $2 }
  END {
    for (folder in lines) {
      printf "%s %d %d %d %d\n", folder, lines[folder], lines_run[folder], branches[folder],
        branches_run[folder]
    }
  }' "$build/all.lcov" | sort | awk '
  function share(run, of) { return of == 0 ? "-" : sprintf("%.1f %%", 100 * run / of) }
  BEGIN { printf "%-28s %8s %9s %9s %9s\n", "folder", "lines", "run", "branches", "run" }
  {
    printf "%-28s %8d %9s %9d %9s\n", $1, $2, share($3, $2), $4, share($5, $4)
    l += $2; lr += $3; b += $4; br += $5
  }
  END { printf "%-28s %8d %9s %9d %9s\n", "all", l, share(lr, l), b, share(br, b) }'
