#!/usr/bin/env python3
"""Recommenders in Python, side by side: a batch recommender in NumPy and its sentence in YAML; a class
of botify's here and behind Flask; the vector environment under random actions of NumPy's.

    PYTHONPATH=build/release/python taskset -c 0 python3 tests/benchmarks/python_recommenders.py

Rounds in turn, medians. Seconds are the processor's (user and system), on one thread; behind Flask they
are the clock's. They are those of the treatment's sessions alone: the same run with few sessions, which
reads as many lists, is taken away, and so is the control, `random`, which is played in each run.
"""

import argparse
import json
import os
import pathlib
import pickle
import random
import statistics
import tempfile
import threading
import time

import numpy as np
import reprise

WORLD = {"generate": {"preset": 2023}}  # 50 000 tracks of 100 coordinates
LIST = 100


class NothingTwice:
    """Uniform from the first track's list, nothing twice in a session."""

    def __init__(self, lists):
        self.lists = np.ascontiguousarray(lists).ravel()

    def recommend(self, batch):
        history = batch.history
        begin = batch.first_track * LIST
        chosen = self.lists.take(begin + batch.integers(LIST))
        for _ in range(20):
            again = history.request[history.tracks == chosen.take(history.request)]
            if not len(again):
                break
            chosen[again] = self.lists.take(begin[again] + batch.integers(LIST)[again])
        return chosen


class Indexed:
    """As botify's: a user's list from Redis, in which it is pickled, and a random track of it."""

    def __init__(self, redis):
        self.redis = redis
        self.drawn = random.Random(1)

    def recommend_next(self, user, prev_track, prev_track_time):
        tracks = pickle.loads(self.redis[user])
        return tracks[int(self.drawn.random() * len(tracks))]


def seconds():
    times = os.times()
    return times.user + times.system


def served(recommender):
    """Starts botify's routes on Flask in this process; returns their URL."""
    from flask import Flask, request
    from werkzeug.serving import WSGIRequestHandler, make_server

    WSGIRequestHandler.log_request = lambda *_: None
    app = Flask("botify")
    app.get("/")(lambda: {"status": "alive"})

    @app.post("/next/<int:user>")
    def next_track(user):
        seen = request.get_json()
        return {"user": user, "track": recommender.recommend_next(user, seen["track"], seen["time"])}

    @app.post("/last/<int:user>")
    def last_track(user):
        return {"user": user}

    server = make_server("127.0.0.1", 0, app)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--episodes", type=int, default=200_000)
    given = options.parse_args()

    world = reprise.World.open(WORLD)
    lists = np.random.default_rng(1).integers(world.n_tracks, size=(world.n_tracks, LIST))
    users = np.asarray(world.users["user"]).tolist()
    redis = {user: pickle.dumps(lists[user].tolist()) for user in users}
    experiment = {
        "experiment": "python_recommenders",
        "control": "random",
        "treatments": {"random": "random"},
        "metrics": ["mean_time_per_session"],
    }

    def run(clock, episodes, treatments):
        """Seconds, and tracks that the treatment recommended."""
        start = clock()
        result = reprise.run(
            {**experiment, "episodes": episodes}, treatments, world=world, threads=1, progress=False
        )
        took = clock() - start
        whole = json.loads(result.json)["treatments"]
        return np.array([took, whole["mine"]["recommendations"] if "mine" in whole else 0])

    def played(clock, episodes, mine):
        """Seconds of the treatment's sessions, and tracks a second."""
        few = max(episodes // 100, 20)
        took, tracks = sum(
            sign * (run(clock, episodes, treatments) - run(clock, few, treatments))
            for sign, treatments in ((1, {"mine": mine}), (-1, {}))
        )
        return took, tracks / took

    env = reprise.VectorEnv(world, 4096, seed=1)
    actions = np.random.default_rng(2)

    def steps(n=1000):
        env.reset(seed=1)
        start = seconds()
        for _ in range(n):
            env.step(actions.integers(world.n_tracks, size=4096))
        return 4096 * n / (seconds() - start)

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "lists.json"
        with open(path, "w") as file:
            for track, tracks in enumerate(lists.tolist()):
                file.write(json.dumps({"item_id": track, "recommendations": tracks}) + "\n")
        sentence = {
            "anchor": "first_track",
            "candidates": {"item_list": {"file": str(path)}},
            "exclude": "session",
            "pick": "uniform",
        }
        measures = {
            "VectorEnv, steps": lambda: (None, steps()),
            "NumPy batches": lambda: played(seconds, given.episodes, NothingTwice(lists)),
            "the sentence in YAML": lambda: played(seconds, given.episodes, sentence),
            "recommend_next": lambda: played(seconds, given.episodes, Indexed(redis)),
        }
        try:
            url = served(Indexed(redis))
        except ImportError:
            print("Flask is not installed: recommend_next is measured here alone")
        else:
            measures["the same behind Flask"] = lambda: played(
                time.perf_counter, 300, {"remote": url}
            )
        print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
        found = {name: [] for name in measures}
        for one in range(given.rounds + 1):
            for name, measure in measures.items():
                outcome = measure()
                if one > 0:  # the first round trains nothing but caches
                    found[name].append(outcome)
        middle = {}
        for name, outcomes in found.items():
            middle[name] = [
                statistics.median(values) if values[0] is not None else None
                for values in zip(*outcomes)
            ]
            took, rate = middle[name]
            print(f"{name:24} {rate:14,.0f} a second" + (f" {took:8.2f} s" if took else ""))
        slower = middle["NumPy batches"][0] / middle["the sentence in YAML"][0]
        print(f"NumPy takes {slower:.2f} times the time of the sentence")
        if "the same behind Flask" in middle:
            ratio = middle["recommend_next"][1] / middle["the same behind Flask"][1]
            print(f"recommend_next is asked {ratio:,.0f} times as often a second as behind Flask")
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
