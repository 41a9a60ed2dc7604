# Says which sources of a library may be compiled as one, a unit: a group a line, its sources with `|`
# between them.
#   awk -f groups.awk -v most=COUNT [-v together=1] SOURCE ...
# A unit is one translation unit, so what a source keeps for itself, in a namespace without a name, is
# seen by the sources after it. Two sources of one group therefore never share such a name: neither
# defines what the other names, be it for a thing of its own or for one of a library. With together=1, the
# sources are a unit already: it is a mistake if they may no longer be one.

FNR == 1 {
  ++sources
  path[sources] = FILENAME
  own = 0
}
/^#include / || /^ *\/\// { next }
/^namespace \{$/ { own = 1; next }
/^\}  \/\/ namespace$/ { own = 0; next }
/^namespace [A-Za-z_0-9]+ = / { alias[sources, $2] = $0 }
own && /^[A-Za-z]/ { define($0) }
{ use($0) }

# The name that a line at the left margin defines: of a type, a function, a constant.
function define(line) {
  sub(/^template <[^>]*> */, "", line)
  if (match(line, /^(struct|class|enum class|enum|union|concept) [A-Za-z_0-9]+/)) {
    line = substr(line, RSTART, RLENGTH)
    sub(/.* /, "", line)
  } else if (match(line, /^(using|namespace) [A-Za-z_0-9]+ =/)) {
    split(line, words, " ")
    line = words[2]
  } else if (match(line, /[A-Za-z_0-9]+(\[[^]]*\])?( =|\(|\{|;)/)) {
    line = substr(line, RSTART, RLENGTH)
    match(line, /^[A-Za-z_0-9]+/)
    line = substr(line, RSTART, RLENGTH)
  } else {
    return
  }
  defines[sources] = defines[sources] " " line
}

# All names of a line but members and what a namespace is said of.
function use(line) {
  gsub(/"([^"\\]|\\.)*"/, "", line)
  gsub(/(\.|->|::)~?[A-Za-z_0-9]+/, "", line)
  gsub(/[^A-Za-z_0-9]+/, " ", line)
  count = split(line, words, " ")
  for (i = 1; i <= count; ++i) uses[sources, words[i]]
}

# Whether the source `a` defines a name that the source `b` has, too.
function clash(a, b,    names, count, i) {
  count = split(defines[a], names, " ")
  for (i = 1; i <= count; ++i) {
    if (!((b, names[i]) in uses)) continue
    # Both may give one namespace the same short name.
    if (!((a, names[i]) in alias) || !((b, names[i]) in alias)) return 1
    if (alias[a, names[i]] != alias[b, names[i]]) return 1
  }
  return 0
}

# Each source goes into the first group with room and without a clash.
END {
  for (s = 1; s <= sources; ++s) {
    for (g = 1; g <= groups; ++g) {
      if (size[g] >= most) continue
      count = split(members[g], others, " ")
      for (o = 1; o <= count; ++o)
        if (clash(s, others[o]) || clash(others[o], s)) break
      if (o > count) break
    }
    if (g > groups) groups = g
    members[g] = members[g] " " s
    ++size[g]
  }
  if (together && groups > 1) {
    split(members[2], others, " ")
    print path[others[1]] " and a source compiled with it now use one name for two things: run cmake again" >"/dev/stderr"
    exit 1
  }
  for (g = 1; g <= groups && !together; ++g) {
    count = split(members[g], others, " ")
    for (o = 1; o <= count; ++o) printf "%s%s", path[others[o]], o < count ? "|" : "\n"
  }
}
