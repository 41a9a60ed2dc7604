#!/usr/bin/env python3
"""Plays mixed experiments for as long as asked, under a memory limit, killing and resuming them.

    tests/soak.py [--program build/release/reprise] [--minutes 60] [--memory 1024] [--seed 1]

Every run, however often it was killed, must end with the bytes of one that nothing happened to, leave
no unfinished file, and take no more memory late than early; a server beside them must answer all the
while. Ends with a table, and with 1 if anything was lost. Python's standard library is all it needs.
"""

import argparse
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

WORLD = "world: {generate: {preset: 2023, tracks: 2000, users: 400, dim: 32, seed: 1}}\n"
TREATMENTS = """control: random
treatments:
  random: random
  sticky: sticky_artist
  first_track: {anchor: first_track, candidates: {nearest: 50}, exclude: session, pick: uniform}
"""
# Each takes a second or a few where nothing happens to it.
EXPERIMENTS = {
    "paired": "episodes: 150000\nseeds: [1, 2]\nusers_csv: true\n" + TREATMENTS,
    "split": "episodes: 300000\ndesign: split\nusers_csv: true\n" + TREATMENTS,
    "days": "episodes: 120000\ndays: 4\n" + TREATMENTS
    + "  thompson: {anchor: first_track, candidates: {nearest: 50}, exclude: session, pick: thompson}\n",
    "logged": "episodes: 20000\ndesign: split\nlog: true\n" + TREATMENTS,
    "sweep": "episodes: 8000\n" + TREATMENTS
    + "sweep: {parameters: {treatments.first_track.candidates.nearest: [10, 20, 50, 100]}}\n",
}
# What must be the same to the byte.
RESULTS = {"results.json", "users.csv", "effects.csv", "segments.csv", "sweep.json", "sweep.csv", "log.json"}


class Soak:
    def __init__(self, program, memory, seed, folder):
        self.program = program
        self.memory = memory << 20
        self.folder = folder
        self.random = random.Random(seed)
        self.wrong = []
        self.rows = {name: {"runs": 0, "kills": 0, "memory": []} for name in EXPERIMENTS}
        self.environment = dict(os.environ, REPRISE_CACHE=str(folder / "cache"))
        for name, text in EXPERIMENTS.items():
            (folder / f"{name}.yaml").write_text(f"experiment: {name}\n{WORLD}{text}")

    def start(self, arguments, errors, output=subprocess.DEVNULL):
        limit = (self.memory, self.memory)
        return subprocess.Popen(
            [self.program, *arguments], cwd=self.folder, env=self.environment,
            stdout=output, stderr=errors,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit))

    def play(self, name, out, kills):
        """Plays until it ends by itself; returns how often it was killed."""
        killed = 0
        arguments = ["run", f"{name}.yaml", "--quiet", "--out", out, "--resume", "--checkpoint", "0"]
        while True:
            with tempfile.TemporaryFile() as errors:
                process = self.start(arguments, errors)
                how = self.random.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
                if killed < kills:
                    time.sleep(self.random.uniform(0.005, 1.0))
                    os.kill(process.pid, how)  # and not send_signal, which would wait for it
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = code = os.waitstatus_to_exitcode(status)
                self.rows[name]["memory"].append(usage.ru_maxrss / 1024)
                errors.seek(0)
                said = errors.read().decode(errors="replace")
            if code == 0:
                return killed
            killed += 1
            if code != (130 if how != signal.SIGKILL else -signal.SIGKILL) and code != -how:
                self.wrong.append(f"{name}: ended with {code}: {said.strip()}")
                return killed

    def results(self, out):
        files = (path for path in (self.folder / out).rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder / out)): path.read_bytes()
                for path in files if path.name in RESULTS}

    def check(self, name, out, expected):
        got = self.results(out)
        for file in sorted(set(got) | set(expected)):
            if got.get(file) != expected.get(file):
                self.wrong.append(f"{name}: {file} differs from that of a run that nothing happened to")
        for path in (self.folder / out).rglob("*"):
            if ".part" in path.name or path.suffix == ".played":
                self.wrong.append(f"{name}: {path.name} was left behind")


class Server:
    """`reprise serve`, asked now and then."""

    def __init__(self, soak):
        output = tempfile.TemporaryFile()
        self.process = soak.start(["serve", "split.yaml", "--port", "0", "--log", "served.json"],
                                  subprocess.DEVNULL, output)
        self.address = None
        self.memory = []
        self.asked = 0
        deadline = time.monotonic() + 60
        while self.address is None:
            output.seek(0)
            self.address = output.read().decode().strip() or None
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.05)

    def ask(self, times):
        for _ in range(times):
            user = self.asked % 400
            body = json.dumps({"track": self.asked % 2000, "time": 0.5}).encode()
            request = urllib.request.Request(f"{self.address}/next/{user}", data=body,
                                             headers={"Content-Type": "application/json"})
            answer = json.load(urllib.request.urlopen(request, timeout=30))
            assert 0 <= answer["track"] < 2000, answer
            self.asked += 1
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        self.memory.append(int(status.split("VmRSS:")[1].split()[0]) / 1024)

    def end(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


def early_and_late(values):
    """Means of the first and of the last third."""
    third = max(1, len(values) // 3)
    return sum(values[:third]) / third, sum(values[-third:]) / third


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    here = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--program", default=here / "build/release/reprise", type=pathlib.Path)
    parser.add_argument("--minutes", default=60, type=float)
    parser.add_argument("--memory", default=1024, type=int, help="MiB of address space a process may have")
    parser.add_argument("--seed", default=1, type=int)
    arguments = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="reprise_soak_"))
    soak = Soak(arguments.program.resolve(), arguments.memory, arguments.seed, folder)
    try:
        expected = {}
        for name in EXPERIMENTS:
            soak.play(name, f"expected_{name}", kills=0)
            expected[name] = soak.results(f"expected_{name}")
            soak.rows[name]["memory"].clear()
        if soak.wrong:
            sys.exit("\n".join(soak.wrong))
        server = Server(soak)
        end = time.monotonic() + 60 * arguments.minutes
        while time.monotonic() < end and not soak.wrong:
            name = soak.random.choice(list(EXPERIMENTS))
            soak.rows[name]["kills"] += soak.play(name, "out", kills=soak.random.randrange(12))
            soak.rows[name]["runs"] += 1
            soak.check(name, "out", expected[name])
            shutil.rmtree(folder / "out", ignore_errors=True)
            server.ask(500)
        if server.end() != 0:
            soak.wrong.append("the server did not end well")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    print(f"{'':10}{'runs':>7}{'kills':>7}  MiB at most, early and late")
    for name, row in soak.rows.items():
        early, late = early_and_late(row["memory"] or [0])
        print(f"{name:10}{row['runs']:7}{row['kills']:7}  {early:7.1f} {late:7.1f}")
    early, late = early_and_late(server.memory or [0])
    print(f"{'serve':10}{server.asked:7} requests {early:5.1f} {late:7.1f}")
    for line in soak.wrong:
        print("wrong:", line)
    sys.exit(bool(soak.wrong))


if __name__ == "__main__":
    main()
