#!/usr/bin/env python3
"""How time and memory grow with sessions, tracks and threads.

    python3 tests/benchmarks/growth.py [--program build/release/reprise] [--rounds 5] [--most-tracks N]

Every figure is of whole processes that play `random` against `sticky_artist`.
Time a step is a run of many sessions less one of few, so what is done once is left out; times are
the processor's, but for the two threads, whose time is the clock's. Medians of the rounds, which
go through all sizes in turn. Worlds of a million tracks need 2 GB of memory, and some minutes when
they are made for the first time; they stay in the cache directory ($REPRISE_CACHE).
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

FEW = 20_000  # sessions
THREADED = 6_000_000  # so many that what one thread does alone is little beside them


def run(program, folder, tracks, sessions, threads=1):
    """Processor seconds, clock seconds, the most memory in MiB and the steps of one run."""
    experiment = folder / f"growth_{tracks}_{sessions}.yaml"
    experiment.write_text(
        f"experiment: growth\nworld: {{generate: {{tracks: {tracks}}}}}\nepisodes: {sessions}\n"
        "control: random\nmetrics: [mean_tracks_per_session, mean_time_per_session]\n"
        "treatments: {random: random, sticky_artist: sticky_artist}\n")
    start = time.monotonic()
    with open(folder / "results.json", "w", encoding="utf-8") as results:
        process = subprocess.Popen(
            [program, "run", experiment, "--threads", str(threads), "--quiet", "--json",
             "--out", folder / "runs"], stdout=results)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{experiment} failed")
    treatments = json.loads((folder / "results.json").read_text())["treatments"]
    steps = sum(treatment["recommendations"] for treatment in treatments.values())
    return usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss / 1024, steps


def nanoseconds_a_step(few, many):
    return 1e9 * (many[0] - few[0]) / (many[3] - few[3])


def table(title, rows):
    print(f"\n{title}")
    for row in rows:
        print("  ".join(f"{cell:>14}" for cell in row))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="build/release/reprise")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most-tracks", type=int, default=1_000_000)
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    sessions = [100_000, 200_000, 400_000, 800_000, 1_600_000]
    tracks = [n for n in (10_000, 50_000, 200_000, 1_000_000) if n <= arguments.most_tracks]
    by_sessions = {n: [] for n in sessions}
    by_tracks = {n: [] for n in tracks}
    speed_ups = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for n in set(tracks + [50_000]):
            run(program, folder, n, 400_000)  # fills the cache
        for _ in range(arguments.rounds):
            few = {n: run(program, folder, n, FEW) for n in tracks}
            for n in sessions:
                many = run(program, folder, 50_000, n)
                by_sessions[n].append((nanoseconds_a_step(few[50_000], many), many[2]))
            for n in tracks:
                many = run(program, folder, n, 400_000)
                by_tracks[n].append((nanoseconds_a_step(few[n], many), many[2]))
            one = run(program, folder, 50_000, THREADED)[1]
            two = run(program, folder, 50_000, THREADED, threads=2)[1]
            speed_ups.append(one / two)
    rows = [("sessions", "ns a step", "memory, MiB")]
    for n, found in by_sessions.items():
        rows.append((f"{n:,}", f"{statistics.median(f[0] for f in found):.0f}",
                     f"{statistics.median(f[1] for f in found):.0f}"))
    table("sessions, of two treatments each, at 50 000 tracks", rows)
    rows = [("tracks", "ns a step", "memory, MiB", "rows, MB")]
    for n, found in by_tracks.items():
        rows.append((f"{n:,}", f"{statistics.median(f[0] for f in found):.0f}",
                     f"{statistics.median(f[1] for f in found):.0f}", f"{n * 448 / 1e6:.0f}"))
    table("tracks, at 400 000 sessions", rows)
    print(f"\ntwo threads: {statistics.median(speed_ups):.2f} times one, on the clock")


if __name__ == "__main__":
    main()
