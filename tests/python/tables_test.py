"""Logs, models and sessions as tables."""

import json
import unittest

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


class Growth(unittest.TestCase):
    def test_many_runs_take_no_more_memory(self):
        def resident():
            with open("/proc/self/statm") as file:
                return int(file.read().split()[1]) * 4096

        class Next:
            def recommend(self, batch):
                return (batch.previous_track + 1) % 300

        def play(n):
            for _ in range(n):
                reprise.run(
                    {**TINY, "episodes": 20, "treatments": {"random": "random"}},
                    treatments={"next": Next()},
                    progress=False,
                    threads=1,
                )

        import os

        runs = int(os.environ.get("REPRISE_TEST_RUNS", "150"))
        play(runs)
        before = resident()
        play(runs)
        self.assertLess(resident() - before, 4_000_000)


if __name__ == "__main__":
    unittest.main()
