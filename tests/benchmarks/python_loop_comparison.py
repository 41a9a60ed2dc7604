#!/usr/bin/env python3
"""Steps a second of the same experiment in a plain Python loop and in reprise, one thread each.

    python3 tests/benchmarks/python_loop_comparison.py [--program build/release/reprise]

The loop below is what one would write for the purpose with NumPy: the Python simulator's formulas,
its stream of random numbers, in process, without HTTP, every interest's neighbours found
beforehand. Both play `random` on the same exported world; the loop is timed by itself, reprise as
a whole process of many sessions less one of few. Times are the processor's, so that a busy machine
slows both alike. Needs python3-numpy and, for the world, 30 MB in a temporary directory.
"""

import argparse
import json
import math
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

import numpy as np


class World:
    def __init__(self, folder):
        self.embeddings = np.load(folder / "tracks.npy")
        with open(folder / "tracks.json", encoding="utf-8") as lines:
            tracks = sorted((json.loads(line) for line in lines), key=lambda track: track["track"])
        self.artists = [track["artist"] for track in tracks]
        with open(folder / "users.json", encoding="utf-8") as lines:
            self.users = [json.loads(line) for line in lines]
        self.neighbours = {}

    def neighbours_of(self, interest, count):
        key = (interest, count)
        if key not in self.neighbours:
            scores = self.embeddings @ self.embeddings[interest]
            best = np.argpartition(-scores, count)[:count]
            self.neighbours[key] = best[np.argsort(-scores[best], kind="stable")].tolist()
        return self.neighbours[key]


def session(world, stream, recommend):
    """Plays one session and returns its number of recommendations."""
    user = world.users[stream.randint(len(world.users))]
    interest = user["interests"][stream.randint(len(user["interests"]))]
    neighbours = world.neighbours_of(interest, user.get("interest_neighbours", 10))
    first = neighbours[stream.randint(len(neighbours))]
    bias = user.get("consume_bias", 5.0)
    sharpness = user.get("consume_sharpness", 1.0)
    gamma = user.get("artist_discount_gamma", 0.8)
    budget = user.get("session_budget", 5)
    hidden = world.embeddings[interest]
    played = {first}
    artists = {world.artists[first]: 1}
    steps = 0
    while True:
        track = recommend(stream)
        artist = world.artists[track]
        count = artists.get(artist, 0)
        if track in played:
            listened = 0.0
        else:
            score = float(np.dot(world.embeddings[track], hidden))
            raw = 1 / (1 + math.exp(-(score - bias) * sharpness))
            listened = round(raw * gamma**count, 2)
        played.add(track)
        artists[artist] = count + 1
        steps += 1
        if stream.random_sample() > listened:
            budget -= 1
        if budget <= 0:
            return steps


def python_rate(world, sessions, seed):
    stream = np.random.RandomState(seed)
    n_tracks = len(world.artists)
    recommend = lambda draws: draws.randint(n_tracks)
    for user in world.users:
        for interest in user["interests"]:
            world.neighbours_of(interest, user.get("interest_neighbours", 10))
    start = time.process_time()
    steps = sum(session(world, stream, recommend) for _ in range(sessions))
    return steps / (time.process_time() - start)


def seconds_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def reprise_run(program, folder, sessions, out):
    """Processor seconds and steps of a run as a whole process."""
    experiment = folder / f"random_{sessions}.yaml"
    experiment.write_text(
        f"experiment: loop\nworld: {folder}\nepisodes: {sessions}\ncontrol: random\n"
        "metrics: [mean_tracks_per_session, mean_time_per_session]\n"
        "treatments: {random: random}\n")
    start = seconds_of_children()
    text = subprocess.run(
        [program, "run", experiment, "--threads", "1", "--quiet", "--json", "--out", out],
        check=True, capture_output=True, text=True).stdout
    seconds = seconds_of_children() - start
    return seconds, json.loads(text)["treatments"]["random"]["recommendations"]


def reprise_rate(program, folder, out):
    few, few_steps = reprise_run(program, folder, 10_000, out)
    many, many_steps = reprise_run(program, folder, 1_000_000, out)
    return (many_steps - few_steps) / (many - few)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="build/release/reprise")
    parser.add_argument("--sessions", type=int, default=3000, help="of the Python loop")
    parser.add_argument("--rounds", type=int, default=5, help="in turn; medians are compared")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "world"
        subprocess.run([program, "world", "export", "--out", folder], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        world = World(folder)
        reprise_run(program, folder, 10_000, pathlib.Path(temporary) / "runs")  # fills the cache
        python, ours = [], []
        for seed in range(arguments.rounds):
            python.append(python_rate(world, arguments.sessions, seed))
            ours.append(reprise_rate(program, folder, pathlib.Path(temporary) / "runs"))
            print(f"python {python[-1]:12,.0f} steps/s   reprise {ours[-1]:12,.0f} steps/s   "
                  f"{ours[-1] / python[-1]:6.0f} x", flush=True)
    ratio = statistics.median(a / b for a, b in zip(ours, python))
    print(f"median {statistics.median(python):12,.0f} steps/s          "
          f"{statistics.median(ours):12,.0f} steps/s   {ratio:6.0f} x")


if __name__ == "__main__":
    main()
