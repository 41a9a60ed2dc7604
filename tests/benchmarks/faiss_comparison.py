#!/usr/bin/python3
"""The lists of nearest tracks beside faiss's exact search, on the same queries, one thread each.

    apt-get install --no-install-recommends python3-faiss libopenblas0-pthread   # Debian 12: 1.7.3
    cmake --build --preset release --target reprise reprise_benchmarks
    tests/benchmarks/faiss_comparison.py [--build build/release] [--top 100] [--rounds 5]

Both find the tracks with the largest inner products among the 50 000 of the default world, for the
interests of its users: faiss by IndexFlatIP, which multiplies floats, reprise by
BM_NearestLists, which makes everything anew each time. They take turns. Times are the processor's, so
that a busy machine slows both alike; the median of the rounds counts. Exits with 0 and a word when
faiss is not installed, and with 1 when faiss's lists have other scores than exact products (every
hundredth list is compared) or the scores of all lists have another sum than those of reprise.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

try:
    import faiss
    import numpy as np
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed (apt-get install python3-faiss libopenblas0-pthread)")
    sys.exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build/release")
    parser.add_argument("--top", type=int, choices=(100, 1000), default=100)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([arguments.build / "reprise", "world", "export", "--quiet", "--out", folder],
                       check=True, stdout=subprocess.DEVNULL)
        tracks = np.load(folder / "tracks.npy").astype(np.float32)
        with open(folder / "users.json", encoding="utf-8") as lines:
            interests = [track for line in lines for track in json.loads(line)["interests"]]
    # reprise makes a list once for each track, so faiss is asked once for each track, too.
    asked = np.unique(np.array(interests))
    queries = np.ascontiguousarray(tracks[asked])
    faiss.omp_set_num_threads(1)
    seconds = {"faiss": [], "reprise": []}
    for _ in range(arguments.rounds):
        start = time.process_time()
        index = faiss.IndexFlatIP(tracks.shape[1])
        index.add(tracks)
        found = index.search(queries, arguments.top)
        seconds["faiss"].append(time.process_time() - start)
        with tempfile.NamedTemporaryFile(suffix=".json") as measured:
            subprocess.run(
                [arguments.build / "reprise_benchmarks", "--benchmark_out=" + measured.name,
                 f"--benchmark_filter=^BM_NearestLists/{arguments.top}/"],
                check=True, capture_output=True)
            one = json.load(measured)["benchmarks"][0]
        seconds["reprise"].append(one["cpu_time"] / 1e3)
    check(tracks, queries, found, arguments.top)
    ours, theirs = one["sum_of_scores"], float(found[0].sum(dtype=np.float64))
    if not np.isclose(ours, theirs, rtol=1e-7):
        sys.exit(f"the scores of all lists sum up to {ours:.9g} with reprise and to {theirs:.9g} with faiss")
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in medians.items():
        print(f"{name:8} {median:7.3f} s  {1e6 * median / len(asked):7.1f} us a list")
    print(f"{len(asked)} lists of {arguments.top} among {len(tracks)} tracks: reprise is "
          f"{medians['faiss'] / medians['reprise']:.2f} times as fast as faiss {faiss.__version__}")


def check(tracks, queries, found, top):
    """Compares some of faiss's lists with scores in double precision."""
    for query in range(0, len(queries), 100):
        scores = np.sort(tracks.astype(np.float64) @ queries[query].astype(np.float64))[::-1][:top]
        if not np.allclose(scores, found[0][query], rtol=1e-5, atol=1e-5):
            sys.exit(f"query {query}: faiss finds other scores than an exact product")


if __name__ == "__main__":
    main()
