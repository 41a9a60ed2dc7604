"""Recommenders in Python say what they may name: logs have it, and `reprise evaluate` takes them."""

import json
import unittest

import numpy as np

import reprise
from support import TINY, WORLD, Folder, play

TRACKS = 300


class Uniform:
    """Any track, as the treatment `random`."""

    def recommend(self, batch):
        return batch.integers(TRACKS)

    def propensities(self, batch):
        return np.full((len(batch), TRACKS), 1 / TRACKS)


class FewOf:
    """One of four tracks after the previous one; the first is twice as probable, in two pieces."""

    places = np.array([1, 2, 3, 4, 1])

    def recommend(self, batch):
        return (batch.previous_track + self.places[batch.integers(5)]) % TRACKS

    def propensities(self, batch):
        tracks = (batch.previous_track[:, None] + self.places) % TRACKS
        return tracks, np.full(tracks.shape, 0.2, dtype=np.float32)


class Certain:
    def recommend(self, batch):
        return (batch.previous_track + 7) % TRACKS

    def propensities(self, batch):
        return self.recommend(batch)[:, None], np.ones((len(batch), 1), dtype=int)


class Logs(Folder):
    def logged(self, recommender, **options):
        result = play(
            recommender,
            out=self.folder / "out",
            set={"design": "split", "log": {"path": "data.json", "propensities": True}},
            **options,
        )
        rows = []
        for path in sorted((self.folder / "out").rglob("data.json*")):
            rows += [json.loads(line) for line in path.read_text().splitlines()]
        self.assertEqual(result.notes, [])
        return [row for row in rows if row["message"] == "next" and row["experiments"]["tiny"] == "T1"]

    def test_each_recommendation_has_its_probability(self):
        for recommender, expected in (Uniform(), {1 / TRACKS}), (Certain(), {1.0}):
            rows = self.logged(recommender)
            self.assertGreater(len(rows), 100)
            self.assertEqual({row["propensity"] for row in rows}, expected)
            for path in (self.folder / "out").rglob("data.json*"):
                path.unlink()

    def test_draws_are_as_frequent_as_it_says(self):
        rows = self.logged(FewOf(), batch=16, threads=2)
        far = np.array([(row["recommendation"] - row["track"]) % TRACKS for row in rows])
        self.assertEqual(set(far), {1, 2, 3, 4})
        told = np.array([row["propensity"] for row in rows])
        np.testing.assert_allclose(told, np.where(far == 1, 0.4, 0.2), rtol=1e-6)
        # Five standard errors.
        for place, share in (1, 0.4), (2, 0.2), (3, 0.2), (4, 0.2):
            error = np.sqrt(share * (1 - share) / len(far))
            self.assertLess(abs(np.mean(far == place) - share), 5 * error)


class Mistakes(unittest.TestCase):
    def check(self, propensities, message, recommend=lambda batch: batch.user * 0, error=None):
        class Mine:
            def recommend(self, batch):
                return recommend(batch)

        Mine.propensities = lambda self, batch: propensities(batch)
        with self.assertRaisesRegex(error or reprise.RecommenderError, message):
            play(Mine(), set={"design": "split", "log": {"path": "data.json", "propensities": True}},
                 out=self.folder)

    def setUp(self):
        import tempfile

        kept = tempfile.TemporaryDirectory()
        self.addCleanup(kept.cleanup)
        self.folder = kept.name

    def test_answers(self):
        expected = r"expected \(tracks, probabilities\), two arrays of 1 x k"
        self.check(lambda batch: None, expected)
        self.check(lambda batch: np.ones(TRACKS) / TRACKS, expected)
        self.check(lambda batch: np.ones((len(batch), TRACKS - 1)), expected)
        self.check(lambda batch: (np.zeros((len(batch), 2)), np.ones((len(batch), 2)) / 2), expected)
        self.check(lambda batch: (batch.user[:, None], np.ones((len(batch), 2)) / 2), expected)
        self.check(lambda batch: np.full((len(batch), TRACKS), "a"), expected)
        self.check(lambda batch: np.ones((len(batch), TRACKS)), r"sum to 300; expected 1")
        one = np.zeros((1, 2), dtype=int)
        self.check(lambda batch: (one, np.array([[1.5, -0.5]])), r"track 0 for .* is -0.5; expected a")
        self.check(lambda batch: (one, np.array([[np.nan, 1]])), r"is nan; expected")
        self.check(lambda batch: (one + TRACKS, np.array([[0.5, 0.5]])), r"is track 300; expected the id")

    def test_what_it_never_names_is_not_recommended(self):
        self.check(
            lambda batch: (np.full((len(batch), 1), 5), np.ones((len(batch), 1))),
            r"'mine' recommends track 0 where it says that the track's probability is 0",
            error=reprise.UserError,
        )

    def test_it_draws_nothing(self):
        def drawing(batch):
            batch.integers(10)
            return np.zeros((len(batch), 1), dtype=int), np.ones((len(batch), 1))

        self.check(drawing, "draws nothing itself")

    def test_who_does_not_say_them_is_told_how(self):
        options = {"design": "split", "log": {"path": "data.json", "propensities": True}}

        class ByTrack:
            def recommend_next(self, user, track, time):
                return 1

        for recommender in (lambda batch: batch.user * 0), ByTrack():
            with self.assertRaisesRegex(reprise.UserError, r"propensities\(batch\)"):
                play(recommender, set=options, out=self.folder)


class Evaluated(Folder):
    def test_as_an_idea_and_as_a_logging_policy(self):
        source = (
            "import numpy as np\n"
            "class Uniform:\n"
            "    def recommend(self, batch):\n"
            "        return batch.integers(300)\n"
            "    def propensities(self, batch):\n"
            "        return np.full((len(batch), 300), 1 / 300)\n"
            "def silent():\n"
            "    return lambda batch: batch.user * 0\n"
        )
        self.write("mine.py", source)
        experiment = {
            **TINY,
            "experiment": "told",
            "world": WORLD,
            "evaluate": {"logging": ["random", "mine"], "log_sessions": [200], "replications": 1},
            "treatments": {
                **TINY["treatments"],
                "mine": {"python": "mine.py:Uniform"},
                "silent": {"python": "mine.py:silent"},
            },
        }
        file = self.write("told.yaml", json.dumps(experiment))
        outcome = self.reprise("evaluate", file, "--quiet", "--json", "--allow-commands")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        results = json.loads(outcome.stdout)
        self.assertEqual([table["logging"] for table in results["tables"]], ["random", "mine"])
        self.assertIn("propensities(batch)", results["left_out"][0])
        # It is the treatment `random`, which is what the logs say of it, too.
        for points in results["points"]:
            said = {point["idea"]: point["offline"] for point in points["points"]}
            self.assertAlmostEqual(said["mine"], said["random"], 12)
        again = self.reprise("evaluate", file, "--quiet", "--json", "--allow-commands", "--threads", "1")
        self.assertEqual(again.stdout, outcome.stdout)

    def test_files_are_not_run_unasked(self):
        self.write("mine.py", "raise SystemExit('was run')\n")
        experiment = {**TINY, "treatments": {"random": "random", "mine": {"python": "mine.py:A"}}}
        file = self.write("tiny.yaml", json.dumps(experiment))
        outcome = self.reprise("evaluate", file, "--quiet")
        self.assertEqual(outcome.returncode, 2)
        self.assertIn("--allow-commands", outcome.stderr)


if __name__ == "__main__":
    unittest.main()
