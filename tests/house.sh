#!/usr/bin/env bash
# The folders' include graph, drawn from every #include of the sources, each folder under those that
# include it:
#   tests/house.sh           prints it
#   tests/house.sh --check   says nothing where it agrees with the table of libraries in CONTRIBUTING.md;
#                            else each include that the table forbids, circles of folders, and sources
#                            that lie in no library, with exit code 1
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# "includer included", a line for each #include of a file of ours.
includes() {
  grep -roE --include='*.h' --include='*.cpp' '^#include "[^"]+"' sim recommenders reports experiments |
    sed -E 's/^([^:]+):#include "(.*)"$/\1 \2/' | grep -v '/build_info\.h$' | sort -u
}

# The same between folders, without a folder's own.
folders() {
  includes | awk '{ for (i = 1; i <= 2; ++i) sub("/[^/]*$", "", $i); if ($1 != $2) print $1, $2 }' | sort -u
}

if [ "${1:-}" != --check ]; then
  folders | tsort | while read -r folder; do
    printf '%-34s %s\n' "$folder" "$(folders | awk -v of="$folder" '$1 == of { print $2 }' | xargs)"
  done
  exit
fi

problems=$(
  # A row of the table: | `library` | what is in it | `libraries` that it may include |, where "above"
  # stands for the rows above of the same top folder. A file belongs to the library with the longest name.
  {
    sed -n 's/^| `\(sim\|recommenders\|reports\|experiments\)/row &/p' CONTRIBUTING.md
    find sim recommenders reports experiments -name '*.h' -o -name '*.cpp' | sed 's/^/file /'
    includes | sed 's/^/include /'
  } | awk '
    function library_of(file,   at, best) {
      best = ""
      for (at = 1; at <= n; ++at)
        if (index(file, name[at] "/") == 1 && length(name[at]) > length(best)) best = name[at]
      return best
    }
    function top(path) { sub("/.*", "", path); return path }
    $1 == "row" {
      split($0, cells, "|")
      match(cells[2], /`[^`]+`/)
      name[++n] = substr(cells[2], RSTART + 1, RLENGTH - 2)
      for (text = cells[4]; match(text, /`[^`]+`/); text = substr(text, RSTART + RLENGTH))
        may[name[n], substr(text, RSTART + 1, RLENGTH - 2)] = 1
      if (cells[4] ~ /above/)
        for (at = 1; at < n; ++at) if (top(name[at]) == top(name[n])) may[name[n], name[at]] = 1
    }
    $1 == "file" && library_of($2) == "" && $2 != "experiments/main.cpp" {
      print $2 " lies in no library of the table in CONTRIBUTING.md"
    }
    $1 == "include" && $2 != "experiments/main.cpp" {
      from = library_of($2); to = library_of($3)
      if (from == to) next
      # A library that is named stands for those below it, too.
      for (allowed = to; allowed != "" && !((from, allowed) in may); )
        if (!sub("/[^/]*$", "", allowed)) allowed = ""
      if (allowed == "") print $2 " includes " $3 ", but `" from "` may not include `" to "`"
    }'
  # tsort names a circle on its standard error, a folder a line.
  folders | tsort 2>&1 >/dev/null | sed 's/^tsort: //; s/^-: /a circle of folders: /' || true
)
[ -z "$problems" ] || {
  printf '%s\n' "$problems"
  exit 1
}
