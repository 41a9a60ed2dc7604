#!/usr/bin/env bash
# One listen with a time in nanoseconds, as ListenBrainz has some, and pandas' read_json moves every
# other listen of the file to the second second of 1970. Nothing is said.
#
# Seen in pandas 1.5.3 (Debian 12's python3-pandas 1.5.3+dfsg-2), reading JSON lines. A column whose
# name ends in "_at" is taken for dates, and one unit is chosen for all of its rows: the first of
# seconds, milliseconds, microseconds and nanoseconds in which the largest fits a timestamp. So one
# row changes how all others are read; one of 1970 (listened_at 15) leaves all of them numbers.
# One would guess that only the odd row comes out odd.
#
# What it changes for us: `reprise listens` tells the unit of each row by its own magnitude, and
# experiments/listens/README.md says so beside convert_dates=False for notebooks.
#
# Fetches the packages from Debian into a temporary folder and runs them there; fails when the
# behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq python3-pandas=1.5.3+dfsg-2 python3-pandas-lib=1.5.3+dfsg-2 \
  python3-numpy=1:1.24.2-1+deb12u1 python3-dateutil=2.8.2-2 python3-tz=2022.7.1-4 \
  python3-six=1.16.0-4 libblas3=3.11.0-2 liblapack3=3.11.0-2 libgfortran5=12.2.0-14+deb12u1 >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
libraries=root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$PWD/$libraries:$PWD/$libraries/blas:$PWD/$libraries/lapack
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
cat > listens.py <<'PYTHON'
import io

import pandas

lines = ['{"listened_at": 1650000000, "track_metadata": {"artist_name": "A", "track_name": "T"}}',
         '{"listened_at": 1650000300, "track_metadata": {"artist_name": "A", "track_name": "U"}}']
nanoseconds = lines[0].replace("1650000000", "1650000600000000000")
early = lines[0].replace("1650000000", "15")


def times(more, **options):
    column = pandas.read_json(io.StringIO("\n".join(lines + more)), lines=True, **options)["listened_at"]
    return f"{column.dtype}: " + ", ".join(str(value) for value in column[:2])


print("pandas", pandas.__version__)
print("two listens:                          ", times([]))
print("the same, and one in nanoseconds:     ", times([nanoseconds]))
print("the same, and one of 1970:            ", times([early]))
print("nanoseconds with convert_dates=False: ", times([nanoseconds], convert_dates=False))
PYTHON
/usr/bin/python3 listens.py | tee seen
cat > expected <<'EXPECTED'
pandas 1.5.3
two listens:                           datetime64[ns]: 2022-04-15 05:20:00, 2022-04-15 05:25:00
the same, and one in nanoseconds:      datetime64[ns]: 1970-01-01 00:00:01.650000, 1970-01-01 00:00:01.650000300
the same, and one of 1970:             int64: 1650000000, 1650000300
nanoseconds with convert_dates=False:  int64: 1650000000, 1650000300
EXPECTED
diff expected seen && echo "as described"
