"""The binding's own code under valgrind, where it is installed: nothing is read or written that is
not there."""

import os
import re
import shutil
import subprocess
import sys
import unittest

from support import Folder

PROGRAM = '''
import numpy as np
import reprise

WORLD = {"generate": {"preset": 2023, "tracks": 300, "users": 50, "dim": 16, "seed": 1}}
TINY = {
    "experiment": "tiny",
    "world": WORLD,
    "episodes": 300,
    "control": "random",
    "treatments": {"random": "random"},
}


class Mixed:
    scope = "user"

    def recommend(self, batch):
        history = batch.history
        sums = np.add.reduceat(history.tracks, history.offsets[:-1]) + history.session
        seeds = (batch.seeds % np.uint64(7)).astype(np.int64)
        drawn = batch.integers(5) + (batch.random() * 3).astype(np.int64)
        return (sums + seeds + drawn + batch.user + batch.user_index + batch.first_track) % 300


class Walk:
    def recommend_next(self, user, prev_track, prev_track_time):
        return (prev_track + 1) % 300

    def last(self, user, prev_track, prev_track_time):
        pass


def run(**treatments):
    return reprise.run(TINY, treatments=treatments, progress=False, threads=2, batch=64)


result = run(mixed=Mixed(), walk=Walk(), same=lambda batch: batch.previous_track)
result.users, result.effects, str(result), result._repr_html_()
for wrong in (lambda batch: None, lambda batch: batch.user * 0 + 900, lambda batch: 1 / 0):
    try:
        run(wrong=wrong)
    except (reprise.RecommenderError, ZeroDivisionError):
        pass
reprise.play_log(TINY, treatments={"mixed": Mixed()}, progress=False)
world = reprise.World.open(WORLD)
embeddings = world.embeddings
world.users, world.artists
del world
embeddings.sum()
for mode in ("NextStep", "SameStep"):
    environments = reprise.VectorEnv(WORLD, 37, seed=1, autoreset_mode=mode)
    environments.reset()
    for step in range(50):
        environments.step(np.arange(37) * step % 300)
print("done")
'''


class Memory(Folder):
    def test_under_valgrind(self):
        valgrind = shutil.which("valgrind")
        if valgrind is None:
            self.skipTest("valgrind is not installed")
        program = self.write("program.py", PROGRAM)
        outcome = subprocess.run(
            [valgrind, "--num-callers=20", sys.executable, program],
            capture_output=True,
            text=True,
            timeout=1000,
            env={**os.environ, "PYTHONMALLOC": "malloc"},
        )
        self.assertIn("done", outcome.stdout, outcome.stderr)
        # The loader reads over the ends of names, and is no business of ours.
        found = re.split(r"==\d+== \n", outcome.stderr)
        ours = [one for one in found if "_reprise" in one and re.search("Invalid|uninitialised", one)]
        self.assertEqual(ours, [])


if __name__ == "__main__":
    unittest.main()
