#!/usr/bin/python3
"""Reads the same generated logs of listening with reprise and with pandas, and prints a table.

    tests/benchmarks/listens_comparison.py build/release/reprise [--rows N] [--folder DIR]
        [--runs N] [--runs-of-pandas N] [FORMAT ...]

Needs Debian's python3-pandas. Both do the same: read all rows, leave out those without a track or a
time and the duplicates, sort by user and start, and count plays, users, tracks, artists and sessions.
Exits with 1 when a count differs. pandas gets what makes it fast: the C engine, names of columns,
formats of times. The two take turns, and neither uses more than one core; the table has medians of
processor time, which includes starting. --runs-of-pandas 0 leaves pandas out. A FORMAT is a part of a
name in the table.
"""
import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time

USERS = 2000
TRACKS = 100000


def plays(rows, users=USERS, seed=1):
    """Users listen in sessions; a few tracks are played much more often than others."""
    draw = random.Random(seed)
    for user in range(users):
        now = 1_020_000_000 + draw.randrange(10_000_000)
        for _ in range(rows // users):
            track = min(int(draw.paretovariate(0.6)) - 1, TRACKS - 1)
            played = draw.randrange(5, 300)
            yield user, track, now, played
            now += played + (draw.randrange(4000, 9000) if draw.random() < 0.08 else draw.randrange(1, 30))


def artist(track):
    return f"Artist {track % 9973}, \u017b & Co"


def iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def write_listenbrainz(file, rows):
    for user, track, start, _ in plays(rows):
        file.write(json.dumps({
            "listened_at": start, "user_name": f"user_{user}", "recording_msid": f"{track:08x}-6a6f",
            "track_metadata": {"artist_name": artist(track), "track_name": f"Title {track}",
                               "release_name": f"Album {track % 5003}",
                               "additional_info": {"duration_ms": 200000 + track}}},
            ensure_ascii=False) + "\n")


def write_1k(file, rows):
    for user, track, start, _ in plays(rows):
        file.write(f"user_{user:06}\t{iso(start)}\t{track % 9973:032x}\t{artist(track)}\t{track:032x}\tTitle {track}\n")


def write_extended(file, rows):
    file.write("[")
    for i, (_, track, start, played) in enumerate(plays(rows, 1)):
        file.write((",\n  " if i else "\n  ") + json.dumps({
            "ts": iso(start + played), "platform": "android", "ms_played": 1000 * played,
            "conn_country": "ZZ", "ip_addr": "203.0.113.7",
            "master_metadata_track_name": f"Title {track}",
            "master_metadata_album_artist_name": artist(track),
            "master_metadata_album_album_name": f"Album {track % 5003}",
            "spotify_track_uri": f"spotify:track:{track:022}", "episode_name": None,
            "episode_show_name": None, "spotify_episode_uri": None, "reason_start": "trackdone",
            "reason_end": "trackdone", "shuffle": True, "skipped": False, "offline": False,
            "offline_timestamp": start, "incognito_mode": False}, ensure_ascii=False, indent=1))
    file.write("\n]")


def write_lastfm(file, rows):
    file.write('"","date","artist","track","album"\n')
    for i, (_, track, start, _) in enumerate(plays(rows, 1)):
        file.write(f'"{i + 1}",{iso(start)[:19].replace("T", " ")},"{artist(track)}","Title {track}","Album {track % 5003}"\n')


def write_table(file, rows):
    file.write("uid,timestamp,item_id,is_organic,played_s,track_length_seconds\n")
    for user, track, start, played in plays(rows):
        file.write(f"{user},{start},{track},{track % 2},{played},{200 + track % 300}\n")


TABLE = "user=uid time=timestamp track=item_id organic=is_organic played_s=played_s length_s=track_length_seconds"

FORMATS = {
    "ListenBrainz, JSON lines": ("lb.listens", write_listenbrainz, []),
    "Last.fm 1K, tabs": ("1k.tsv", write_1k, []),
    "Spotify extended, JSON array": ("spotify.json", write_extended, []),
    "Last.fm export, CSV": ("lastfm.csv", write_lastfm, []),
    "table, CSV": ("table.csv", write_table, ["--columns", TABLE]),
}

PANDAS = r'''
import json, sys
import pandas as pd
kind, path = sys.argv[1:]
if kind.startswith("ListenBrainz"):
    rows = pd.read_json(path, lines=True)
    flat = pd.json_normalize(rows["track_metadata"].tolist())
    frame = pd.DataFrame({"user": rows["user_name"], "start": pd.to_datetime(rows["listened_at"]),
                          "artist": flat["artist_name"], "title": flat["track_name"]})
    frame["length"] = pd.to_timedelta(flat["additional_info.duration_ms"], unit="ms")
elif kind.startswith("Last.fm 1K"):
    frame = pd.read_csv(path, sep="\t", header=None, quoting=3, names=["user", "start", "a", "artist", "t", "title"])
    frame["start"] = pd.to_datetime(frame["start"], format="%Y-%m-%dT%H:%M:%SZ")
elif kind.startswith("Spotify"):
    with open(path) as file:
        rows = json.load(file)
    frame = pd.json_normalize(rows)
    frame = frame[frame["episode_name"].isna()]
    frame = frame.rename(columns={"master_metadata_track_name": "title", "master_metadata_album_artist_name": "artist"})
    frame["length"] = pd.to_timedelta(frame["ms_played"], unit="ms")
    frame["start"] = pd.to_datetime(frame["ts"], format="%Y-%m-%dT%H:%M:%SZ") - frame["length"]
    frame["user"] = 0
elif kind.startswith("Last.fm export"):
    frame = pd.read_csv(path)
    frame = frame.rename(columns={"track": "title", "date": "start"})
    frame["start"] = pd.to_datetime(frame["start"], format="%Y-%m-%d %H:%M:%S")
    frame["user"] = 0
else:
    frame = pd.read_csv(path)
    frame["start"] = pd.to_datetime(frame["timestamp"], unit="s")
    frame["length"] = pd.to_timedelta(frame["played_s"], unit="s")
    frame = frame.rename(columns={"uid": "user", "item_id": "title"})
    frame["artist"] = ""
frame = frame.dropna(subset=["title", "start"])
frame = frame.drop_duplicates()
frame = frame.sort_values(["user", "start"], kind="stable")
if "length" not in frame:
    frame["length"] = pd.Timedelta(0)
key = frame["artist"].str.strip().str.casefold() + "\0" + frame["title"].astype(str).str.strip().str.casefold()
end = (frame["start"] + frame["length"]).groupby(frame["user"]).shift()
begins = end.isna() | (frame["start"] - end >= pd.Timedelta(minutes=30))
print(json.dumps({"plays": len(frame), "users": int(frame["user"].nunique()), "tracks": int(key.nunique()),
                  "artists": int((frame["artist"].str.casefold()[frame["artist"] != ""]).nunique()), "sessions": int(begins.sum())}))
'''


def timed(command):
    """Seconds of processor time, which a loaded machine changes less than what the clock says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, json.loads(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", default="/tmp/listens_comparison")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--runs-of-pandas", type=int, default=3)
    arguments = parser.parse_intermixed_args()
    os.makedirs(arguments.folder, exist_ok=True)
    print(f"load {os.getloadavg()[0]:.1f}; {arguments.rows} rows; medians of processor time, of "
          f"{arguments.runs} runs of reprise and {arguments.runs_of_pandas} of pandas")
    print("| format | MB | reprise, rows/s | pandas, rows/s | times as fast |\n|---|--:|--:|--:|--:|")
    differences = []
    for kind, (name, write, options) in FORMATS.items():
        if arguments.formats and not any(word.lower() in kind.lower() for word in arguments.formats):
            continue
        path = os.path.join(arguments.folder, f"{arguments.rows}_{name}")
        if not os.path.exists(path):
            with open(path + ".part", "w", encoding="utf-8") as file:
                write(file, arguments.rows)
            os.rename(path + ".part", path)
        ours, theirs = [], []
        for run in range(max(arguments.runs, arguments.runs_of_pandas)):
            if run < arguments.runs:
                seconds, counts = timed([arguments.program, "listens", path, "--json", "--quiet", *options])
                ours.append(counts["rows"] / seconds)
            if run < arguments.runs_of_pandas:
                seconds, other = timed(["/usr/bin/python3", "-c", PANDAS, kind, path])
                theirs.append(counts["rows"] / seconds)
                differences += [f"{kind}: {key} is {counts[key]} here and {value} with pandas"
                                for key, value in other.items() if counts[key] != value]
        a = statistics.median(ours)
        row = f"| {kind} | {os.path.getsize(path) / 1e6:.0f} | {a / 1e6:.2f} M |"
        if theirs:
            b = statistics.median(theirs)
            row += f" {b / 1e6:.3f} M | {a / b:.1f} |"
        print(row, flush=True)
    if differences:
        sys.exit("\n".join(differences))


if __name__ == "__main__":
    main()
