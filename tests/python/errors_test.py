"""Mistakes of recommenders and experiments are shown once, with their place."""

import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
import unittest

import numpy as np

import reprise
from support import PROGRAM, TINY, Folder, play, run


class Counts:
    n = 0

    def recommend(self, batch):
        self.n += 1
        return batch.user * 0 + self.n % 300


class Answers(unittest.TestCase):
    def check(self, answer, message):
        with self.assertRaisesRegex(reprise.RecommenderError, message) as caught:
            play(answer)
        self.assertIn("the treatment 'mine'", str(caught.exception))

    def test_wrong_answers_say_which_request(self):
        self.check(lambda batch: batch.user[:3], r"array of shape \(3,\) for \d+ requests; expected")
        self.check(lambda batch: None, r"returned None; expected an array of \d+ track ids")
        self.check(lambda batch: 5, r"returned 5; expected an array of \d+ track ids")
        self.check(lambda batch: batch.user * 0.5, r"array of float64.*astype\(numpy\.int64\)")
        self.check(lambda batch: ["a"] * len(batch), "array of <U1")

        def nan(batch):
            tracks = batch.user * 1.0
            tracks[4] = np.nan
            return tracks

        self.check(nan, r"request 4 of \d+ \(user \d+, step \d+\) is NaN")

        def outside(batch):
            tracks = batch.user * 0
            tracks[2] = 300
            return tracks

        self.check(outside, r"request 2 of \d+ \(user \d+, step \d+\) is track 300; expected .* 0 to 299")
        self.check(lambda batch: batch.user * 0 - 1, r"request 0 .* is track -1")

    def test_track_by_track(self):
        class Answer:
            def __init__(self, answer):
                self.answer = answer

            def recommend_next(self, user, prev_track, prev_track_time):
                return self.answer

        self.check(Answer(None), r"recommend_next\(\) answered request 0 of \d+ \(user \d+, step 0\) with None")
        self.check(Answer(1.5), "with 1.5; expected the id of a track")
        self.check(Answer(2**70), "expected the id of a track, 0 to 299")
        play(Answer(np.int32(5)))

    def test_exceptions_of_the_user_s_code(self):
        def fails(batch):
            if batch.step.max() >= 2:
                return {}["missing"]
            return batch.user * 0

        try:
            play(fails)
        except KeyError as error:
            (note,) = error.__notes__
            frames = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        self.assertRegex(note, r"the treatment 'mine' .* was asked for \d+ tracks, at step")
        self.assertEqual(frames[-1], "fails")
        # Nothing is left behind: the next run plays.
        play(lambda batch: batch.previous_track)

    def test_objects_that_recommend_nothing(self):
        class Nothing:
            pass

        class Mine:
            def recommend(self, batch):
                return batch.user * 0

        for value, message in [
            (Nothing(), "recommends nothing"),
            (Mine, "is the class Mine; expected an object of it"),
        ]:
            with self.assertRaisesRegex(reprise.UserError, message):
                play(value)
        wrong = Mine()
        wrong.scope = "users"
        with self.assertRaisesRegex(reprise.UserError, "expected \"session\" or \"user\""):
            play(wrong)

    def test_one_run_at_a_time(self):
        def inside(batch):
            run()

        with self.assertRaisesRegex(RuntimeError, "reprise is playing already"):
            play(inside)

    def test_an_object_is_one_service(self):
        class Cursor:
            def recommend_next(self, user, prev_track, prev_track_time):
                return 5

        one, other = Cursor(), Cursor()
        run(treatments={"a": one, "b": other})
        message = "'a' and 'b' ask the same service, number 1 of the run's Python objects .*Cursor"
        with self.assertRaisesRegex(reprise.UserError, message):
            run(treatments={"a": one, "b": one})
        # In a split a user is asked for by one of the two alone.
        run(treatments={"a": one, "b": one}, set={"design": "split"})

    def test_state_is_told(self):
        class Writes:
            seen = None

            def recommend(self, batch):
                self.seen = batch.user[:5].copy()
                return batch.previous_track

        class Walks(Writes):
            def recommend(self, batch):
                return batch.previous_track

        class Remembers:
            def __init__(self):
                self.n = 0

            def recommend_next(self, user, prev_track, prev_track_time):
                self.n += 1
                return self.n % 300

        for threads in (1, 2):
            (note,) = play(Counts(), threads=threads).notes
            self.assertRegex(note, "the treatment 'mine' keeps state")
        # Local classes cannot be pickled, so nobody can tell.
        for recommender in (Writes(), Walks(), Remembers(), lambda batch: batch.previous_track):
            self.assertEqual(play(recommender).notes, [])


class Experiments(unittest.TestCase):
    def test_mistakes_have_places(self):
        for options, message in [
            ({"set": {"episodes": -1}}, "^set episodes=-1: 'episodes' is '-1'; expected 1 to"),
            ({"set": {"treatments.a": "oracel"}}, "^set treatments.a=oracel: .*did you mean 'oracle'"),
            ({"batch": 0}, "^batch is 0; expected 1 to 1000000$"),
            ({"threads": -1}, "^threads is -1; expected 0 to 4096$"),
            (
                {"treatments": {"x": {"anchor": "first_trak", "candidates": "catalog"}}},
                r"^treatments\['x'\]: unknown .*'first_trak'.*did you mean 'first_track'",
            ),
        ]:
            with self.assertRaisesRegex(ValueError, message):
                run(**options)
        with self.assertRaises(reprise.UserError):
            reprise.run("no_such_file.yaml")
        with self.assertRaises(TypeError):
            run(batch="many")
        with self.assertRaisesRegex(TypeError, "seeds is 1.5; expected a whole number, or several"):
            run(seeds=1.5)
        with self.assertRaisesRegex(reprise.UserError, "is a sweep of several"):
            run(set={"sweep": {"parameters": {"episodes": [10, 20]}}})


class Interrupts(Folder):
    def test_ctrl_c_keeps_what_was_played(self):
        experiment = {**TINY, "episodes": 10_000, "seeds": {"start": 1, "count": 4}}

        class Interrupted:
            asked = 0
            interrupted_at = None

            def recommend(self, batch):
                kind = type(self)
                kind.asked += len(batch)
                if kind.interrupted_at is not None and kind.asked > kind.interrupted_at:
                    os.kill(os.getpid(), signal.SIGINT)
                return (batch.previous_track * 7 + batch.step) % 300

        whole = reprise.run(experiment, treatments={"mine": Interrupted()}, progress=False)
        # In the last seed: checkpoints have the others.
        all_asked, Interrupted.asked = Interrupted.asked, 0
        Interrupted.interrupted_at = 0.9 * all_asked
        with self.assertRaises(KeyboardInterrupt) as caught:
            reprise.run(experiment, treatments={"mine": Interrupted()}, progress=False)
        self.assertIn("resume=True", caught.exception.__notes__[-1])
        Interrupted.asked, Interrupted.interrupted_at = 0, None
        rest = reprise.run(
            experiment, treatments={"mine": Interrupted()}, resume=True, progress=False
        )
        self.assertEqual(rest.json, whole.json)
        self.assertRegex("\n".join(rest.notes), "resumed: [0-9]+ % of the sessions were there")
        self.assertLess(Interrupted.asked, 0.5 * all_asked)

    def test_ctrl_c_while_no_python_runs(self):
        endless = {**TINY, "episodes": 10**9}
        timer = threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with self.assertRaises(KeyboardInterrupt):
            reprise.run(endless, progress=False)
        timer.join()


class FromYaml(Folder):
    CODE = """
class Mine:
    def __init__(self, stride=1):
        self.stride = stride

    def recommend(self, batch):
        return (batch.previous_track + self.stride) % 300


class Fails:
    def recommend(self, batch):
        return 1 // 0


class Cursor:
    def recommend_next(self, user, prev_track, prev_track_time):
        return (prev_track + 3) % 300


class Counts:
    n = 0

    def recommend(self, batch):
        self.n += 1
        return batch.user * 0 + self.n % 300
"""

    # Both write a line each time they are asked.
    SLOW = """
import time

class Slow:
    def said(self):
        with open("asked", "a") as file:
            file.write("asked\\n")
        time.sleep(0.2)

class Batches(Slow):
    def recommend(self, batch):
        self.said()
        return batch.previous_track

class Tracks(Slow):
    def recommend_next(self, user, prev_track, prev_track_time):
        self.said()
        return prev_track
"""

    def experiment(self, **treatments):
        self.write("mine.py", self.CODE)
        everything = {**TINY, "treatments": {"random": "random", **treatments}}
        return self.write("tiny.yaml", json.dumps(everything))

    def test_plays_like_an_object(self):
        file = self.experiment(mine={"python": "mine.py:Mine", "arguments": {"stride": 7}})
        outcome = self.reprise("run", file, "--json", "--quiet", "--allow-commands")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        from_file = json.loads(outcome.stdout)["treatments"]["mine"]
        ours = json.loads(play(lambda batch: (batch.previous_track + 7) % 300).json)
        ours = ours["treatments"]["mine"]
        del from_file["recommender"], ours["recommender"]
        self.assertEqual(from_file, ours)
        python = reprise.run(file, allow_commands=True, progress=False)
        self.assertEqual(python.json.decode(), outcome.stdout)

    def test_track_by_track_and_inside_a_sentence(self):
        file = self.experiment(
            a={"python": "mine.py:Cursor"},
            b={"one_of": [[0.5, {"python": "mine.py:Mine"}], [0.5, "random"]]},
        )
        outcome = self.reprise("run", file, "--json", "--quiet", "--allow-commands", "--threads", "2")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)

    def test_is_only_run_where_it_is_allowed(self):
        file = self.experiment(mine={"python": "mine.py:Mine"})
        outcome = self.reprise("run", file, "--quiet")
        self.assertEqual(outcome.returncode, 2)
        self.assertRegex(outcome.stderr, r"tiny\.yaml:\d+.*'mine' runs Python code.*--allow-commands")
        with self.assertRaisesRegex(reprise.UserError, "--allow-commands"):
            reprise.run(file, progress=False)
        outcome = self.reprise("validate", file)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)

    def test_exceptions_are_shown_once(self):
        file = self.experiment(mine={"python": "mine.py:Fails"})
        outcome = self.reprise("run", file, "--quiet", "--allow-commands")
        self.assertEqual(outcome.returncode, 1)
        self.assertEqual(outcome.stderr.count("Traceback"), 1)
        self.assertIn("return 1 // 0", outcome.stderr)
        self.assertIn("the treatment 'mine' (mine.py:Fails) was asked for", outcome.stderr)

    def test_a_sweep_over_arguments(self):
        file = self.experiment(mine={"python": "mine.py:Mine", "arguments": {"stride": 1}})
        swept = ("--set", "treatments.mine.arguments.stride=1,7,oops", "--json")
        outcome = self.reprise("run", file, "--quiet", "--allow-commands", *swept)
        self.assertEqual(outcome.returncode, 3, outcome.stderr)
        self.assertEqual(outcome.stderr.count("Traceback"), 1)
        cells = json.loads(outcome.stdout)["cells"]
        self.assertEqual(len(cells), 3)

    def test_mistakes(self):
        for code, message in [
            ("mine.py:Nobody", "has no 'Nobody'"),
            ("nobody.py:Mine", "there is no file"),
            ("mine.py", "my_recommender.py:Mine"),
        ]:
            file = self.experiment(mine={"python": code})
            outcome = self.reprise("run", file, "--quiet", "--allow-commands")
            self.assertEqual(outcome.returncode, 2, outcome.stderr)
            self.assertIn(message, outcome.stderr)

    def test_arguments_that_the_code_does_not_take(self):
        file = self.experiment(mine={"python": "mine.py:Mine", "arguments": {"tip": 3}})
        outcome = self.reprise("run", file, "--quiet", "--allow-commands")
        self.assertEqual(outcome.returncode, 2, outcome.stderr)
        self.assertEqual(len(outcome.stderr.splitlines()), 1, outcome.stderr)
        self.assertRegex(outcome.stderr, r"tiny\.yaml:\d+.*mine\.py:Mine does not take .*'tip'")

    def test_an_interpreter_that_is_none(self):
        file = self.experiment(mine={"python": "mine.py:Mine"})
        for other in ("/bin/false", "/bin/true", "/nowhere/python3"):
            environment = {**os.environ, "REPRISE_PYTHON": other}
            command = [PROGRAM, "run", str(file), "--quiet", "--allow-commands"]
            outcome = subprocess.run(command, env=environment, capture_output=True, text=True)
            self.assertEqual(outcome.returncode, 2, outcome.stderr)
            self.assertIn(f"{other} is no Python", outcome.stderr)

    def test_identity_is_the_file_s_content(self):
        file = self.experiment(mine={"python": "mine.py:Mine"})
        one = reprise.run(file, allow_commands=True, progress=False).hash
        self.write("mine.py", self.CODE + "\n# changed\n")
        self.assertNotEqual(one, reprise.run(file, allow_commands=True, progress=False).hash)

    def asked(self):
        asked = self.folder / "asked"
        return len(asked.read_text().splitlines()) if asked.exists() else 0

    def interrupt(self, process, is_there):
        """Sends Ctrl-C as soon as is_there() says so, and returns what the process wrote."""
        end = time.monotonic() + 60
        while not is_there() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        self.assertTrue(is_there())
        process.send_signal(signal.SIGINT)
        return process.communicate(timeout=60)

    def test_ctrl_c_in_the_program(self):
        self.write("slow.py", self.SLOW)
        for kind in ("Batches", "Tracks"):
            everything = {**TINY, "episodes": 1_000_000}
            everything["treatments"] = {"random": "random", "slow": {"python": f"slow.py:{kind}"}}
            file = self.write("slow.yaml", json.dumps(everything))
            process = subprocess.Popen(
                [PROGRAM, "run", str(file), "--quiet", "--allow-commands"],
                cwd=self.folder,
                stderr=subprocess.PIPE,
                text=True,
            )
            with self.subTest(kind=kind):
                at_signal = []
                _, err = self.interrupt(
                    process, lambda: self.asked() > 0 and (at_signal.append(self.asked()) or True)
                )
                self.assertEqual(process.returncode, 130, err)
                self.assertNotIn("Traceback", err)
                # The call that was going on was the last one, or the next one.
                self.assertLessEqual(self.asked(), at_signal[-1] + 1)
            (self.folder / "asked").unlink(missing_ok=True)

    def test_ctrl_c_ends_other_commands_at_once(self):
        # This one waits for its input, with no work of its own to save.
        process = subprocess.Popen(
            [sys.executable, "-m", "reprise", "analyze", "-"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

        def reads():
            with open(f"/proc/{process.pid}/wchan") as file:
                return "pipe" in file.read()

        self.interrupt(process, reads)
        self.assertEqual(process.returncode, -signal.SIGINT)

    def test_treatments_of_one_file_keep_no_state(self):
        self.write("mine.py", self.CODE)
        for kinds in (("Mine", "Mine"), ("Mine", "Counts"), ("Counts", "Mine")):
            named = {f"{kind}_{i}": {"python": f"mine.py:{kind}"} for i, kind in enumerate(kinds)}
            file = self.write(
                "tiny.yaml", json.dumps({**TINY, "treatments": {"random": "random", **named}})
            )
            outcome = self.reprise("run", file, "--quiet", "--allow-commands", "--fresh")
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            told = [name for name in named if f"'{name}' keeps state" in outcome.stderr]
            self.assertEqual(told, [name for name in named if name.startswith("Counts")])

    def test_state_is_told(self):
        self.write("mine.py", self.CODE)
        everything = {**TINY, "treatments": {"random": "random", "mine": {"python": "mine.py:Counts"}}}
        file = self.write("tiny.yaml", json.dumps(everything))
        outcome = self.reprise("run", file, "--quiet", "--allow-commands")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertEqual(outcome.stderr.count("the treatment 'mine' keeps state"), 1)
        # Once for all cells of a sweep.
        swept = ("--set", "episodes=50,60")
        outcome = self.reprise("run", file, "--quiet", "--allow-commands", *swept)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertEqual(outcome.stderr.count("the treatment 'mine' keeps state"), 1)

    def test_two_treatments_of_one_class(self):
        file = self.experiment(a={"python": "mine.py:Cursor"}, b={"python": "mine.py:Cursor"})
        reprise.run(file, allow_commands=True, progress=False)

    def test_arguments_are_yaml_s(self):
        self.write("seen.py", "seen = {}\n\n\ndef made(**given):\n    import json\n"
                   "    with open('seen', 'w') as file:\n        file.write(repr(given))\n"
                   "    return lambda batch: batch.previous_track\n")
        written = (
            "{a: inf, b: .inf, c: nan, d: 0x1F, e: True, f: NULL, g: 1_0, h: '5', i: infinity, j: 0o17, "
            "k: -.INF, m: 1., n: .5, o: 010, p: +1e3, q: [~, yes], r: {s: 1e-2}, t: '', u: 1.5.2, v: off}"
        )
        file = self.write(
            "tiny.yaml",
            json.dumps({**TINY, "treatments": {"random": "random"}})[:-2]
            + f', a: {{python: "seen.py:made", arguments: {written}}}}}}}',
        )
        outcome = self.reprise("run", file, "--quiet", "--allow-commands")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        expected = dict(
            a="inf", b=math.inf, c="nan", d=31, e=True, f=None, g="1_0", h="5", i="infinity", j=15,
            k=-math.inf, m=1.0, n=0.5, o=10, p=1000.0, q=[None, "yes"], r={"s": 0.01}, t="",
            u="1.5.2", v="off",
        )
        self.assertEqual((self.folder / "seen").read_text(), repr(expected))


if __name__ == "__main__":
    unittest.main()
