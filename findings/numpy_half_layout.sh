#!/usr/bin/env bash
# Scores of half-precision embeddings are tens of times as wrong when the array is stored by coordinate.
#
# Seen in NumPy 1.24.2 (Debian 12's python3-numpy 1:1.24.2-1+deb12u1), arrays of float16, as 2026's
# catalogue of botify has them. `@`, dot, inner, tensordot and einsum over rows add up in float32 and
# round once. The same einsum over the transposed array (stored by coordinate, as after a transposition
# or a load in Fortran's order) adds up in half, without a word; so does a sum over tracks, which stops
# at 2048, while the mean over the same axis is right. One would guess that the memory layout moves the
# last digit, or that half is added up alike everywhere.
#
# What it changes for us: reprise scores `<f2` rows as `@` does, whatever order the file has. Who checks
# scores or centres embeddings in a notebook uses `@` and mean, or einsum on float32.
#
# Fetches NumPy from Debian into a temporary folder and runs it there; fails when the behaviour has
# changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# With what these packages need and this machine does not have.
mkdir -p debs/partial root
apt-get install -qq -y --download-only --reinstall --no-install-recommends \
  -o APT::Sandbox::User=root -o Dir::Cache::archives="$PWD/debs" \
  python3-numpy=1:1.24.2-1+deb12u1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
libraries=$PWD/root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$libraries:$libraries/blas:$libraries/lapack
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
cat > layout.py <<'PYTHON'
import numpy as np

random = np.random.default_rng(0)
tracks = random.normal(size=(50, 4096)).astype(np.float16)
interest = random.normal(size=4096).astype(np.float16)
by_coordinate = np.ascontiguousarray(tracks.T)
exact = tracks.astype(np.float64) @ interest.astype(np.float64)
rounded = np.abs(exact.astype(np.float16) - exact).max()


def line(name, scores):
    times = np.abs(scores.astype(np.float64) - exact).max() / rounded
    print(f"{name:38} {scores.dtype}, error {'as of one rounding' if times <= 1 else 'tens of times that' if times >= 20 else f'{times:.0f} times that'}")


print("NumPy", np.__version__)
line("tracks @ interest", tracks @ interest)
line("by_coordinate.T @ interest", by_coordinate.T @ interest)
line("einsum('ij,j->i', tracks)", np.einsum("ij,j->i", tracks, interest))
line("einsum('ji,j->i', by_coordinate)", np.einsum("ji,j->i", by_coordinate, interest))
line("einsum('ij,j->i', by_coordinate.T)", np.einsum("ij,j->i", by_coordinate.T, interest))
ones = np.ones((5000, 2), np.float16)
print("5000 tracks of ones: sum", ones.sum(axis=0), "mean", ones.mean(axis=0), "sum by coordinate",
      np.ascontiguousarray(ones.T).sum(axis=1))
PYTHON
/usr/bin/python3 layout.py | tee seen
cat > expected <<'EXPECTED'
NumPy 1.24.2
tracks @ interest                      float16, error as of one rounding
by_coordinate.T @ interest             float16, error as of one rounding
einsum('ij,j->i', tracks)              float16, error as of one rounding
einsum('ji,j->i', by_coordinate)       float16, error tens of times that
einsum('ij,j->i', by_coordinate.T)     float16, error tens of times that
5000 tracks of ones: sum [2048. 2048.] mean [1. 1.] sum by coordinate [5000. 5000.]
EXPECTED
diff expected seen && echo "as described"
