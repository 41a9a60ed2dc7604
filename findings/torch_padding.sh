#!/usr/bin/env bash
# A transformer gives fewer positions when it is evaluated than when it was trained, and sessions that
# are padded on the left become NaN as a whole.
#
# Seen in PyTorch 1.13.1 (Debian 12's python3-torch 1.13.1+dfsg-4, which calls itself 1.13.0a0),
# nn.TransformerEncoder with a padding mask, as next-track models use it. eval() without gradients takes
# another path when the padding is on the right: the output is cut to the longest session of the batch,
# so out[:, -1], position embeddings and stored shapes mean something else than in train(); a session
# without any track is NaN in train() and 0 in eval(), while the same one padded on the left is NaN in
# both. With a causal mask, padding on the left (as SASRec pads) leaves every position of every padded
# session NaN, those of real tracks too: the first position attends to nothing, and 0 times NaN spreads
# in the second layer. One would guess one shape in both modes, and that padding never touches tracks.
#
# What it changes for us: reprise sees track ids alone, so a recommender in Python that takes the best of
# such scores plays some track, and its effect looks like an honest one. Pad on the right, take each
# session's last position by its length, and give users without history a fallback.
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
export LD_LIBRARY_PATH
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
cat > padding.py <<'PYTHON'
import warnings

import torch

warnings.filterwarnings("ignore", message=".*nested tensors")
torch.manual_seed(0)
layer = torch.nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True)
model = torch.nn.TransformerEncoder(layer, 2)
sessions = torch.randn(3, 6, 8)
causal = torch.nn.Transformer.generate_square_subsequent_mask(6)


def line(name, lengths, left, mask=None):
    padding = torch.arange(6) >= torch.tensor(lengths)[:, None]
    padding = padding.flip(1) if left else padding
    told = []
    for mode in ("train", "eval"):
        getattr(model, mode)()
        with torch.no_grad():
            out = model(sessions, mask=mask, src_key_padding_mask=padding)
        lost = torch.isnan(out).any(dim=2).sum(dim=1).tolist()
        zeros = (out == 0).all(dim=2).sum(dim=1).tolist()
        told.append(f"{mode}: {out.shape[1]} positions, NaN {lost}, zeros {zeros}")
    print(f"{name:38}", "; ".join(told))


print("PyTorch", torch.__version__)
line("4, 2 and 1 tracks, padded right", [4, 2, 1], False)
line("4, 2 and 1 tracks, padded left", [4, 2, 1], True)
line("4, 2 and no tracks, padded right", [4, 2, 0], False)
line("4, 2 and no tracks, padded left", [4, 2, 0], True)
line("4, 2 and 1 tracks, right, causal mask", [4, 2, 1], False, causal)
line("6, 2 and 1 tracks, left, causal mask", [6, 2, 1], True, causal)
PYTHON
/usr/bin/python3 padding.py | tee seen
cat > expected <<'EXPECTED'
PyTorch 1.13.0a0
4, 2 and 1 tracks, padded right        train: 6 positions, NaN [0, 0, 0], zeros [0, 0, 0]; eval: 4 positions, NaN [0, 0, 0], zeros [0, 2, 3]
4, 2 and 1 tracks, padded left         train: 6 positions, NaN [0, 0, 0], zeros [0, 0, 0]; eval: 6 positions, NaN [0, 0, 0], zeros [0, 0, 0]
4, 2 and no tracks, padded right       train: 6 positions, NaN [0, 0, 6], zeros [0, 0, 0]; eval: 4 positions, NaN [0, 0, 0], zeros [0, 2, 4]
4, 2 and no tracks, padded left        train: 6 positions, NaN [0, 0, 6], zeros [0, 0, 0]; eval: 6 positions, NaN [0, 0, 6], zeros [0, 0, 0]
4, 2 and 1 tracks, right, causal mask  train: 6 positions, NaN [0, 0, 0], zeros [0, 0, 0]; eval: 6 positions, NaN [0, 0, 0], zeros [0, 0, 0]
6, 2 and 1 tracks, left, causal mask   train: 6 positions, NaN [0, 6, 6], zeros [0, 0, 0]; eval: 6 positions, NaN [0, 6, 6], zeros [0, 0, 0]
EXPECTED
diff expected seen && echo "as described"
