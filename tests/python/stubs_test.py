"""The type stubs allow what people write, where Debian's mypy is installed to tell, and no less."""

import importlib.util
import os
import pathlib
import subprocess
import sys
import unittest

import reprise
from support import Folder

PACKAGE = pathlib.Path(reprise.__file__).parent

USE = """
import numpy as np
from numpy.typing import NDArray
import reprise

class Mine:
    scope = "user"

    def __init__(self, lists: NDArray[np.int64]) -> None:
        self.lists = lists

    def recommend(self, batch: reprise.Batch) -> NDArray[np.int64]:
        return batch.integers(5) + len(batch.history.tracks)

class Botify:
    def recommend_next(self, user: int, prev_track: int, prev_track_time: float) -> int:
        return prev_track

world = reprise.World.open("a.yaml")
lists = np.argsort(world.embeddings @ world.embeddings.T)[:, :100]
result = reprise.run(
    "x.yaml",
    {"mine": Mine(lists), "b": Botify(), "f": lambda batch: batch.user, "y": {"top_pop": 5}, "z": "random"},
    set={"episodes": 100_000},
    seeds=np.arange(3),
    world=world,
)
print(result.effects["treatment"], result.sessions, result.report().upper())
print(reprise.train("x.yaml")["a"].lists(top=5).shape)
with reprise.VectorEnv(world, 16, seed=1) as env:
    seen, infos = env.reset(seed=[1, None], options={"reset_mask": np.ones(16, bool)})
    seen, rewards, terminated, truncated, infos = env.step(env.action_space.sample())
    print(rewards + 1, terminated | truncated)
print(reprise.analyze(["a", "b"], confidence=0.9).json.decode())
print(reprise.play_log({"experiment": "x"}, {"b": Botify()}, seeds=5)["track"])
"""

WRONG = """
import reprise

class Wrong:
    def recommend_next(self, user: str) -> str:
        return user

reprise.run("x.yaml", {"mine": Wrong()})
reprise.run("x.yaml", episodes=5)
reprise.World.open("x").embedding
"""


class UsersCode(Folder):
    def mypy(self, name, code):
        self.write(name, code)
        return subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", name],
            cwd=self.folder,
            capture_output=True,
            text=True,
            env={**os.environ, "MYPYPATH": str(PACKAGE.parent)},
        )

    def test_right_and_wrong(self):
        if importlib.util.find_spec("mypy") is None:
            self.skipTest("mypy is not installed")
        outcome = self.mypy("use.py", USE)
        self.assertEqual(outcome.returncode, 0, outcome.stdout)
        outcome = self.mypy("wrong.py", WRONG)
        for line in (8, 9, 10):
            self.assertIn(f"wrong.py:{line}: error", outcome.stdout)


if __name__ == "__main__":
    unittest.main()
