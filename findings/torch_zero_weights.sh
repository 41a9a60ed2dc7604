#!/usr/bin/env bash
# Drawing without replacement returns tracks whose weight is zero, without a word.
#
# Seen in PyTorch 1.13.1 (Debian 12's python3-torch 1.13.1+dfsg-4, which calls itself 1.13.0a0),
# torch.multinomial on the CPU: asked for more than there are weights above zero, it fills up with tracks
# of weight zero, mostly the first ones: those that a mask had taken out, as already played or not
# allowed. With replacement it does not. One would guess an error, as NumPy's choice raises ("Fewer
# non-zero entries in p than size"). topk has the same trap from the other side: of scores that are NaN
# it takes NaN for the highest, where NumPy's argsort of the negated scores puts it last.
#
# What it changes for us: a slate or negatives drawn so in a Python recommender hold what its mask took
# out, late in long sessions, when few are left. reprise plays such a track like any other (a mask of
# yours is none of ours; `repeat_rate` shows it); count the weights first.
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
  python3-torch=1.13.1+dfsg-4 libtorch1.13=1.13.1+dfsg-4 python3-numpy=1:1.24.2-1+deb12u1 \
  python3-typing-extensions=4.4.0-1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(find "$PWD/root/usr/lib" -name '*.so*' -printf '%h\n' | sort -u | grep -v /python3 | paste -sd:)
libraries=$PWD/root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$LD_LIBRARY_PATH:$libraries/blas:$libraries/lapack
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
cat > weights.py <<'PYTHON'
import numpy as np
import torch

print("PyTorch", torch.__version__)
torch.manual_seed(0)
weights = torch.zeros(10)
weights[[7, 9]] = 0.5  # the others are masked
drawn = torch.stack([torch.multinomial(weights, 4) for _ in range(1000)])
print("4 without replacement, 2 allowed: the allowed ones among the first two of a draw:",
      bool(torch.isin(drawn[:, :2], torch.tensor([7, 9])).all()), "| masked ones behind them:",
      bool((weights[drawn[:, 2:]] == 0).all()))
again = torch.multinomial(weights, 4000, replacement=True)
print("with replacement: masked ones", int((weights[again] == 0).sum()))
try:
    np.random.default_rng(0).choice(10, 4, replace=False, p=weights.numpy())
except ValueError as error:
    print("NumPy", np.__version__, "choice:", error)
scores = torch.tensor([0.1, float("nan"), 0.3])
print("best of [0.1, NaN, 0.3]: topk", torch.topk(scores, 1).indices.tolist(), "| NumPy's argsort",
      np.argsort(-scores.numpy())[:1].tolist())
PYTHON
/usr/bin/python3 weights.py | tee seen
cat > expected <<'EXPECTED'
PyTorch 1.13.0a0
4 without replacement, 2 allowed: the allowed ones among the first two of a draw: True | masked ones behind them: True
with replacement: masked ones 0
NumPy 1.24.2 choice: Fewer non-zero entries in p than size
best of [0.1, NaN, 0.3]: topk [1] | NumPy's argsort [2]
EXPECTED
diff expected seen && echo "as described"
