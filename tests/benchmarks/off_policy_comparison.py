#!/usr/bin/python3
"""Estimates the same simulated log with reprise and with NumPy, and prints a table.

    ninja -C build/release reprise_off_policy_comparison
    tests/benchmarks/off_policy_comparison.py \
        build/release/tests/benchmarks/reprise_off_policy_comparison [STEPS] [RUNS]

Needs Debian's python3-numpy. Both give the value of every estimator and its standard error by users,
which must agree. NumPy computes each estimator by itself from the flat columns, without loops over
steps, sessions or places: np.add.reduceat sums by session, np.bincount by user and place. The two take
turns, on one core; the table has medians of processor time, and the ratio is that of each turn.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np


def simulated(steps, seed=1):
    random = np.random.default_rng(seed)
    lengths = 1 + random.geometric(0.1, size=steps)
    lengths = lengths[np.cumsum(lengths) <= steps]
    begin = np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint64)
    n = int(begin[-1])
    log = {"begin": begin, "user": random.integers(0, 20000, len(lengths)).astype(np.uint32),
           "state": random.integers(0, 16, n).astype(np.uint32)}
    log["propensity"] = random.uniform(0.05, 0.5, n)
    log["target"] = log["propensity"] * np.exp(random.normal(0, 0.3, n))
    log["target"][random.random(n) < 0.02] = 1
    for name in ("reward", "predicted", "expected"):
        log[name] = random.uniform(0, 1, n)
    for name in ("predicted_to_go", "expected_to_go"):
        log[name] = random.uniform(0, 5, n)
    return log


class Estimators:
    """Each returns a value and, by session, its part of the users' influences."""

    def __init__(self, log):
        self.__dict__.update(log)
        self.starts = self.begin[:-1].astype(np.int64)
        self.ends = self.begin[1:].astype(np.int64)
        self.n = len(self.starts)

    def weights(self):
        return self.target / self.propensity

    def products(self):
        sums = np.cumsum(np.log(self.weights()))
        before = np.where(self.starts > 0, sums[self.starts - 1], 0)
        return np.minimum(np.exp(sums - np.repeat(before, self.ends - self.starts)), 1e100)

    def places(self):
        return np.arange(len(self.reward)) - np.repeat(self.starts, self.ends - self.starts)

    def by_session(self, values):
        return np.add.reduceat(values, self.starts)

    def mean(self, terms):
        sums = self.by_session(terms)
        value = sums.mean()
        return value, (sums - value) / self.n

    def ratios_by_place(self, weights, values):
        place = self.places()
        of_weights = np.bincount(place, weights)
        of_weights[of_weights == 0] = np.inf  # what nobody shows counts as nothing
        ratio = np.bincount(place, weights * values) / of_weights
        share = np.bincount(place) / self.n
        value = (share * ratio).sum()
        terms = share[place] * weights * (values - ratio[place]) / of_weights[place] + ratio[place] / self.n
        return value, self.by_session(terms) - value / self.n

    def sum_of_ratios(self, products, values):
        place = self.places()
        lengths = self.ends - self.starts
        last = products[self.ends - 1]
        ended = np.cumsum(np.bincount(lengths, last))
        weights = np.bincount(place, products) + ended[:lengths.max()]
        ratio = np.bincount(place, products * values) / weights
        rest = np.concatenate([np.cumsum((ratio / weights)[::-1])[::-1], [0]])
        terms = products * (values - ratio[place]) / weights[place]
        return ratio.sum(), self.by_session(terms) - last * rest[lengths]

    def errors(self):
        following = np.append(self.expected_to_go[1:], 0)
        following[self.ends - 1] = 0
        return self.reward + following - self.predicted_to_go

    def corrected(self, products):
        sums = self.expected_to_go[self.starts] + self.by_session(products * self.errors())
        return sums.mean(), (sums - sums.mean()) / self.n

    def fitted_q(self):
        first = self.expected_to_go[self.starts]
        return first.mean(), (first - first.mean()) / self.n

    def direct_step(self):
        return self.mean(self.expected)

    def step_is(self):
        return self.mean(self.weights() * self.reward)

    def sn_step_is(self):
        return self.ratios_by_place(self.weights(), self.reward)

    def replay(self):
        return self.ratios_by_place(np.where(self.target > 1 - 1e-9, 1.0, 0.0), self.reward)

    def truncated_step_is(self):
        return self.mean(np.minimum(self.weights(), 5) * self.reward)

    def sub_gaussian_step_is(self):
        w = self.weights()
        return self.mean(w / (0.9 + 0.1 * w) * self.reward)

    def step_dr(self):
        return self.mean(self.expected + self.weights() * (self.reward - self.predicted))

    def sn_step_dr(self):
        a = self.direct_step()
        b = self.ratios_by_place(self.weights(), self.reward - self.predicted)
        return a[0] + b[0], a[1] + b[1]

    def switch_step_dr(self):
        w = self.weights()
        return self.mean(self.expected + np.where(w <= 2, w, 0) * (self.reward - self.predicted))

    def shrunk_step_dr(self):
        w = self.weights()
        return self.mean(self.expected + w / (w * w + 1) * (self.reward - self.predicted))

    def per_decision_is(self):
        return self.mean(self.products() * self.reward)

    def sn_per_decision_is(self):
        return self.sum_of_ratios(self.products(), self.reward)

    def truncated_per_decision_is(self):
        return self.mean(np.minimum(self.products(), 10) * self.reward)

    def trajectory_is(self):
        sums = self.products()[self.ends - 1] * self.by_session(self.reward)
        return sums.mean(), (sums - sums.mean()) / self.n

    def sn_trajectory_is(self):
        w = self.products()[self.ends - 1]
        sums = self.by_session(self.reward)
        value = (w * sums).sum() / w.sum()
        return value, w * (sums - value) / w.sum()

    def sequential_dr(self):
        return self.corrected(self.products())

    def sn_sequential_dr(self):
        a = self.fitted_q()
        b = self.sum_of_ratios(self.products(), self.errors())
        return a[0] + b[0], a[1] + b[1]

    def switch_sequential_dr(self):
        products = self.products()
        return self.corrected(np.where(products <= 10, products, 0))

    def marginalised_is(self):
        w = self.weights()
        states = int(self.state.max()) + 1
        state = self.state.astype(np.int64)
        following = np.append(state[1:], 0)
        inside = np.ones(len(state), dtype=bool)
        inside[self.ends - 1] = False
        begins = np.bincount(state[self.starts], minlength=states) / self.n
        visits = np.bincount(state, w, minlength=states)
        rewards = np.bincount(state, w * self.reward, minlength=states) / visits
        moves = np.bincount((state * states + following)[inside], w[inside], minlength=states * states)
        moves = moves.reshape(states, states) / visits[:, None]
        value_of = np.linalg.solve(np.eye(states) - moves, rewards)
        expected = np.linalg.solve((np.eye(states) - moves).T, begins)
        value = begins @ value_of
        next_value = np.where(inside, value_of[following], 0)
        terms = (expected / visits)[state] * w * (self.reward + next_value - value_of[state])
        return value, (value_of[state[self.starts]] - value) / self.n + self.by_session(terms)

    NAMES = ["fitted_q", "direct_step", "step_is", "sn_step_is", "replay", "truncated_step_is",
             "sub_gaussian_step_is", "step_dr", "sn_step_dr", "switch_step_dr", "shrunk_step_dr",
             "per_decision_is", "sn_per_decision_is", "truncated_per_decision_is", "trajectory_is",
             "sn_trajectory_is", "sequential_dr", "sn_sequential_dr", "switch_sequential_dr",
             "marginalised_is"]

    def all(self):
        found = {}
        users = int(self.user.max()) + 1
        for name in self.NAMES:
            value, influence = getattr(self, name)()
            by_user = np.bincount(self.user, influence, minlength=users)
            found[name] = value, np.sqrt((by_user ** 2).sum() * users / (users - 1))
        return found


def main():
    program = sys.argv[1]
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    log = simulated(steps)
    with tempfile.TemporaryDirectory() as folder:
        for name, column in log.items():
            column.tofile(os.path.join(folder, name))
        ours, theirs, ratios = [], [], []
        for _ in range(runs):
            found = json.loads(subprocess.run([program, folder], check=True, capture_output=True).stdout)
            ours.append(found["seconds"])
            before = time.process_time()
            numpy_found = Estimators(log).all()
            theirs.append(time.process_time() - before)
            ratios.append(theirs[-1] / ours[-1])
    worst = 0
    for name, (value, error) in numpy_found.items():
        mine = found["estimates"][name]
        worst = max(worst, abs(mine[0] - value) / abs(value), abs(mine[1] - error) / error)
    print(f"{len(log['reward'])} steps of {len(log['user'])} sessions, {len(numpy_found)} estimators; "
          f"largest relative difference {worst:.1e}")
    print(f"reprise  {statistics.median(ours):.3f} s of processor time (median of {runs})")
    print(f"NumPy    {statistics.median(theirs):.3f} s")
    print(f"ratio    {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})")
    sys.exit(1 if worst > 1e-8 else 0)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
