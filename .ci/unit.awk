# Writes several sources as one, a unit: what they include is read once, and what they instantiate is
# compiled once.
#   awk -f unit.awk -v unit=FILE -v kind=parts|tests|library|targets SOURCE ...
# Parts and tests use the same names for what is their own: every part calls its registration
# `registration`. So each is moved into a namespace inside of reprise, from which it sees all of reprise; a
# part that defines what others can name is a mistake: they would not find it. Sources of a library stay
# where they are: groups.awk has chosen them so that they share no name of their own. All #includes
# stand before the first source. Messages of compilers name the source and its line still.
# Each fuzz target NAME.cpp defines the same function, so that gets the name fuzz_NAME.

FNR == 1 {
  if (kind == "targets") begin_target()
  ++sources
  body[++lines] = "#line 1 \"" FILENAME "\""
}
/^#include / {
  if (!($0 in included)) include[++includes] = $0
  included[$0]
  $0 = ""
}
kind != "library" && /^namespace reprise \{$/ { $0 = "namespace reprise::source_" sources " {" }
kind == "parts" && /^}  \/\/ namespace$/ { own_end[FILENAME] = FNR }
kind == "parts" && /^}  \/\/ namespace reprise$/ && own_end[FILENAME] != FNR - 1 {
  print FILENAME ":" FNR ": this source now defines what others can name, so it is compiled by itself: run cmake again" >"/dev/stderr"
  exit 1
}
{ body[++lines] = $0 }

function begin_target(    name) {
  if (sources) end_target()
  name = FILENAME
  gsub(/.*\/|\.cpp$/, "", name)
  body[++lines] = "#define LLVMFuzzerTestOneInput fuzz_" name
  body[++lines] = "namespace target_" name " {"
}

function end_target() {
  body[++lines] = "}\n#undef LLVMFuzzerTestOneInput"
}

END {
  if (kind == "targets") end_target()
  for (i = 1; i <= includes; ++i) print include[i] >unit
  for (i = 1; i <= lines; ++i) print body[i] >unit
}
