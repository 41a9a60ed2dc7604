"""configs/python/botify_class.py: a class from a checkout of botify plays the same sessions here and
behind Flask, where Debian's python3-flask is installed."""

import importlib.util
import subprocess
import sys
import unittest

from support import SOURCES, Folder

# A checkout: the layout and the interfaces of botify's, and code of this test.
TRACK = """
import json
import pickle


class Track:
    def __init__(self, track, artist):
        self.track, self.artist = track, artist


class Catalog:
    def __init__(self, app):
        self.app = app

    def load(self, path):
        with open(path) as file:
            self.tracks = [json.loads(line) for line in file]
        self.app.logger.info("loaded")
        return self

    def upload_tracks(self, redis):
        for one in self.tracks:
            redis.set(one["track"], pickle.dumps(Track(one["track"], one["artist"])))

    def upload_artists(self, redis):
        artists = {}
        for one in self.tracks:
            artists.setdefault(one["artist"], []).append(one["track"])
        for artist, tracks in artists.items():
            redis.set(artist, pickle.dumps(tracks))

    def from_bytes(self, data):
        return pickle.loads(data)
"""

STICKY_ARTIST = """
import random


class StickyArtist:
    def __init__(self, tracks_redis, artists_redis, catalog):
        self.tracks, self.artists, self.catalog = tracks_redis, artists_redis, catalog

    def recommend_next(self, user: int, prev_track: int, prev_track_time: float) -> int:
        if prev_track_time < 0.1:
            return int(self.tracks.randomkey())
        artist = self.catalog.from_bytes(self.tracks.get(prev_track)).artist
        return random.choice(self.catalog.from_bytes(self.artists.get(artist)))
"""


class WorkedExample(Folder):
    def test_same_sessions(self):
        if importlib.util.find_spec("flask") is None:
            self.skipTest("flask is not installed")
        package = self.folder / "botify" / "botify"
        (package / "recommenders").mkdir(parents=True)
        self.write("botify/botify/__init__.py", "")
        self.write("botify/botify/track.py", TRACK)
        self.write("botify/botify/recommenders/__init__.py", "")
        self.write("botify/botify/recommenders/sticky_artist.py", STICKY_ARTIST)
        script = SOURCES / "configs" / "python" / "botify_class.py"
        outcome = subprocess.run(
            [sys.executable, script, self.folder, "60"], capture_output=True, text=True, timeout=300
        )
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertRegex(outcome.stdout, r"every value of \d+ users and treatments .* behind HTTP: True")


if __name__ == "__main__":
    unittest.main()
