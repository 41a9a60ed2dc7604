"""Worlds as arrays."""

import json
import os
import pickle
import unittest

import numpy as np

import reprise
from support import WORLD, Folder, run


class Worlds(Folder):
    def test_arrays_of_a_world(self):
        world = reprise.World.open(WORLD)
        self.assertEqual(world.embeddings.shape, (300, 16))
        self.assertEqual(world.embeddings.dtype, np.float32)
        self.assertFalse(world.embeddings.flags.writeable)
        self.assertFalse(world.embeddings.flags.owndata)
        self.assertTrue(np.shares_memory(world.embeddings, reprise.World.open(WORLD).embeddings))
        self.assertEqual(len(world.artists), 300)
        self.assertEqual(len(set(world.artists)), world.artist_ids.max() + 1)
        users = world.users
        self.assertEqual(len(users["user"]), 50)
        self.assertTrue(all(0 <= track < 300 for tracks in users["interests"] for track in tracks))
        self.assertIn("300 tracks x 16, 50 users", repr(world))

    def test_a_view_outlives_its_world(self):
        embeddings = reprise.World.open({"generate": {**WORLD["generate"], "seed": 5}}).embeddings
        total = embeddings.sum()
        for seed in range(6, 10):  # other worlds take its place
            reprise.World.open({"generate": {**WORLD["generate"], "seed": seed}})
        self.assertEqual(embeddings.sum(), total)

    def test_from_arrays_and_back(self):
        there = reprise.World.open(WORLD)
        again = reprise.World.from_arrays(
            there.embeddings, there.artists, there.users, there.titles, there.top_tracks
        )
        self.assertEqual(again.embeddings.tobytes(), there.embeddings.tobytes())
        self.assertEqual(again.artists, there.artists)
        for name, values in there.users.items():
            self.assertEqual(np.asarray(again.users[name]).tolist(), np.asarray(values).tolist(), name)
        self.assertEqual(again.top_tracks.tolist(), there.top_tracks.tolist())
        there.save(self.folder / "saved")
        saved = reprise.World.open(str(self.folder / "saved"))
        self.assertEqual(saved.embeddings.tobytes(), there.embeddings.tobytes())
        self.assertEqual(saved.artists, there.artists)

    def test_from_arrays_into_a_directory(self):
        directory = self.folder / "a #b: c"
        rows = np.eye(6, dtype=np.float32) * 9
        users = {"interests": [[0, 1], [2, 3], [5]]}
        make = reprise.World.from_arrays
        world = make(rows, list("aabbcc"), users, top_tracks=[5, 4], directory=directory)
        self.assertEqual(world.top_tracks.tolist(), [5, 4])
        again = reprise.World.open(str(directory))
        self.assertEqual(again.fingerprint, world.fingerprint)
        # The list of another world does not stay.
        world = make(rows[:3], list("aab"), {"interests": [[0, 1]]}, directory=directory)
        self.assertEqual(world.n_tracks, 3)
        self.assertEqual(sorted(world.top_tracks.tolist()), [0, 1, 2])

    def test_further_columns_are_fields(self):
        there = reprise.World.open(WORLD)
        users = dict(there.users)
        n = there.n_users
        users["country"] = ["DE", "FR"] * (n // 2)
        users["age"] = np.arange(n, dtype=np.float64)
        users["age"][0] = np.nan
        users["plan"] = [None, "free"] + ["paid"] * (n - 2)
        world = reprise.World.from_arrays(there.embeddings, there.artists, users)
        groups = json.loads(run(world=world).json)["groups"]
        self.assertIn("country", str(groups))
        self.assertIn("age", str(groups))
        self.assertEqual(world.users["user"].tolist(), there.users["user"].tolist())

    def test_a_world_stays_where_it_is(self):
        reprise.World.open(WORLD).save(self.folder / "saved")
        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        os.chdir(self.folder)
        world = reprise.World.open("saved")
        os.chdir(here)
        run(world=world)

    def test_pickled(self):
        world = reprise.World.open(WORLD)
        again = pickle.loads(pickle.dumps(world))
        self.assertEqual(again.fingerprint, world.fingerprint)

    def test_mistakes(self):
        for arguments, message in [
            ((np.zeros(5), list("abcde"), {"interests": [[0]]}), r"shape \(5,\)"),
            ((np.zeros((5, 2)), list("abc"), {"interests": [[0]]}), "3 artists for 5 tracks"),
            ((np.zeros((5, 2)), list("abcde"), {"user": [1]}), "no column 'interests'"),
            ((np.zeros((5, 2)), list("abcde"), {"interests": [[7]]}), r"users\.json:1"),
            ((np.zeros((5, 2)), list("abcde"), {"interests": [[0]], "consume_bais": [1]}), "consume_bais"),
            ((np.zeros((5, 2)), list("abcde"), {"interests": [[0]], "at": [[1]]}), r"users\['at'\]\[0\] is \[1\]"),
            ((np.zeros((5, 2)), list("abcde"), {"interests": [[0]], 7: [1]}), "column 7; expected names"),
            ((np.zeros((5, 2)), list("abcde"), [[0]]), "users is a list; expected a DataFrame"),
            ((np.zeros((2, 2)), ["a", None], {"interests": [[0]]}), r"artists\[1\] is None; expected a"),
        ]:
            with self.assertRaisesRegex(reprise.UserError, message):
                reprise.World.from_arrays(*arguments)
        with self.assertRaises(reprise.UserError):
            reprise.World.open("no_such_world.yaml")


if __name__ == "__main__":
    unittest.main()
