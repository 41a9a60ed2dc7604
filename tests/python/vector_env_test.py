"""The vector environment does what Gymnasium's do. The toy's trace was measured on SyncVectorEnv of
Gymnasium 1.4.0, NumPy 1.24.2."""

import json
import unittest

import numpy as np

import reprise
from reprise._spaces import AutoresetMode
from reprise._vector_env import SteppedEnvs
from support import TINY, WORLD, run


class Toy:
    """Episodes of length 2 (environment 0) and 3 (1); a step's track is its action, its reward a
    tenth of it; an episode begins with a track of the environment's own generator."""

    def __init__(self):
        self.track = np.zeros(2, dtype=np.int64)
        self.at = np.zeros(2, dtype=np.int64)
        self.generators = [None, None]

    def reset(self, which, seeds):
        for i in np.flatnonzero(which):
            if seeds is not None and seeds[i] is not None:
                self.generators[i] = np.random.default_rng(seeds[i] + i)
            self.track[i] = self.generators[i].integers(100)
            self.at[i] = 0
        return {"begun": self.track.copy()}

    def step(self, which, actions):
        self.track[which] = np.asarray(actions)[which]
        self.at[which] += 1
        ended = which & (self.at >= (2, 3))
        rewards = np.where(which, self.track / 10, 0.0)
        return rewards, ended, np.zeros(2, bool), {"length": self.at.copy()}

    def observe(self, into):
        return {"track": self.track.copy(), "step": self.at.copy()}


ACTIONS = [(10, 20), (11, 21), (12, 22), (13, 23), (14, 24)]


class ToyTrace(unittest.TestCase):
    def begin(self, mode):
        env = SteppedEnvs(Toy(), 2, mode, copy=True)
        seen, infos = env.reset(seed=5)
        self.check_seen(seen, (67, 44), (0, 0))
        self.assertEqual(infos["_begun"].tolist(), [True, True])
        return env

    def check_seen(self, seen, track, step):
        self.assertEqual(seen["track"].tolist(), list(track))
        self.assertEqual(seen["step"].tolist(), list(step))
        self.assertEqual(seen["track"].dtype, np.int64)

    def check(self, env, action, track, step, reward, ended):
        seen, rewards, terminated, truncated, infos = env.step(np.array(action))
        self.check_seen(seen, track, step)
        self.assertEqual(rewards.tolist(), list(reward))
        self.assertEqual(rewards.dtype, np.float64)
        self.assertEqual(terminated.tolist(), list(ended))
        self.assertEqual(terminated.dtype, bool)
        self.assertEqual(truncated.tolist(), [False, False])
        return infos

    def test_next_step(self):
        env = self.begin("NextStep")
        self.assertEqual(env.metadata["autoreset_mode"], AutoresetMode.NEXT_STEP)
        infos = self.check(env, ACTIONS[0], (10, 20), (1, 1), (1, 2), (False, False))
        self.assertNotIn("begun", infos)
        self.check(env, ACTIONS[1], (11, 21), (2, 2), (1.1, 2.1), (True, False))
        infos = self.check(env, ACTIONS[2], (80, 22), (0, 3), (0, 2.2), (False, True))
        self.assertEqual(infos["_length"].tolist(), [False, True])
        self.assertEqual(infos["length"].tolist(), [0, 3])
        self.assertEqual(infos["_begun"].tolist(), [True, False])
        self.assertEqual(infos["begun"].tolist(), [80, 0])
        self.check(env, ACTIONS[3], (13, 53), (1, 0), (1.3, 0), (False, False))

    def test_same_step(self):
        env = self.begin("SameStep")
        self.check(env, ACTIONS[0], (10, 20), (1, 1), (1, 2), (False, False))
        infos = self.check(env, ACTIONS[1], (80, 21), (0, 2), (1.1, 2.1), (True, False))
        self.assertEqual(infos["final_obs"].tolist(), [{"track": 11, "step": 2}, None])
        self.assertEqual(infos["_final_obs"].tolist(), [True, False])
        self.assertEqual(infos["final_info"]["length"].tolist(), [2, 0])
        self.assertEqual(infos["final_info"]["_length"].tolist(), [True, False])
        self.assertEqual(infos["_length"].tolist(), [False, True])
        self.assertEqual(infos["begun"].tolist(), [80, 0])
        infos = self.check(env, ACTIONS[2], (12, 53), (1, 0), (1.2, 2.2), (False, True))
        self.assertEqual(infos["final_obs"].tolist(), [None, {"track": 22, "step": 3}])
        self.check(env, ACTIONS[3], (2, 23), (0, 1), (1.3, 2.3), (True, False))

    def test_disabled(self):
        env = self.begin("Disabled")
        self.check(env, ACTIONS[0], (10, 20), (1, 1), (1, 2), (False, False))
        self.check(env, ACTIONS[1], (11, 21), (2, 2), (1.1, 2.1), (True, False))
        with self.assertRaisesRegex(ValueError, "environment 0 is over"):
            env.step(np.array(ACTIONS[2]))
        seen, infos = env.reset(options={"reset_mask": np.array([True, False])})
        self.check_seen(seen, (80, 21), (0, 2))
        self.assertEqual(infos["_begun"].tolist(), [True, False])
        self.check(env, ACTIONS[2], (12, 22), (1, 3), (1.2, 2.2), (False, True))

    def test_seeds_one_by_one(self):
        env = SteppedEnvs(Toy(), 2, "NextStep", copy=True)
        env.reset(seed=5)
        seen, _ = env.reset(seed=[7, None])
        self.assertEqual(seen["track"].tolist(), [np.random.default_rng(7).integers(100), 53])
        seen, _ = env.reset(seed=np.array([7, 8]))
        self.assertEqual(seen["track"].tolist(), env.reset(seed=[7, 8])[0]["track"].tolist())
        with self.assertRaisesRegex(ValueError, "3 seeds for 2"):
            env.reset(seed=[1, 2, 3])


def episodes(num_envs, seed=3, steps=120, mode="NextStep"):
    """What each environment saw and got, episode by episode, under one policy."""
    env = reprise.VectorEnv(WORLD, num_envs, seed=seed, autoreset_mode=mode)
    seen, infos = env.reset()
    played = {}
    address = infos["address"]
    for _ in range(steps):
        actions = (seen["previous_track"] * 7 + seen["first_track"] + seen["step"] * 3) % 300
        before = seen
        seen, rewards, terminated, truncated, infos = env.step(actions)
        stepped = infos["_repeated"].copy()
        if "final_info" in infos:
            stepped |= infos["final_info"]["_repeated"]
        for i in np.flatnonzero(stepped):
            played.setdefault(int(address[i]), []).append(
                (int(before["user"][i]), int(actions[i]), rewards[i], bool(terminated[i]))
            )
        if "address" in infos:
            address = np.where(infos["_address"], infos["address"], address)
    return played


class Sessions(unittest.TestCase):
    def test_any_number_of_environments_plays_the_same_episodes(self):
        few, many = episodes(3), episodes(40)
        self.assertGreater(len(few), 20)
        whole = {address: one for address, one in few.items() if one[-1][3]}
        for address, one in whole.items():
            self.assertEqual(one, many[address])

    def test_other_users_play_what_runs_play(self):
        class Walk:
            def recommend(self, batch):
                return (batch.previous_track * 7 + batch.first_track) % 300

        for model in (
            {"leave": {"hazard": {"skipped": 0.2, "heard": 0.3}}},
            {"interest": {"drift": {"pull": 0.3}}, "state": {"searching": {"enter": 0.3}}},
        ):
            world = {**WORLD, "users": {"model": model}}
            env = reprise.VectorEnv(world, 6, seed=1)
            seen, infos = env.reset()
            self.assertEqual(infos["address"].tolist(), list(range(6)))
            played = [[int(track)] for track in seen["first_track"]]
            over = np.zeros(6, bool)
            for _ in range(1000):
                actions = (seen["previous_track"] * 7 + seen["first_track"]) % 300
                seen, _, terminated, _, _ = env.step(actions)
                for i in np.flatnonzero(~over):
                    played[i].append(int(actions[i]))
                over |= terminated
                if over.all():
                    break
            log = reprise.play_log(
                {**TINY, "world": world, "episodes": 6, "treatments": {"walk": "random"}, "control": "walk"},
                {"walk": Walk()},
                seeds=1,
                progress=False,
            )
            tracks, episode = np.asarray(log["track"]), np.asarray(log["episode"])
            self.assertEqual([tracks[episode == i].tolist() for i in range(6)], played)
        remembers = {**WORLD, "users": {"model": {"repeat": {"enjoys": {"frequency": 1}}}}}
        with self.assertRaisesRegex(reprise.UserError, "remember their earlier sessions"):
            reprise.VectorEnv(remembers, 6)

    def test_modes_play_the_same_episodes(self):
        next_step, same_step = episodes(5), episodes(5, mode="SameStep")
        for address, one in next_step.items():
            if one[-1][3]:
                self.assertEqual(one, same_step[address])

    def test_episode_0_is_the_experiment_s_session(self):
        by_env = episodes(60, seed=9, steps=400)

        class Same:
            def recommend(self, batch):
                return (batch.previous_track * 7 + batch.first_track + batch.step * 3) % 300

        experiment = {**TINY, "episodes": 60, "treatments": {"random": "random"}, "design": "paired"}
        result = run(experiment, treatments={"same": Same()}, seeds=9)
        users = result.users
        of_same = np.asarray(users["treatment"]) == "same"
        of = {name: np.asarray(users[name])[of_same] for name in ("user", "mean_tracks_per_session")}
        tracks = dict(zip(of["user"], of["mean_tracks_per_session"]))
        played = {}
        for i in range(60):
            one = by_env[i]
            played.setdefault(one[0][0], []).append(len(one) + 1)
        self.assertEqual(tracks, {user: np.mean(lengths) for user, lengths in played.items()})

    def test_truncation(self):
        env = reprise.VectorEnv(WORLD, 50, seed=1, max_steps=3)
        env.reset()
        ends = np.zeros(2, dtype=int)
        for _ in range(3):
            _, _, terminated, truncated, _ = env.step(np.arange(50))
            self.assertFalse((terminated & truncated).any())
            ends += terminated.sum(), truncated.sum()
        self.assertEqual(ends.sum(), 50)
        self.assertGreater(ends[1], 0)

    def test_arrays_may_be_kept_or_written_in_place(self):
        env = reprise.VectorEnv(WORLD, 8, seed=1)
        first, _ = env.reset()
        kept = {name: values.copy() for name, values in first.items()}
        env.step(np.arange(8))
        for name, values in kept.items():
            self.assertEqual(first[name].tolist(), values.tolist())
        env = reprise.VectorEnv(WORLD, 8, seed=1, copy=False)
        first, _ = env.reset()
        second, *_ = env.step(np.arange(8))
        for name in first:
            self.assertIs(first[name], second[name])
        self.assertEqual(first["step"].tolist(), [1] * 8)

    def test_spaces(self):
        env = reprise.VectorEnv(WORLD, 4, seed=1)
        self.assertEqual(env.single_action_space.n, 300)
        self.assertEqual(env.action_space.nvec.tolist(), [300] * 4)
        seen, _ = env.reset()
        self.assertTrue(env.observation_space.contains(seen))
        self.assertTrue(env.single_observation_space.contains({name: v[0] for name, v in seen.items()}))
        self.assertTrue(env.action_space.contains(env.action_space.sample()))

    def test_mistakes(self):
        env = reprise.VectorEnv(WORLD, 4, seed=1)
        with self.assertRaisesRegex(ValueError, "environment 0 has no episode yet"):
            env.step(np.arange(4))
        env.reset()
        for actions, message in [
            (np.array([0, 1, 2, 300]), "environment 3 is 300; expected a track, 0 to 299"),
            (np.array([0.5, 1, 2, 3]), "float64; expected an array of 4"),
            (np.array([0, 1]), r"shape \(2,\)"),
        ]:
            with self.assertRaisesRegex(ValueError, message):
                env.step(actions)
        with self.assertRaises(ValueError):
            reprise.VectorEnv(WORLD, 4, autoreset_mode="Sometimes")
        for options, message in [
            ({"max_steps": 0}, "^max_steps is 0; expected 1 to 4000000000$"),
            ({"max_steps": 2**33}, "^max_steps is 8589934592; expected"),
            ({"seed": -1}, "^seed is -1; expected 0 to"),
            ({"num_envs": 0}, "^num_envs is 0; expected 1 to"),
        ]:
            with self.assertRaisesRegex(reprise.UserError, message):
                reprise.VectorEnv(WORLD, **options)
        with self.assertRaisesRegex(TypeError, "num_envs is 8.0; expected a whole number"):
            reprise.VectorEnv(WORLD, 8.0)
        with self.assertRaisesRegex(reprise.UserError, "seed is -5"):
            env.reset(seed=[1, 2, None, -5])
        env.reset(seed=np.int64(2**62))
        self.assertIn("VectorEnv of 4, NextStep: <reprise.World", repr(env))
        with self.assertRaisesRegex(ValueError, "reset_mask is int64"):
            env.reset(options={"reset_mask": np.array([1, 0, 1, 0])})


if __name__ == "__main__":
    unittest.main()
