"""Gymnasium itself, where it is installed: its types, its wrappers, and its SyncVectorEnv beside ours."""

import unittest

import numpy as np

import reprise
from reprise._vector_env import SteppedEnvs
from support import WORLD

try:
    import gymnasium
except ImportError:
    raise SystemExit("OK (skipped=all: gymnasium is not installed)") from None

from gymnasium.vector.utils import batch_space
from gymnasium.wrappers import vector as wrappers

MODES = ("NextStep", "SameStep", "Disabled")


class ToyEnv(gymnasium.Env):
    """An episode of a given length; a step's track is its action."""

    action_space = gymnasium.spaces.Discrete(1000)
    observation_space = gymnasium.spaces.Dict(
        {"track": gymnasium.spaces.Discrete(1000), "step": gymnasium.spaces.Discrete(10)}
    )

    def __init__(self, length):
        self.length = length

    def seen(self):
        return {"track": np.int64(self.track), "step": np.int64(self.at)}

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.track, self.at = int(self.np_random.integers(100)), 0
        return self.seen(), {"begun": np.int64(self.track)}

    def step(self, action):
        self.track, self.at = int(action), self.at + 1
        return self.seen(), self.track / 10, self.at == self.length, False, {"length": np.int64(self.at)}


class ToyCore:
    """The same environments, for SteppedEnvs."""

    def __init__(self, lengths):
        self.envs = [ToyEnv(length) for length in lengths]

    def reset(self, which, seeds):
        begun = np.zeros(len(self.envs), dtype=np.int64)
        for i in np.flatnonzero(which):
            seed = None if seeds is None or seeds[i] is None else int(seeds[i])
            begun[i] = self.envs[i].reset(seed=seed)[1]["begun"]
        return {"begun": begun}

    def step(self, which, actions):
        n = len(self.envs)
        rewards, ended, length = np.zeros(n), np.zeros(n, dtype=bool), np.zeros(n, dtype=np.int64)
        for i in np.flatnonzero(which):
            _, rewards[i], ended[i], _, infos = self.envs[i].step(actions[i])
            length[i] = infos["length"]
        return rewards, ended, np.zeros(n, dtype=bool), {"length": length}

    def observe(self, into):
        seen = [env.seen() for env in self.envs]
        return {name: np.array([one[name] for one in seen]) for name in ("track", "step")}


class BesideSyncVectorEnv(unittest.TestCase):
    """200 random steps of five environments: observations, rewards, ends and infos are the same."""

    LENGTHS = (2, 3, 1, 5, 2)

    def check(self, ours, theirs, what):
        self.assertIs(type(ours), type(theirs), what)
        if isinstance(ours, dict):
            self.assertEqual(sorted(ours), sorted(theirs), what)
            for key in ours:
                self.check(ours[key], theirs[key], (*what, key))
        elif ours.dtype == object:
            self.assertEqual(ours.tolist(), theirs.tolist(), what)
        else:
            self.assertEqual((ours.dtype, ours.tolist()), (theirs.dtype, theirs.tolist()), what)

    def test_all_modes(self):
        for mode in MODES:
            theirs = gymnasium.vector.SyncVectorEnv(
                [lambda length=length: ToyEnv(length) for length in self.LENGTHS],
                autoreset_mode=gymnasium.vector.AutoresetMode(mode),
            )
            ours = SteppedEnvs(ToyCore(self.LENGTHS), len(self.LENGTHS), mode, copy=True)
            seeds = [5, 6, 7, 8, 9]
            for one, other in zip(ours.reset(seed=seeds), theirs.reset(seed=seeds)):
                self.check(one, other, (mode, "reset"))
            generator = np.random.default_rng(3)
            for step in range(200):
                actions = generator.integers(1000, size=5)
                our_step, their_step = ours.step(actions), theirs.step(actions)
                for one, other in zip(our_step, their_step):
                    self.check(one, other, (mode, step))
                ended = our_step[2]
                if mode == "Disabled" and ended.any():
                    for one, other in zip(
                        ours.reset(options={"reset_mask": ended.copy()}),
                        theirs.reset(options={"reset_mask": ended.copy()}),
                    ):
                        self.check(one, other, (mode, step, "reset"))


class Wrappers(unittest.TestCase):
    def test_types(self):
        env = reprise.VectorEnv(WORLD, 4, seed=1)
        self.assertIsInstance(env, gymnasium.vector.VectorEnv)
        self.assertIsInstance(env.single_action_space, gymnasium.spaces.Discrete)
        self.assertEqual(env.action_space, batch_space(env.single_action_space, 4))
        self.assertEqual(env.observation_space, batch_space(env.single_observation_space, 4))
        self.assertIs(env.metadata["autoreset_mode"], gymnasium.vector.AutoresetMode.NEXT_STEP)
        env.close()
        self.assertTrue(env.closed)

    def test_episode_statistics(self):
        for mode in MODES:
            env = wrappers.RecordEpisodeStatistics(
                reprise.VectorEnv(WORLD, 40, seed=1, autoreset_mode=mode)
            )
            env.reset()
            sums, lengths = np.zeros(40), np.zeros(40, dtype=int)
            found = 0
            ended = np.zeros(40, dtype=bool)
            for _ in range(60):
                again = ended if mode == "NextStep" else np.zeros(40, dtype=bool)
                _, rewards, terminated, truncated, infos = env.step(env.action_space.sample())
                sums, lengths = sums + rewards, lengths + ~again
                ended = terminated | truncated
                if not ended.any():
                    continue
                said = infos["episode"]
                self.assertEqual(infos["_episode"].tolist(), ended.tolist())
                np.testing.assert_allclose(said["r"][ended], sums[ended])
                self.assertEqual(said["l"][ended].tolist(), lengths[ended].tolist())
                found += ended.sum()
                sums[ended], lengths[ended] = 0, 0
                if mode == "Disabled":
                    env.reset(options={"reset_mask": ended})
            self.assertGreater(found, 100)

    def test_others(self):
        env = reprise.VectorEnv(WORLD, 8, seed=1)
        env = wrappers.DictInfoToList(wrappers.NormalizeReward(wrappers.ClipReward(env, 0, 0.5)))
        env.reset()
        for _ in range(30):
            *_, infos = env.step(env.action_space.sample())
        self.assertEqual(len(infos), 8)


if __name__ == "__main__":
    unittest.main()
