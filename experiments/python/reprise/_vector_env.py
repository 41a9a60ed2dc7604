import os

import numpy

from . import _reprise, _spaces
from ._run import whole_number
from ._spaces import AutoresetMode
from ._world import World


class SteppedEnvs(_spaces.Base):
    """What a step, a reset and an end mean to n environments that run in step, whatever they are: the
    behaviour of Gymnasium 1.x's vector environments in its three autoreset modes.

    `core` is the environments themselves:
      reset(which, seeds)        begins episodes where the bool array `which` says so; `seeds` has a
                                 whole number or None for each environment, or is None for none.
                                 Returns infos.
      step(which, actions)       steps them; returns rewards, terminated, truncated (n each, zeros
                                 for others) and infos.
      observe(into)              returns {key: array of n} of what is seen now: new arrays, or `into`,
                                 what an earlier call has returned.
    Infos are {key: array of n}; they belong to the environments of `which`.
    """

    def __init__(self, core, num_envs, autoreset_mode, copy):
        self.num_envs = num_envs
        self.metadata = {"autoreset_mode": _mode(autoreset_mode)}
        self._core = core
        self._copy = copy
        self._all = numpy.ones(num_envs, dtype=bool)
        self._ended = self._all.copy()  # no episode has begun
        self._kept = None  # the arrays that are written again, without copies

    @property
    def autoreset_mode(self):
        return self.metadata["autoreset_mode"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def reset(self, *, seed=None, options=None):
        """Begins an episode in each environment or, with options={"reset_mask": bool array}, in
        those. Returns (observations, infos)."""
        mask = (options or {}).get("reset_mask")
        which = self._all if mask is None else self._checked_mask(mask)
        infos = self._core.reset(which, self._seeds(seed))
        self._ended[which] = False
        return self._seen(), _add({}, infos, which)

    def step(self, actions):
        """Steps each environment: (observations, rewards, terminations, truncations, infos)."""
        mode = self.autoreset_mode
        again = self._ended if mode is AutoresetMode.NEXT_STEP else ~self._all
        if self._ended.any() and mode is not AutoresetMode.NEXT_STEP:
            raise ValueError(
                f"the episode of environment {int(self._ended.argmax())} is over; reset it before it "
                'steps: reset(options={"reset_mask": ...})'
            )
        plays = ~again
        rewards, terminated, truncated, of_step = self._core.step(plays, actions)
        ended = terminated | truncated
        infos = {}
        if mode is AutoresetMode.SAME_STEP and ended.any():
            _add(infos, of_step, ~ended)
            infos.update(self._final(ended, of_step))
            _add(infos, self._core.reset(ended, None), ended)
            self._ended[:] = False
        else:
            _add(infos, of_step, plays)
            _add(infos, self._core.reset(again, None) if again.any() else {}, again)
            self._ended = ended
        return self._seen(), rewards, terminated, truncated, infos

    def _final(self, ended, of_step):
        """What those that ended saw last, and the infos of their last step."""
        seen = self._core.observe(None)
        rows = zip(*(values[ended] for values in seen.values()))
        final_obs = numpy.full(self.num_envs, None, dtype=object)
        final_obs[ended] = [dict(zip(seen, row)) for row in rows]
        final_info = {}
        _add(final_info, of_step, ended)
        return {
            "final_obs": final_obs,
            "_final_obs": ended.copy(),
            "final_info": final_info,
            "_final_info": ended.copy(),
        }

    def _seen(self):
        seen = self._core.observe(self._kept)
        if not self._copy:
            self._kept = seen
        return seen

    def _checked_mask(self, mask):
        mask = numpy.asarray(mask)
        if mask.dtype != bool or mask.shape != (self.num_envs,):
            raise ValueError(
                f"reset_mask is {mask.dtype} of shape {mask.shape}; expected bool of "
                f"({self.num_envs},)"
            )
        return mask

    def _seeds(self, seed):
        if seed is None:
            return None
        if numpy.ndim(seed) == 0:
            return [_seed(seed)] * self.num_envs
        seeds = [_seed(one) for one in seed]
        if len(seeds) != self.num_envs:
            raise ValueError(f"there are {len(seeds)} seeds for {self.num_envs} environments")
        return seeds


class VectorEnv(SteppedEnvs):
    """Sessions of a world as a vector environment for those who train policies: Gymnasium 1.x's
    VectorEnv by behaviour, and by type where Gymnasium is installed.

    An action is the id of the track to recommend: single_action_space is Discrete(n_tracks).

    Observations are a dict of arrays with one element for each environment, what a service sees:
      user            int64, row of World.users
      first_track     int64
      previous_track  int64, the track just played
      previous_time   float64, share of it that was listened to
      step            int64, tracks recommended so far

    A reward is the share of the track that was listened to (float64). An episode is terminated when
    the user leaves, and truncated after max_steps tracks. Infos: "repeated" (bool) after a step, the
    track was played before in this session; "address" (int64) after a reset, that of the episode.

    Seeds. Episode k of environment i has the address k * 2**32 + i in the streams of its seed, for
    any number of environments: user, interest, first track and each step's leave draw follow from
    seed, address and step, never from the policy. So episode 0 of environment i is session i of an
    experiment with this seed. reset(seed=5) gives all environments the seed 5 (Gymnasium gives
    environment i 5 + i, whose neighbours would share episodes here); a list gives each its own, None
    leaves it as it is. A reset without a seed goes on with the next episode.

    Autoreset (metadata["autoreset_mode"]), as Gymnasium's:
      "NextStep"   the step after an end resets: it has reward 0, and its action is ignored.
      "SameStep"   an end resets at once: the observation is the next episode's first, and
                   infos["final_obs"], infos["final_info"] have the last ones of those that ended.
      "Disabled"   the caller resets: reset(options={"reset_mask": bool array}).

    copy=False: observations come in the same arrays each time. max_steps: 1 to 4 billion.
    Not for use by two threads at a time.
    """

    def __init__(
        self,
        world=None,
        num_envs=4096,
        *,
        seed=None,
        max_steps=10_000,
        autoreset_mode="NextStep",
        copy=True,
    ):
        world = world if isinstance(world, World) else World.open(*([] if world is None else [world]))
        num_envs = whole_number("num_envs", num_envs, 1, 2**31 - 1)
        max_steps = whole_number("max_steps", max_steps, 1, 4_000_000_000)
        core = _Sessions(world, num_envs, max_steps, _seed(seed))
        super().__init__(core, num_envs, autoreset_mode, copy)
        self.world = world
        tracks, users = world.n_tracks, world.n_users
        self.single_action_space = _spaces.Discrete(tracks)
        self.action_space = _spaces.MultiDiscrete([tracks] * num_envs)
        whole = {"user": users, "first_track": tracks, "previous_track": tracks, "step": max_steps + 1}
        self.single_observation_space = _spaces.Dict(
            {
                **{name: _spaces.Discrete(n) for name, n in whole.items()},
                "previous_time": _spaces.Box(0.0, 1e6, (), numpy.float64),
            }
        )
        self.observation_space = _spaces.Dict(
            {
                **{name: _spaces.MultiDiscrete([n] * num_envs) for name, n in whole.items()},
                "previous_time": _spaces.Box(0.0, 1e6, (num_envs,), numpy.float64),
            }
        )

    def __repr__(self):
        return f"<reprise.VectorEnv of {self.num_envs:,}, {self.autoreset_mode.value}: {self.world!r}>"


class _Sessions:
    """The core of VectorEnv: sessions of a world."""

    def __init__(self, world, n, max_steps, seed):
        self._n = n
        self._environments = _reprise.Environments(world._opened, n, max_steps)
        self._seeded = numpy.zeros(n, dtype=bool)
        self._first = seed if seed is not None else int.from_bytes(os.urandom(4), "little")

    def reset(self, which, seeds):
        new = which & ~self._seeded if seeds is None else which
        for i in numpy.flatnonzero(new).tolist():
            seed = None if seeds is None else seeds[i]
            if seed is None and self._seeded[i]:
                continue
            self._environments.seed(i, self._first if seed is None else seed)
        self._seeded |= which
        self._environments.reset(which)
        return {"address": self._environments.episodes()}

    def step(self, which, actions):
        rewards = numpy.zeros(self._n)
        terminated, truncated, repeated = numpy.zeros((3, self._n), dtype=bool)
        self._environments.step(which, actions, rewards, terminated, truncated, repeated)
        return rewards, terminated, truncated, {"repeated": repeated}

    def observe(self, into):
        names = ("user", "first_track", "previous_track", "previous_time", "step")
        seen = into or {
            name: numpy.empty(self._n, dtype=float if name == "previous_time" else numpy.int64)
            for name in names
        }
        self._environments.observe(*seen.values())
        return seen


def _seed(seed):
    return None if seed is None else whole_number("seed", seed, 0, 2**64 - 1)


def _mode(mode):
    return mode if isinstance(mode, AutoresetMode) else AutoresetMode(mode)


def _add(infos, values, which):
    """Adds {key: array of n} of the environments in `which`: {key: values, _key: which}, zeros where
    nobody returned a value. A key that nobody returned is absent."""
    if not which.any():
        return infos
    for key, of_all in values.items():
        if key in infos:
            infos[key][which] = of_all[which]
            infos["_" + key] |= which
        else:
            infos[key] = numpy.where(which, of_all, numpy.zeros((), of_all.dtype))
            infos["_" + key] = which.copy()
    return infos
