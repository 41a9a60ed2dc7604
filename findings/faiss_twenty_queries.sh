#!/usr/bin/env bash
# The nearest tracks of a track are other ones when it is asked for together with nineteen more.
#
# Seen in faiss 1.7.3 (Debian 12's python3-faiss 1.7.3-2+b1), IndexFlatL2, the exact index. From twenty
# queries a call on it takes |x|^2 + |y|^2 - 2xy from a matrix product instead of the differences, in
# float32: where coordinates have a common part (a year, a tempo, a mean that was not taken off), the
# digits that tell neighbours apart are gone, and most of a list is wrong, with distances of 0 and of
# negative ones raised to 0. One would guess that an exact index finds the same tracks for a query,
# whoever is asked for beside it.
#
# What it changes for us: lists made so and brought along (`item_lists`) depend on the chunks they were
# made in. Take the mean off first: distances do not change by it, and lists come out alike.
#
# Fetches the packages from Debian into a temporary folder and runs them there; fails when the
# behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# With what these packages need and this machine does not have.
mkdir -p debs/partial root
apt-get install -qq -y --download-only --reinstall --no-install-recommends \
  -o APT::Sandbox::User=root -o Dir::Cache::archives="$PWD/debs" \
  python3-faiss=1.7.3-2+b1 python3-numpy=1:1.24.2-1+deb12u1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$PWD/root/usr/lib/x86_64-linux-gnu
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
cat > nearest.py <<'PYTHON'
import faiss
import numpy as np

taste = np.random.default_rng(0).normal(size=(5000, 64))


def right(index, queries, exact, n):
    found = index.search(queries[:n], 10)[1][:19]
    return np.mean([len(set(a) & set(b)) for a, b in zip(found, exact)])


print("faiss", faiss.__version__)
for mean in (0, 1000):
    tracks = (taste + mean).astype(np.float32)
    wide = tracks.astype(np.float64)
    squares = ((wide[:19, None] - wide[None]) ** 2).sum(axis=2)
    exact = np.argsort(squares, axis=1, kind="stable")[:, :10]
    index = faiss.IndexFlatL2(64)
    index.add(tracks)
    figures = [right(index, tracks, exact, n) for n in (19, 20)]
    words = ["all" if figure == 10 else "most" if figure > 5 else "fewer than half" for figure in figures]
    print(f"coordinates around {mean}: of the ten nearest, {words[0]} are found by 19 queries a call, "
          f"{words[1]} by 20")
PYTHON
/usr/bin/python3 nearest.py | tee seen
cat > expected <<'EXPECTED'
faiss 1.7.3
coordinates around 0: of the ten nearest, all are found by 19 queries a call, all by 20
coordinates around 1000: of the ten nearest, all are found by 19 queries a call, fewer than half by 20
EXPECTED
diff expected seen && echo "as described"
