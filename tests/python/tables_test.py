"""Logs, models and sessions as tables."""

import ctypes
import gc
import json
import os
import sys
import unittest
import weakref

import numpy as np

import reprise
from support import TINY, WORLD, Folder, run


class PlayLog(unittest.TestCase):
    def test_sessions_are_those_of_the_run(self):
        log = reprise.play_log(TINY, seeds=[4, 5], progress=False)
        self.assertEqual(set(log["treatment"]), {"random", "sticky", "pop"})
        step, time = np.asarray(log["step"]), np.asarray(log["time"])
        self.assertTrue((time[step == 0] == 1.0).all())
        self.assertEqual((step == 0).sum(), 2 * 3 * 400)
        result = run(seeds=[4, 5])
        whole = json.loads(result.json)["treatments"]
        for name in ("random", "sticky", "pop"):
            of = np.asarray(log["treatment"]) == name
            self.assertEqual(int((of & (step > 0)).sum()), whole[name]["recommendations"])
        first, second = (
            reprise.play_log(
                TINY, {"mine": lambda batch: batch.integers(300)}, threads=n, batch=b, progress=False
            )
            for n, b in ((1, 4096), (3, 5))
        )
        for name in first:
            self.assertEqual(np.asarray(first[name]).tolist(), np.asarray(second[name]).tolist())


    def test_what_changes_what_is_played_is_refused(self):
        for key, value in [
            ("stop", {"half_width": 200}),
            ("select", "kim_nelson"),
            ("between_days", {"command": "touch touched"}),
        ]:
            experiment = {**TINY, "episodes": 60, "days": 2, "seeds": 3, key: value}
            with self.assertRaisesRegex(reprise.UserError, f"play_log plays every.*'{key}'"):
                reprise.play_log(experiment, progress=False)
            log = reprise.play_log(experiment, set={key: None}, progress=False)
            self.assertEqual(sorted(set(log["seed"])), [3])
        with self.assertRaisesRegex(reprise.UserError, "a sweep of several"):
            sweep = {"parameters": {"episodes": [10, 20]}}
            reprise.play_log({**TINY, "sweep": sweep}, progress=False)


class Models(Folder):
    EXPERIMENT = {
        **TINY,
        "models": {"ranker": {"log": {"sessions": 2000}, "dim": 4, "epochs": 2}},
    }

    def test_arrays_of_a_model(self):
        models = reprise.train(self.EXPERIMENT, progress=False)
        ranker = models["ranker"]
        self.assertEqual(ranker.of, "tracks")
        lists = ranker.lists(top=10)
        self.assertEqual(lists.shape, (300, 10))
        self.assertTrue(((lists >= -1) & (lists < 300)).all())
        self.assertEqual(len(ranker.losses["step"]), 2)
        for table in ranker.embeddings.values():
            self.assertEqual((table.dtype, len(table)), (np.float32, 300))
        self.assertGreater(len(ranker.embeddings), 0)

        class Walk:
            def recommend(self, batch):
                return lists[batch.first_track, batch.integers(10)]

        # The same lists and draws as the sentence that names the model.
        sentence = {
            "anchor": "first_track",
            "candidates": {"item_list": {"model": "ranker", "top": 10}},
            "pick": "uniform",
        }
        means = [
            json.loads(run(self.EXPERIMENT, treatments={"walk": walk}).json)["treatments"]["walk"]
            for walk in (Walk(), sentence)
        ]
        self.assertEqual(means[0]["metrics"], means[1]["metrics"])
        with self.assertRaisesRegex(reprise.UserError, "no 'models'"):
            reprise.train(TINY, progress=False)


class Logs(Folder):
    def test_the_notebook_s_table(self):
        experiment = {**TINY, "design": "split", "log": "data.json"}
        result = run(experiment, out=self.folder / "runs")
        log = f"{result.directory}/data.json"
        outcome = self.reprise("analyze", log, "--json", "--quiet")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        analysis = reprise.analyze(f"{result.directory}/data*.json")
        theirs, ours = json.loads(outcome.stdout), json.loads(analysis.json)
        self.assertEqual(theirs["effects"], ours["effects"])
        self.assertIn("mean_time_per_session", repr(analysis))
        self.assertIn("mean_request_latency", set(analysis.effects["metric"]))
        with self.assertRaisesRegex(reprise.UserError, "did you mean 'notebook'"):
            reprise.analyze(log, interval="notebok")
        with self.assertRaises(reprise.UserError):
            reprise.analyze("nothing.json")
        in_directory = reprise.analyze(result.directory)
        self.assertEqual(json.loads(in_directory.json)["effects"], ours["effects"])
        empty = self.folder / "empty"
        empty.mkdir()
        with self.assertRaisesRegex(reprise.UserError, "this directory has no logs"):
            reprise.analyze(empty)
        for name, values, expected in [
            ("confidence", (5, 1.0, 0.4, -1), "expected 0.5 to 0.9999$"),
            ("confidence", (float("nan"),), "expected a finite number$"),
            ("budget", (-1, 1e10), "expected 0 to 1000000000$"),
            ("budget", (float("inf"),), "expected a finite number$"),
            ("bad_lines", (-1, 10**16), "expected 0 to"),
        ]:
            for value in values:
                with self.subTest(name=name, value=value):
                    with self.assertRaisesRegex(reprise.UserError, f"^{name}=.*{expected}"):
                        reprise.analyze(log, **{name: value})
        for value in (1.9, "1", None):
            with self.assertRaises(TypeError):
                reprise.analyze(log, bad_lines=value)


class Growth(unittest.TestCase):
    def test_many_runs_take_no_more_memory(self):
        class Next:
            def recommend(self, batch):
                return (batch.previous_track + 1) % 300

        class MallInfo(ctypes.Structure):
            _fields_ = [
                (name, ctypes.c_size_t)
                for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
            ]

        libc = ctypes.CDLL(None)
        libc.mallinfo2.restype = MallInfo

        def in_use():
            """Blocks of Python's, and bytes of malloc's."""
            gc.collect()
            info = libc.mallinfo2()
            return sys.getallocatedblocks(), info.uordblks + info.hblkhd

        def play(n):
            for _ in range(n):
                reprise.run(
                    {**TINY, "episodes": 20, "treatments": {"random": "random"}},
                    treatments={"next": Next()},
                    progress=False,
                    threads=1,
                )

        # Python and TBB keep some memory for later, less and less: the first hundreds of runs grow.
        # What a run loses is lost in each round, and is at least one block, or one of 24 bytes; so
        # one round without is enough.
        runs = int(os.environ.get("REPRISE_TEST_RUNS", "400")) // 4
        play(30)
        grown = []
        before = in_use()
        for _ in range(12):
            play(runs)
            after = in_use()
            grown.append(tuple(now - then for now, then in zip(after, before)))
            before = after
            blocks, heap = map(min, zip(*grown))
            if blocks < 0.6 * runs and heap < 24 * runs:
                return
        self.fail(f"blocks and bytes that {runs} runs took: {grown}")

    def test_objects_end_with_their_run(self):
        class Next:
            def recommend(self, batch):
                return (batch.previous_track + 1) % 300

        mine = Next()
        there = weakref.ref(mine)
        result = run(treatments={"next": mine})
        del mine
        gc.collect()
        self.assertIsNone(there())
        del result


if __name__ == "__main__":
    unittest.main()
