# Writes several sources as one, a unit: what they include is read once, and what they instantiate is
# compiled once.
#   awk -f unit.awk -v unit=FILE [-v parts=1] SOURCE ...
# Sources use the same names for what is their own: every part calls its registration `registration`.
# So each source is moved into a namespace inside of reprise, from which it sees all of reprise. All
# #includes stand before the first source. Messages of compilers name the source and its line still.
# With parts=1, a source that defines what others can name is a mistake: they would not find it.

FNR == 1 {
  ++sources
  body[++lines] = "#line 1 \"" FILENAME "\""
}
/^#include / {
  if (!($0 in included)) include[++includes] = $0
  included[$0]
  $0 = ""
}
/^namespace reprise \{$/ { $0 = "namespace reprise::source_" sources " {" }
parts && /^}  \/\/ namespace$/ { own_end[FILENAME] = FNR }
parts && /^}  \/\/ namespace reprise$/ && own_end[FILENAME] != FNR - 1 {
  print FILENAME ":" FNR ": this source now defines what others can name, so it is compiled by itself: run cmake again" >"/dev/stderr"
  exit 1
}
{ body[++lines] = $0 }

END {
  for (i = 1; i <= includes; ++i) print include[i] >unit
  for (i = 1; i <= lines; ++i) print body[i] >unit
}
