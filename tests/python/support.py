"""What the tests of the Python module share."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import numpy as np

import reprise

PROGRAM = os.environ["REPRISE_TEST_PROGRAM"]
SOURCES = pathlib.Path(os.environ["REPRISE_SOURCES"])

WORLD = {"generate": {"preset": 2023, "tracks": 300, "users": 50, "dim": 16, "seed": 1}}
TINY = {
    "experiment": "tiny",
    "world": WORLD,
    "episodes": 400,
    "control": "random",
    "treatments": {"random": "random", "sticky": "sticky_artist", "pop": {"top_pop": {"top": 20}}},
}


def run(experiment=None, **options):
    return reprise.run(TINY if experiment is None else experiment, progress=False, **options)


def play(recommender, name="mine", **options):
    """The run in which `name` is the one treatment beside the control."""
    experiment = {**TINY, "treatments": {"random": "random"}}
    return run(experiment, treatments={name: recommender}, **options)


def sessions(result, name="mine"):
    """All that a result says of how a treatment played, to the bit, as JSON."""
    whole = json.loads(result.json)
    treatment = dict(whole["treatments"][name])
    del treatment["recommender"]
    for key in ("lists_asked", "lists_found"):  # of sentences alone
        del treatment[key]
    columns = {key: np.asarray(values).tolist() for key, values in result.users.items()}
    rows = [row for row in zip(*columns.values()) if row[1] == name]
    return json.dumps([treatment, rows])


class Folder(unittest.TestCase):
    """A test with a directory of its own."""

    def setUp(self):
        kept = tempfile.TemporaryDirectory()
        self.addCleanup(kept.cleanup)
        self.folder = pathlib.Path(kept.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def reprise(self, *arguments, **options):
        """Runs the program."""
        return subprocess.run(
            [PROGRAM, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, **options
        )
