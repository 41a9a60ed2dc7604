#!/usr/bin/python3
"""The embedding ranker in PyTorch beside reprise's, on the same pairs of the default world.

Two nn.Embedding tables, inner product, mean squared error, dense AdamW (learning rate 1e-3, weight
decay 1e-5), batches of 2048, dimension 100: seed A's settings. Both start from the same kind of
weights, N(0, 0.02^2) with coordinate 0 at the root of the mean time. Times are of training alone;
validation in between is not counted. Run it where nothing else runs:

    apt-get install --no-install-recommends python3-torch     # Debian 12: 1.13
    cmake --build --preset release --target reprise_pytorch_comparison
    tests/benchmarks/pytorch_comparison.py build/release/reprise_pytorch_comparison

Compared are pairs per second, and the time until the validation loss is within half a percent of
the lowest that PyTorch reaches in the epochs it is given. PyTorch's is looked at several times an
epoch, reprise's at the end of each, and getting the pairs in order counts for reprise.
"""

import argparse
import json
import math
import os
import subprocess
import tempfile
import time

import numpy
import torch

DIM = 100
BATCH = 2048


def train_in_pytorch(train, validation, n_tracks, epochs, checks):
    """Returns pairs per second and [(seconds of training so far, validation loss), ...]."""
    contexts, tracks, times = columns(train)
    tables = [torch.nn.Embedding(n_tracks, DIM) for _ in range(2)]
    for table in tables:
        torch.nn.init.normal_(table.weight, std=0.02)
        with torch.no_grad():
            table.weight[:, 0] = math.sqrt(times.mean())
    parameters = [table.weight for table in tables]
    optimiser = torch.optim.AdamW(parameters, lr=1e-3, weight_decay=1e-5)
    n = len(times)
    n_batches = math.ceil(n / BATCH)
    check_every = math.ceil(n_batches / checks)
    history = []
    seconds = 0.0
    pairs = 0
    for _ in range(epochs):
        start = time.perf_counter()
        order = torch.randperm(n)
        for i in range(n_batches):
            batch = order[i * BATCH:(i + 1) * BATCH]
            scores = (tables[0](contexts[batch]) * tables[1](tracks[batch])).sum(1)
            loss = torch.nn.functional.mse_loss(scores, times[batch])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            pairs += len(batch)
            if (i + 1) % check_every == 0 or i + 1 == n_batches:
                seconds += time.perf_counter() - start
                history.append((seconds, loss_of(tables, validation)))
                start = time.perf_counter()
    return pairs / seconds, history


def columns(pairs):
    ids = torch.from_numpy(pairs[:, :2].astype(numpy.int64))
    return ids[:, 0].contiguous(), ids[:, 1].contiguous(), torch.from_numpy(pairs[:, 2].copy())


def loss_of(tables, pairs):
    contexts, tracks, times = columns(pairs)
    total = 0.0
    with torch.no_grad():
        for begin in range(0, len(times), 1 << 16):
            part = slice(begin, begin + (1 << 16))
            scores = (tables[0](contexts[part]) * tables[1](tracks[part])).sum(1)
            total += float(((scores - times[part]).double() ** 2).sum())
    return total / len(times)


def first_at(history, loss):
    """When a loss this low was first seen; None if never."""
    return next((seconds for seconds, reached in history if reached <= loss), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="reprise_pytorch_comparison")
    parser.add_argument("--sessions", type=int, default=1_000_000)
    parser.add_argument("--epochs", type=int, default=2, help="of PyTorch")
    parser.add_argument("--checks", type=int, default=5, help="validations per epoch of PyTorch")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of PyTorch")
    parser.add_argument("--adagrad-epochs", type=int, default=8)
    parser.add_argument("--adamw-epochs", type=int, default=4)
    arguments = parser.parse_args()

    torch.manual_seed(1)
    torch.set_num_threads(arguments.threads)
    print("load average before: %.2f" % os.getloadavg()[0])
    with tempfile.TemporaryDirectory() as directory:
        ours = json.loads(subprocess.run(
            [arguments.program, directory, str(arguments.sessions), str(arguments.adagrad_epochs),
             str(arguments.adamw_epochs)],
            check=True, stdout=subprocess.PIPE).stdout)
        train = numpy.load(os.path.join(directory, "train.npy"))
        validation = numpy.load(os.path.join(directory, "validation.npy"))
    print("load average between: %.2f" % os.getloadavg()[0])
    print("%d pairs of %d sessions, collected in %.2f s; %d to train on, %d for validation" % (
        ours["pairs"], arguments.sessions, ours["collect_seconds"], len(train), len(validation)))

    speed, history = train_in_pytorch(train, validation, ours["tracks"], arguments.epochs,
                                      arguments.checks)
    print("load average after: %.2f" % os.getloadavg()[0])
    lowest = min(loss for _, loss in history)
    target = 1.005 * lowest
    theirs = first_at(history, target)
    row = "%-34s %14s %12s %18s %10s"
    print(row % ("", "pairs/s", "lowest loss", "s to %.5f" % target, "ratio"))
    print(row % ("PyTorch %s, AdamW" % torch.__version__, "%d" % speed, "%.5f" % lowest,
                 "%.2f" % theirs, "1"))
    for name in ("AdamW", "Adagrad, defaults", "Adagrad, rate .07 ridge 1"):
        one = ours[name]
        epochs = one["epochs"]
        pairs_per_second = len(epochs) * len(train) / (epochs[-1][0] - one["prepare_seconds"])
        reached = first_at(epochs, target)
        print(row % ("reprise, " + name, "%d" % pairs_per_second,
                     "%.5f" % min(loss for _, loss in epochs),
                     "never" if reached is None else "%.2f" % reached,
                     "" if reached is None else "%.0f" % (theirs / reached)))


if __name__ == "__main__":
    main()
