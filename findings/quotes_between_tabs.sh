#!/usr/bin/env bash
# Of five plays between tabs whose names have quotes, `sqlite3` in its mode `tabs` reads one, pandas
# three and D3's tsvParse three, of which one has lost a letter. None fails; sqlite3 alone says a word.
#
# Seen in sqlite3 3.40.1 (Debian 12's sqlite3 3.40.1-2+deb12u2), pandas 1.5.3 (python3-pandas
# 1.5.3+dfsg-2) and d3-dsv 3.0.1 (npm), reading a table as Last.fm 1K, RecBole's atomic files and
# exports of databases have it, in which a quote is a letter as any other. All three take a quote at
# the beginning of a field for CSV's, and read on to the next one, over tabs and lines. Guessed
# before: that sqlite3's mode `tabs`, which writes no quotes either, reads none, and that readers say
# when a quoted field goes on behind its quote. Miller 6.6.0 (Debian's miller 6.6.0-2+b3) reads five.
#
# What it changes for us: `reprise listens` takes quotes between tabs for letters, always.
# experiments/listens/README.md says that Last.fm 1K needs such a reader, and that pandas must write
# tables with quoting=csv.QUOTE_NONE, or as CSV, because its tabs come with CSV's quotes.
#
# Fetches the packages from Debian and npm into a temporary folder and runs them there; fails when
# the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq sqlite3=3.40.1-2+deb12u2 miller=6.6.0-2+b3 python3-pandas=1.5.3+dfsg-2 \
  python3-pandas-lib=1.5.3+dfsg-2 python3-numpy=1:1.24.2-1+deb12u1 python3-dateutil=2.8.2-2 \
  python3-tz=2022.7.1-4 python3-six=1.16.0-4 libblas3=3.11.0-2 liblapack3=3.11.0-2 \
  libgfortran5=12.2.0-14+deb12u1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
npm install --silent --no-audit --no-fund d3-dsv@3.0.1 >/dev/null
libraries=root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$PWD/$libraries:$PWD/$libraries/blas:$PWD/$libraries/lapack
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages

printf 'user\tartist\ttitle
u\t"Quiet\tOne
u\tPlain\tTwo
u\t"Quiet\tThree
u\t"Odd" Al\tFour
u\tSay "Hi"\tFive
' >plays.tsv
cat >read.mjs <<'JAVASCRIPT'
import { tsvParse } from "d3-dsv";
import { readFileSync } from "fs";
const plays = tsvParse(readFileSync("plays.tsv", "utf8"));
console.log(`d3-dsv: ${plays.length} plays, titles ${plays.map((play) => play.title).join(", ")}`);
JAVASCRIPT
cat >read.py <<'PYTHON'
import csv

import pandas

for name, options in (("pandas", {}), ("pandas with QUOTE_NONE", {"quoting": csv.QUOTE_NONE})):
    plays = pandas.read_csv("plays.tsv", sep="\t", **options)
    print(f"{name}: {len(plays)} plays, titles {', '.join(plays['title'])}")
print("pandas writes", repr(plays[4:].to_csv(sep="\t", index=False, header=False)))
PYTHON
{
  root/usr/bin/sqlite3 :memory: '.mode tabs' '.import plays.tsv plays' '.mode list' \
    "select 'sqlite3: ' || count(*) || ' plays, titles ' || group_concat(title, ', ') from plays" 2>complaints
  echo "sqlite3 complains of $(wc -l <complaints) lines: $(head -n 1 complaints)"
  /usr/bin/python3 read.py
  node read.mjs
  root/usr/bin/mlr --itsv --ojsonl cat plays.tsv |
    sed -n 's/.*"title": "\(.*\)".*/\1/p' | paste -sd, | sed 's/,/, /g; s/^/miller: 5 plays, titles /'
} | tee seen
cat >expected <<'EXPECTED'
sqlite3: 1 plays, titles Five
sqlite3 complains of 4 lines: plays.tsv:4: unescaped " character
pandas: 3 plays, titles Three, Four, Five
pandas with QUOTE_NONE: 5 plays, titles One, Two, Three, Four, Five
pandas writes 'u\t"Say ""Hi"""\tFive\n'
d3-dsv: 3 plays, titles uiet, Al, Five
miller: 5 plays, titles One, Two, Three, Four, Five
EXPECTED
diff expected seen && echo "as described"
