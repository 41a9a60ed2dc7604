"""A recommender class of botify's, here and behind an HTTP service as botify's: the same sessions.

    PYTHONPATH=build/release/python python3 configs/python/botify_class.py CHECKOUT [EPISODES]

CHECKOUT is a clone of the course's repository or of a fork, with botify/botify/recommenders/. Nothing
of it is changed. recommender_of() makes the class as botify's server.py does: change it for another
class or year. The service needs Flask (Debian's python3-flask).
"""

import logging
import pathlib
import random
import sys
import tempfile
import threading
import types

import numpy as np
import reprise

WORLD = {"generate": {"preset": 2023, "tracks": 2000, "users": 1000, "seed": 1}}


class FakeRedis(dict):
    """As much of redis.Redis as botify's recommenders use; a real one does as well."""

    def set(self, key, value):
        self[key] = value

    def randomkey(self):
        return random.choice(list(self))


def recommender_of(checkout, world):
    """Returns botify's StickyArtist over the world's catalogue. The class is imported as it is; its
    arguments are made here."""
    sys.path.insert(0, str(pathlib.Path(checkout) / "botify"))
    from botify.recommenders.sticky_artist import StickyArtist
    from botify.track import Catalog

    tracks, artists = FakeRedis(), FakeRedis()
    with tempfile.TemporaryDirectory() as folder:
        world.save(folder)
        app = types.SimpleNamespace(logger=logging.getLogger("botify"))
        catalog = Catalog(app).load(f"{folder}/tracks.json")
    catalog.upload_tracks(tracks)
    catalog.upload_artists(artists)
    return StickyArtist(tracks, artists, catalog)


class Seeded:
    """Botify's classes draw from global generators, so their draws depend on which user asks first.
    Here they follow from the user and the number of the question: the same in any order."""

    def __init__(self, recommender):
        self.recommender = recommender
        self.asked = {}

    def recommend_next(self, user, prev_track, prev_track_time):
        asked = self.asked[user] = self.asked.get(user, 0) + 1
        random.seed(user << 32 | asked)
        np.random.seed((user * 1009 + asked) % 2**32)
        return self.recommender.recommend_next(user, prev_track, prev_track_time)


class Service:
    """The routes of botify's server.py, for one recommender."""

    def __init__(self, recommender):
        from flask import Flask, request
        from werkzeug.serving import make_server

        app = Flask("botify")
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        one_at_a_time = threading.Lock()

        @app.get("/")
        def hello():
            return {"status": "alive"}

        @app.post("/next/<int:user>")
        def next_track(user):
            seen = request.get_json()
            with one_at_a_time:
                track = recommender.recommend_next(user, seen["track"], seen["time"])
            return {"user": user, "track": track}

        @app.post("/last/<int:user>")
        def last_track(user):
            return {"user": user}

        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def main(checkout, episodes=300):
    world = reprise.World.open(WORLD)
    experiment = {
        "experiment": "botify_class",
        "control": "random",
        "episodes": int(episodes),
        "treatments": {"random": "random"},
    }

    def played(treatment):
        return reprise.run(experiment, {"mine": treatment}, world=world, threads=1, progress=False)

    here = played(Seeded(recommender_of(checkout, world)))
    service = Service(Seeded(recommender_of(checkout, world)))
    there = played({"remote": service.url})
    service.server.shutdown()

    ours, theirs = here.users, there.users
    same = all(np.array_equal(np.asarray(ours[name]), np.asarray(theirs[name])) for name in ours)
    print(here)
    print(f"every value of {len(ours['user']):,} users and treatments is the same behind HTTP: {same}")
    for name, result in (("in this process", here), ("behind HTTP", there)):
        print(f"  {name}: {result.seconds['sessions']:.2f} s for the sessions")
    return 0 if same else 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
