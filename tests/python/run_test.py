"""reprise.run plays what the command line plays, with objects of the program among the treatments."""

import json
import tempfile
import types
import unittest

import numpy as np

import reprise
from support import TINY, WORLD, Folder, play, run, sessions


class FirstTrackList:
    """The first item of the first track's list that the session has not had."""

    def __init__(self, lists):
        self.lists = lists

    def recommend(self, batch):
        history = batch.history
        chosen = np.empty(len(batch), dtype=np.int64)
        for i, track in enumerate(batch.first_track):
            played = history.tracks[history.offsets[i] : history.offsets[i + 1]]
            fresh = self.lists[track][~np.isin(self.lists[track], played)]
            chosen[i] = fresh[0] if len(fresh) else self.lists[track][0]
        return chosen


class StickyArtist:
    def __init__(self, world):
        of = np.asarray(world.artist_ids)
        self.tracks = [np.flatnonzero(of == artist) for artist in range(of.max() + 1)]
        self.size = np.array([len(tracks) for tracks in self.tracks])
        self.artist_of = of

    def recommend(self, batch):
        artist = self.artist_of[batch.previous_track]
        index = batch.integers(self.size[artist])
        return np.array([self.tracks[a][i] for a, i in zip(artist, index)])


class TopPop:
    def __init__(self, world, top):
        self.tracks = np.asarray(world.top_tracks[:top]).astype(np.int64)

    def recommend(self, batch):
        return self.tracks[batch.integers(len(self.tracks))]


class FromSeeds(TopPop):
    """The same draws, made of the seeds as their documentation says."""

    def recommend(self, batch):
        n = len(self.tracks)
        words = batch.seeds & np.uint64(0xFFFFFFFF)
        length = (2**32 - 1) // n + (1 if (2**32 - 1) % n == n - 1 else 0)
        index = (words // np.uint64(length)).astype(np.int64)
        again = batch.seeds >> np.uint64(32)
        return self.tracks[np.where(index < n, index, (again // np.uint64(length)).astype(np.int64))]


class Mixed:
    """Uses everything that a batch has."""

    scope = "user"

    def recommend(self, batch):
        n = len(batch)
        history = batch.history
        sums = np.add.reduceat(history.tracks, history.offsets[:-1])
        lengths = np.diff(history.offsets)
        return (
            sums
            + lengths
            + (history.times[history.offsets[1:] - 1] * 100).astype(np.int64)
            + (batch.seeds % np.uint64(7)).astype(np.int64)
            + batch.user * 3
            + batch.step
            + (batch.previous_time * 100).astype(np.int64)
            + batch.integers(np.arange(n) * 0 + 5)
        ) % 300


class SameBytes(Folder):
    def test_equals_the_command_line(self):
        file = self.write("tiny.yaml", json.dumps(TINY))
        for arguments, options in [
            ((), {}),
            (("--set", "episodes=900", "--seed", "7"), {"set": {"episodes": 900}, "seeds": 7}),
            (("--set", "design=split"), {"set": {"design": "split"}}),
            (("--set", "days=3", "--set", "seeds=[3,9]"), {"set": {"days": 3}, "seeds": [3, 9]}),
        ]:
            outcome = self.reprise("run", file, "--quiet", "--json", *arguments)
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            self.assertEqual(outcome.stdout.encode(), run(file, **options).json)

    def test_seeds_of_numpy(self):
        wanted = run(TINY, seeds=[1, 2]).json
        for seeds in (np.arange(1, 3), range(1, 3), (np.int64(1), np.uint8(2))):
            self.assertEqual(run(TINY, seeds=seeds).json, wanted)
        for seed in (np.array(2), np.int64(2)):
            self.assertEqual(run(TINY, seeds=seed).json, run(TINY, seeds=2).json)
        with self.assertRaisesRegex(TypeError, "seeds is True"):
            run(TINY, seeds=True)

    def test_writes_the_same_files(self):
        file = self.write("tiny.yaml", json.dumps({**TINY, "users_csv": True}))
        self.assertEqual(self.reprise("run", file, "--quiet", "--out", "cli").returncode, 0)
        result = run(file, out=self.folder / "python")
        (there,) = (self.folder / "cli" / "tiny").iterdir()
        self.assertEqual(result.directory, str(self.folder / "python" / "tiny" / there.name))
        for path in there.rglob("*"):
            if path.is_file() and path.name != "manifest.json":
                other = self.folder / "python" / "tiny" / there.name / path.relative_to(there)
                self.assertEqual(path.read_bytes(), other.read_bytes(), path.name)
        again = run(file, out=self.folder / "python", resume=True)
        self.assertIn("all of it was there", again.notes[0])
        self.assertEqual(again.json, result.json)
        self.assertEqual(list(again.users), list(result.users))
        for name, values in result.users.items():
            self.assertEqual(np.asarray(again.users[name]).tolist(), np.asarray(values).tolist())

    def test_users_of_a_run_that_was_there(self):
        treatments = {"=odd, \"name\"": "random", "pop": {"top_pop": 9}}
        experiment = {**TINY, "control": "pop", "treatments": treatments}
        first = run(experiment, out=self.folder)
        again = run(experiment, out=self.folder, resume=True)
        with self.assertRaisesRegex(RuntimeError, 'set={"users_csv": True}'):
            again.users
        kept = run(experiment, out=self.folder, resume=True, set={"users_csv": True})
        self.assertEqual(kept.notes, [])
        again = run(experiment, out=self.folder, resume=True)
        self.assertIn("all of it was there", again.notes[0])
        for name, values in first.users.items():
            self.assertEqual(np.asarray(again.users[name]).tolist(), np.asarray(values).tolist(), name)

    def test_an_experiment_is_a_dict_or_a_text_too(self):
        file = self.write("tiny.yaml", json.dumps(TINY))
        self.assertEqual(run(file).json, run(TINY).json)
        self.assertEqual(run(file).json, run(json.dumps(TINY, indent=1)).json)
        self.assertEqual(run(file).json, run(types.MappingProxyType(TINY)).json)
        self.assertEqual(run(file).json, run(file, world=dict(WORLD)).json)

    def test_names_of_any_alphabet(self):
        for name in ("тест", "x😀", "\x7f\u2028"):
            result = run({**TINY, "experiment": name})
            self.assertEqual(json.loads(result.json)["experiment"], name)

    def test_a_recommender_is_a_file(self):
        path = self.write("a #file: of mine.yaml", "top_pop: 20\n")
        same = run(treatments={"pop": path})
        self.assertEqual(same.metrics["mean"].tolist(), run().metrics["mean"].tolist())


class Twins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = reprise.World.open(WORLD)

    def test_sticky_artist(self):
        self.assertEqual(sessions(play("sticky_artist")), sessions(play(StickyArtist(self.world))))

    def test_top_pop(self):
        twin = sessions(play({"top_pop": 7}))
        self.assertEqual(twin, sessions(play(TopPop(self.world, 7))))
        self.assertEqual(twin, sessions(play(FromSeeds(self.world, 7))))

    def test_first_track_list_without_repeats(self):
        scores = self.world.embeddings @ self.world.embeddings.T
        lists = np.argsort(-scores, axis=1, kind="stable")[:, :12]
        sentence = {"anchor": "first_track", "exclude": "session", "pick": "first"}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            for track, tracks in enumerate(lists.tolist()):
                file.write(json.dumps({"item_id": track, "recommendations": tracks}) + "\n")
            file.flush()
            sentence["candidates"] = {"item_list": {"file": file.name}}
            sentence["fallback"] = {
                "anchor": "first_track",
                "candidates": {"item_list": {"file": file.name}},
                "pick": "first",
            }
            twin = json.loads(sessions(play(sentence)))
        ours = json.loads(sessions(play(FirstTrackList(lists))))
        for result in (twin, ours):
            for key in ("fallbacks", "fallback_causes"):
                del result[0][key]
        self.assertEqual(twin, ours)


class Grouping(unittest.TestCase):
    """Threads and batches change nothing."""

    def check(self, recommender, **options):
        first = play(recommender(), threads=1, batch=4096, **options)
        for threads, batch in [(2, 4096), (7, 16), (2, 1), (1, 17)]:
            other = play(recommender(), threads=threads, batch=batch, **options)
            self.assertEqual(first.json, other.json, (threads, batch))
            self.assertEqual(sessions(first), sessions(other))

    def test_sessions(self):
        self.check(lambda: TopPop(reprise.World.open(WORLD), 30))

    def test_earlier_sessions(self):
        self.check(Mixed)

    def test_days_and_split(self):
        self.check(Mixed, set={"days": 3, "design": "split"})

    def test_many_sessions_that_end_together(self):
        # The rows that begin are many, too: a session of repeats ends after its budget.
        results = [
            play(lambda batch: batch.previous_track, batch=batch, set={"episodes": 150_000}).json
            for batch in (4096, 16, 100)
        ]
        self.assertEqual(len(set(results)), 1)

    def test_track_by_track(self):
        class Cursor:
            def __init__(self):
                self.place = {}

            def recommend_next(self, user, prev_track, prev_track_time):
                self.place[user] = self.place.get(user, prev_track) + 1
                return self.place[user] * 7 % 300

        self.check(Cursor)

    def test_the_one_stream_of_numpy(self):
        self.check(Mixed, set={"random": "numpy", "design": "split"})


class Batches(unittest.TestCase):
    def test_what_a_batch_has(self):
        seen = []

        def watch(batch):
            seen.append(batch)
            for name in ("user", "step", "first_track", "previous_track", "previous_time", "seeds"):
                array = getattr(batch, name)
                self.assertEqual(array.shape, (len(batch),))
                self.assertFalse(array.flags.writeable)
                self.assertIs(array, getattr(batch, name))
            self.assertEqual(batch.user.dtype, np.int64)
            self.assertEqual(batch.previous_time.dtype, np.float64)
            self.assertEqual(batch.seeds.dtype, np.uint64)
            history = batch.history
            self.assertEqual(np.diff(history.offsets).tolist(), (batch.step + 1).tolist())
            self.assertEqual(
                history.tracks[history.offsets[:-1]].tolist(), batch.first_track.tolist()
            )
            self.assertEqual(
                history.tracks[history.offsets[1:] - 1].tolist(), batch.previous_track.tolist()
            )
            self.assertEqual(
                history.times[history.offsets[1:] - 1].tolist(), batch.previous_time.tolist()
            )
            self.assertEqual(history.session.tolist(), history.offsets[:-1].tolist())
            rows = np.repeat(np.arange(len(batch)), batch.step + 1)
            self.assertEqual(history.request.tolist(), rows.tolist())
            self.assertTrue(((batch.random() >= 0) & (batch.random() < 1)).all())
            return (batch.previous_track + 1) % 300

        play(watch)
        self.assertGreater(max(len(batch) for batch in seen), 100)
        kept = seen[0]
        # Arrays may be kept, and nobody writes into them: the first batch had all sessions' starts.
        self.assertEqual(len(kept.user), len(kept))
        self.assertEqual(kept.history.times.tolist(), [1.0] * len(kept))
        self.assertEqual(kept.history.request.tolist(), list(range(len(kept))))
        self.assertEqual(kept.history.tracks.tolist(), kept.first_track.tolist())
        with self.assertRaisesRegex(RuntimeError, "this batch is over"):
            kept.integers(5)

    def test_earlier_sessions_come_first(self):
        longest = []

        class Watch:
            scope = "user"

            def recommend(self, batch):
                history = batch.history
                earlier = history.session - history.offsets[:-1]
                longest.append(earlier.max())
                lengths = history.offsets[1:] - history.session
                assert (lengths == batch.step + 1).all()
                assert (history.tracks[history.session] == batch.first_track).all()
                return (batch.previous_track + 1) % 300

        play(Watch())
        self.assertGreater(max(longest), 20)

    def test_seeds_are_the_request_s_own(self):
        def seeds_of(threads, batch):
            seeds = []

            def recommend(batch):
                seeds.extend(batch.seeds.tolist())
                return batch.previous_track

            play(recommend, threads=threads, batch=batch)
            return sorted(seeds)

        first = seeds_of(1, 4096)
        # A hundred sessions are played again, and 500 to look where treatments part.
        self.assertEqual(first, seeds_of(2, 16))
        self.assertGreater(len(set(first)), 1000)


class Results(unittest.TestCase):
    def test_tables(self):
        result = run()
        effects = result.effects
        self.assertEqual(sorted(set(effects["treatment"])), ["pop", "sticky"])
        self.assertEqual(set(effects["against"]), {"random"})
        metrics = result.metrics
        self.assertEqual(sorted(set(metrics["treatment"])), ["pop", "random", "sticky"])
        self.assertIn("coverage", set(metrics["metric"]))
        users = result.users
        self.assertEqual(list(users)[:2], ["user", "treatment"])
        means = json.loads(result.json)["treatments"]["pop"]["metrics"]
        name = "mean_tracks_per_session"
        of_pop = np.asarray(users[name])[np.asarray(users["treatment"]) == "pop"]
        self.assertAlmostEqual(of_pop.mean(), means[name]["mean"], places=12)
        self.assertEqual(result.sessions, {"random": 400, "sticky": 400, "pop": 400})

    def test_shown(self):
        result = run()
        self.assertIn("mean_time_per_session", str(result))
        page = result._repr_html_()
        self.assertIn("<table>", page)
        self.assertIn("sticky", page)
        self.assertNotIn("<style", page)
        self.assertIn("<html", result.report(figures=False))

    def test_treatments_are_added_and_replaced(self):
        result = run(treatments={"pop": {"top_pop": 5}, "next": lambda batch: batch.first_track})
        self.assertEqual(list(result.sessions), ["random", "sticky", "pop", "next"])
        self.assertEqual(json.loads(result.json)["treatments"]["pop"]["catalog"]["coverage"], 5 / 300)

    def test_identity(self):
        world = reprise.World.open(WORLD)
        one, same, other = (play(TopPop(world, n)).hash for n in (5, 5, 6))
        self.assertEqual(one, same)
        self.assertNotEqual(one, other)

    def test_objects_may_be_parts_of_worlds_of_arrays(self):
        world = reprise.World.from_arrays(
            np.eye(6, dtype=np.float32) * 9, list("aabbcc"), {"interests": [[0, 1], [2, 3], [5]]}
        )
        result = reprise.run(
            {**TINY, "experiment": "own", "episodes": 60, "treatments": {"random": "random"}},
            treatments={"next": lambda batch: (batch.previous_track + 1) % 6},
            world=world,
            progress=False,
        )
        self.assertEqual(json.loads(result.json)["world"]["tracks"], 6)


if __name__ == "__main__":
    unittest.main()
