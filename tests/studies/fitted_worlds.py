#!/usr/bin/env python3
"""Measures how far fitted worlds can be trusted, where the truth is known: the tables of experiments/fitting/README.md.

    tests/studies/fitted_worlds.py --logs 200 --out small                      # coverage, in a world of 300 tracks
    tests/studies/fitted_worlds.py --preset 2025 --logs 50 --out small_2025
    tests/studies/fitted_worlds.py --users configs/worlds/models/skipper.yaml --logs 20 --out skipper
    tests/studies/fitted_worlds.py --tracks 50000 --world-users 10000 --sessions 300000 --dim 64 --fit-dim 64 --out large
    tests/studies/fitted_worlds.py --table small small_2025 skipper large      # the tables, of what is there

Log after log it makes a world, plays a log in it under a mixed policy, fits a world to the log with
`reprise fit --certificate`, and plays the certificate's policies in the true world, with the lists and the
popularity that the fit left. `--plain` fits to all users without a certificate; policies then play lists that
a ranker learned from sessions of its own. OUT/logs.jsonl gets a line for each log; what is there is not made
again, so that a study can be stopped and goes on. Python's standard library is all it needs. Results depend on
the options alone; seconds and bytes, of course, on the machine.
"""

import argparse
import csv
import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

POLICY = "{{one_of: [[0.6, {{top_pop: {popular}}}], [0.1, sticky_artist], [0.3, random]]}}"


def main():
    options = read_options()
    if options.table:
        print_tables([pathlib.Path(name) for name in options.table])
        return
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    record = out / "logs.jsonl"
    done = {line["seed"] for line in lines_of(record)}
    for seed in range(options.first_log, options.first_log + options.logs):
        if seed in done:
            continue
        line = study_log(options, seed, out / f"log_{seed}")
        with record.open("a") as file:
            file.write(json.dumps(line) + "\n")
        print(f"log {seed}: {line['seconds']:.1f} s, flags {line['flags']}", file=sys.stderr)
        if not options.keep:
            shutil.rmtree(out / f"log_{seed}")
    print_tables([out])


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/reprise")
    parser.add_argument("--out", default="fitted_worlds")
    parser.add_argument("--preset", default="2023")
    parser.add_argument("--users", help="a file of configs/worlds/models, whose `users:` are taken")
    parser.add_argument("--tracks", type=int, default=300)
    parser.add_argument("--world-users", type=int, default=240)
    parser.add_argument("--sessions", type=int, default=7200)
    parser.add_argument("--dim", type=int, default=16, help="of the true world")
    parser.add_argument("--fit-dim", type=int, default=16)
    parser.add_argument("--logs", type=int, default=1)
    parser.add_argument("--first-log", type=int, default=1, help="the seed of the first world")
    parser.add_argument("--refits", type=int, default=4)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--true-sessions", type=int, default=40000, help="of each policy in the true world")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep worlds, logs and fits")
    parser.add_argument("--table", nargs="+", metavar="OUT", help="print the tables of these studies")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    return options


def lines_of(path):
    return [json.loads(line) for line in path.open()] if path.exists() else []


# ------------------------------------------------------------------ one log


class Program:
    """Runs reprise in a directory, and keeps the time and memory of the last run."""

    def __init__(self, options, directory):
        self.options = options
        self.directory = directory

    def run(self, *arguments):
        errors = self.directory / "errors.txt"
        with (self.directory / "out.txt").open("w") as out, errors.open("w") as err:
            child = subprocess.Popen([self.options.program, *arguments], cwd=self.directory, stdout=out, stderr=err)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"reprise {' '.join(arguments)}: {errors.read_text()}")
        self.seconds = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024
        return (self.directory / "out.txt").read_text()


def users_text(options):
    """The `users:` of a world's file, two columns further right."""
    if not options.users:
        return ""
    lines = pathlib.Path(options.users).read_text().splitlines()
    begin = lines.index("users:")
    return "".join(f"  {line}\n" for line in lines[begin:])


def study_log(options, seed, directory):
    shutil.rmtree(directory, ignore_errors=True)  # of a study that was stopped
    directory.mkdir(parents=True)
    program = Program(options, directory)
    threads = ["--threads", str(options.threads)]
    policy = POLICY.format(popular=max(options.tracks // 25, 1))
    world = (f"world:\n  generate: {{preset: {options.preset}, tracks: {options.tracks}, users: {options.world_users}, "
             f"dim: {options.dim}, seed: {seed}}}\n" + users_text(options))
    (directory / "service.yaml").write_text(
        f"experiment: service\n{world}episodes: {options.sessions}\nseeds: {seed}\ndesign: split\ncontrol: mixed\n"
        f"log: data.json\ntreatments: {{mixed: {policy}}}\n")
    program.run("run", "service.yaml", "--quiet", "--out", "runs", *threads)
    log = next((directory / "runs").rglob("data.json")).resolve()
    program.run("world", "export", "--preset", options.preset, "--tracks", str(options.tracks), "--users",
                str(options.world_users), "--dim", str(options.dim), "--seed", str(seed), "--out", "true", "--quiet")
    fitting = ["--all-users"] if options.plain else ["--certificate", "--refits", str(options.refits)]
    program.run("fit", str(log), "--tracks", "true/tracks.json", "--dim", str(options.fit_dim), "--out", "fitted",
                "--quiet", *fitting, *threads)
    seconds, megabytes = program.seconds, program.megabytes
    log.unlink()
    fit = json.loads((directory / "fitted/fit.json").read_text())
    line = {
        "seed": seed, "preset": options.preset, "users_file": pathlib.Path(options.users or "").stem,
        "tracks": options.tracks, "sessions": options.sessions, "plain": options.plain,
        "steps": fit["steps"], "seconds": seconds, "megabytes": megabytes,
        "flags": [flag["name"] for flag in fit["flags"] if flag["raised"]],
        "classifier": fit["classifier"]["chance"],
        "squared_error": {p["name"]: p["squared_error"] for p in fit["predictions"]},
        "parts": {part["name"]: [part["value"], part["error"], part["source"]] for part in fit["parts"]},
        "recovery": fit.get("recovery"), "optimism": fit.get("optimism"),
    }
    if not options.users:
        line["responses"] = compare_responses(directory)
    policies, lists = judged(options, program, policy, fit, world)
    truth = play(options, program, f"world:\n  files: {true_files()}\n{users_text(options)}", policies, lists, threads)
    if options.plain:
        found = play(options, program, f"world:\n  files: {fitted_files()}\n", policies, lists, threads)
        line["policies"] = [{"name": name, "tracks": truth[name], "truth": log_effect(truth, name),
                             "effect": log_effect(found, name)} for name in policies]
    else:
        line["policies"] = [
            {"name": p["name"], "listed": p["listed"], "tracks": truth[p["name"]], "truth": log_effect(truth, p["name"]),
             "found": p["tracks"], **{key: p[key] for key in ("effect", "estimate", "lower", "upper")}}
            for p in fit["carry_over"]["policies"]]
    return line


def log_effect(tracks, name):
    return math.log(tracks[name] / tracks["random"])


def true_files():
    return ("{embeddings: true/tracks.npy, tracks: true/tracks.json, users: true/users.json, "
            "top_tracks: fitted/top_tracks.json}")  # a policy is the same in both worlds


def fitted_files():
    return ("{embeddings: fitted/tracks.npy, tracks: fitted/tracks.json, users: fitted/users.json, "
            "top_tracks: fitted/top_tracks.json}")


def compare_responses(directory):
    """How often 95 % intervals of users' responses hold the truth."""
    true_users = {}
    with (directory / "true/users.json").open() as file:
        for text in file:
            user = json.loads(text)
            true_users[str(user["user"])] = user
    n, biases, sharpness = 0, 0, 0
    with (directory / "fitted/responses.csv").open() as file:
        for row in csv.DictReader(file):
            user = true_users[row["user"]]
            n += 1
            biases += abs(float(row["consume_bias"]) - user["consume_bias"]) <= 1.96 * float(row["consume_bias_error"])
            off = math.log(float(row["consume_sharpness"]) / user["consume_sharpness"])
            sharpness += abs(off) <= 1.96 * float(row["log_sharpness_error"])
    return {"n": n, "biases": biases, "sharpness": sharpness}


def judged(options, program, policy, fit, world):
    """The certificate's policies, by name, and the file of their lists."""
    if not options.plain:
        return ({p["name"]: p["recommender"].replace("'policy_lists.json'", "'fitted/policy_lists.json'")
                 for p in fit["carry_over"]["policies"]}, None)
    (program.directory / "lists.yaml").write_text(
        f"experiment: lists\n{world}episodes: 100\ncontrol: random\nmodels:\n  ranker: {{log: {{sessions: "
        f"{max(1_000_000, options.sessions // 2)}, policy: {policy}}}, dim: {options.fit_dim}}}\n"
        "treatments:\n  random: random\n  ranked: {anchor: first_track, candidates: {item_list: {model: ranker, "
        "top: 100}}, pick: first, fallback: random}\n")
    program.run("train", "lists.yaml", "--out", "lists", "--quiet")
    listed = "candidates: {item_list: {file: 'lists/ranker_lists.json', ordered: true}}"
    order = f"{{anchor: first_track, {listed}, exclude: session, pick: first, fallback: {{top_pop: 100}}}}"
    previous = f"{{anchor: previous_track, {listed}, pick: uniform, fallback: random}}"
    return ({
        "random": "random", "top_pop": "{top_pop: 100}", "sticky_artist": "sticky_artist",
        "popular_or_artist": "{one_of: [[0.5, {top_pop: 2000}], [0.5, sticky_artist]]}",
        "previous": previous,
        "previous_in_order": f"{{anchor: previous_track, {listed}, exclude: session, pick: first, fallback: random}}",
        "first": f"{{anchor: first_track, {listed}, pick: uniform, fallback: random}}",
        "first_unplayed": f"{{anchor: first_track, {listed}, exclude: session, pick: uniform, fallback: {{top_pop: 100}}}}",
        "first_in_order": order,
        "best_unplayed": f"{{anchor: best_track, {listed}, exclude: session, pick: uniform, fallback: {{top_pop: 100}}}}",
        "half_in_order": f"{{one_of: [[0.5, {order}], [0.5, random]]}}",
        "in_order_or_popular": f"{{one_of: [[0.7, {order}], [0.3, {{top_pop: 100}}]]}}",
        "previous_or_artist": f"{{one_of: [[0.5, {previous}], [0.5, sticky_artist]]}}",
    }, "lists/ranker_lists.json")


def play(options, program, world, policies, lists, threads):
    """Tracks per session of each policy in a world."""
    treatments = "".join(f"  {name}: {recommender}\n" for name, recommender in policies.items())
    (program.directory / "judged.yaml").write_text(
        f"experiment: judged\n{world}episodes: {options.true_sessions}\nseeds: 7\ncontrol: random\n"
        f"treatments:\n{treatments}")
    results = json.loads(program.run("run", "judged.yaml", "--quiet", "--json", "--out", "runs", *threads))
    return {name: 1 + results["treatments"][name]["recommendations"] / results["treatments"][name]["sessions"]
            for name in policies}


# ------------------------------------------------------------------ tables


def ranks(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    result = [0.0] * len(values)
    for place, i in enumerate(order):
        result[i] = place
    return result


def rank_correlation(a, b):
    a, b = ranks(a), ranks(b)
    return statistics.correlation(a, b)


def share(held, n):
    return f"{held} of {n} ({100 * held / n:.0f} %)" if n else ""


def part_held(lines, name, truth):
    stated = [line["parts"][name] for line in lines if line["parts"][name][2] == "fitted" and line["parts"][name][1]]
    return share(sum(abs(value - truth) <= 1.96 * error for value, error, _ in stated), len(stated))


def print_tables(studies):
    rows = [(study.name, lines_of(study / "logs.jsonl")) for study in studies]
    print_row("study", "world, users", "sessions, tracks", "logs", "squared error (mean of all)", "rank correlation",
              "median error, largest", "corrected: median error", "flagged")
    print_row(*["---"] * 9)
    for name, lines in rows:
        if lines:
            print_row(*verdict_cells(name, lines))
    print()
    print_row("study", "effects held", "half width", "best policy held", "discount held", "budget held", "biases held",
              "log sharpness held", "own lists flatter by", "best list policy after the split", "s, MB a log",
              "s, MB per million sessions")
    print_row(*["---"] * 12)
    for name, lines in rows:
        if lines:
            print_row(*interval_cells(name, lines))


def print_row(*cells):
    print("| " + " | ".join(cells) + " |")


def verdict_cells(name, lines):
    first = lines[0]
    judged = [[p for p in line["policies"] if p["name"] != "random"] for line in lines]
    errors = [abs(p["effect"] - p["truth"]) for policies in judged for p in policies]
    corrected = [abs(p["estimate"] - p["truth"]) for policies in judged for p in policies if "estimate" in p]
    correlation = statistics.mean(
        rank_correlation([p["truth"] for p in line["policies"]], [p["effect"] for p in line["policies"]])
        for line in lines)
    raised = {}
    for line in lines:
        for flag in line["flags"]:
            raised[flag] = raised.get(flag, 0) + 1
    flagged = str(sum(bool(line["flags"]) for line in lines))
    if raised:
        flagged += ": " + ", ".join(f"{flag} {n}" for flag, n in sorted(raised.items()))
    # null: the fit came to nothing (no finite number)
    own = statistics.mean(line["squared_error"]["fitted world"] or math.nan for line in lines)
    of_all = statistics.mean(line["squared_error"]["mean of all"] for line in lines)
    return (name, f"{first['preset']} {first['users_file']}".strip(), f"{first['sessions']}, {first['tracks']}",
            str(len(lines)), f"{own:.4f} ({of_all:.4f})", f"{correlation:.3f}",
            f"{statistics.median(errors):.3f}, {max(errors):.3f}",
            f"{statistics.median(corrected):.3f}" if corrected else "", flagged)


def held(policies):
    return share(sum(p["lower"] <= p["truth"] <= p["upper"] for p in policies), len(policies))


def interval_cells(name, lines):
    stated = [p for line in lines for p in line["policies"] if p["name"] != "random" and "lower" in p]
    halves = [(p["upper"] - p["lower"]) / 2 for p in stated]
    best = [max(line["policies"], key=lambda p: p["tracks"]) for line in lines]
    responses = [line["responses"] for line in lines if "responses" in line]
    users = sum(r["n"] for r in responses)
    flattery = [line["optimism"][f"own_in_{half}"] / line["optimism"][f"other_in_{half}"] - 1
                for line in lines if line["optimism"] for half in ("first", "second")]
    after = [p["effect"] - p["truth"] for line in lines for p in line["policies"] if p["name"] == "first_unplayed"]
    known = not lines[0]["users_file"]  # users of another model have no discount and no budget to be found
    seconds = statistics.median(line["seconds"] for line in lines)
    megabytes = max(line["megabytes"] for line in lines)
    million = 1e6 / lines[0]["sessions"]
    return (name, held(stated), f"{statistics.median(halves):.3f}" if halves else "",
            held([p for p in best if "lower" in p]),
            part_held(lines, "artist_discount_gamma", 0.8) if known else "",
            part_held(lines, "session_budget", 5) if known else "",
            share(sum(r["biases"] for r in responses), users), share(sum(r["sharpness"] for r in responses), users),
            f"{100 * statistics.mean(flattery):+.1f} %" if flattery else "",
            f"{100 * math.expm1(statistics.mean(after)):+.1f} %",
            f"{seconds:.1f}, {megabytes:.0f}", f"{million * seconds:.0f}, {million * megabytes:.0f}")


if __name__ == "__main__":
    main()
