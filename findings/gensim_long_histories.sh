#!/usr/bin/env bash
# Word2Vec learns nothing from what a listener plays after the first 10 000 plays.
#
# Seen in gensim 4.2.0 (Debian 12's python3-gensim 4.2.0+dfsg-1+deb12u1): a sentence is cut off after 10 000
# words without a message. build_vocab still counts all of it, so tracks that come later have vectors,
# neighbours and counts; the vectors are those of the start, random numbers. train() returns half of the
# words that it was given, which says so to whoever compares the two. One would guess that a long sentence
# is trained in parts, or that a warning names it.
#
# What it changes for us: whoever makes track vectors ("item2vec") from what `reprise listens` reads gives
# sessions as sentences, not listeners: a listener's whole history is longer than 10 000 plays after two
# or three years.
#
# Fetches the packages into a temporary folder and runs them there; fails when the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root python3-gensim=4.2.0+dfsg-1+deb12u1 \
  python3-smart-open=5.2.1-5 python3-scipy=1.10.1-2 python3-numpy=1:1.24.2-1+deb12u1 >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
cat >histories.py <<'PYTHON'
import logging
import sys

import gensim
import numpy
from gensim.models import Word2Vec

logging.basicConfig(level=logging.WARNING, stream=sys.stdout)
numbers = numpy.random.default_rng(1)
earlier = [f"earlier {i}" for i in numbers.integers(0, 50, 10_000)]
later = [f"later {i}" for i in numbers.integers(0, 50, 10_000)]

def line(what, histories):
    model = Word2Vec(vector_size=16, min_count=1, sample=0, seed=1, workers=1)
    model.build_vocab(histories)
    start = model.wv.vectors.copy()
    trained, given = model.train(histories, total_examples=len(histories), epochs=5)
    moved = abs(model.wv.vectors - start).max(axis=1) > 0
    def count(kind):
        return sum(bool(moved[at]) for track, at in model.wv.key_to_index.items() if track.startswith(kind))
    print(f"{what}: trained on {trained} of {given} plays; vectors that moved: "
          f"{count('earlier')} of 50 earlier tracks, {count('later')} of 50 later ones")

print("gensim", gensim.__version__)
line("one history of 20 000 plays", [earlier + later])
line("the same as two histories", [earlier, later])
PYTHON
PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages PYTHONDONTWRITEBYTECODE=1 OPENBLAS_NUM_THREADS=1 \
  /usr/bin/python3 histories.py | tee seen
cat >expected <<'EXPECTED'
gensim 4.2.0
one history of 20 000 plays: trained on 50000 of 100000 plays; vectors that moved: 50 of 50 earlier tracks, 0 of 50 later ones
the same as two histories: trained on 100000 of 100000 plays; vectors that moved: 50 of 50 earlier tracks, 50 of 50 later ones
EXPECTED
diff expected seen && echo "as described"
