"""A botify class plays the same sessions here and behind botify's HTTP service."""

import http.server
import json
import pickle
import threading
import unittest

import reprise
from support import TINY, Folder, run


class FakeRedis(dict):
    """As much of redis.Redis as botify's recommenders use."""

    def __init__(self, lists):
        super().__init__({key: pickle.dumps(value) for key, value in lists.items()})

    def set(self, key, value):
        self[key] = value


class TopPop:
    """botify/recommenders/toppop.py's interface: the constructor is the user's own Python."""

    def __init__(self, catalog_from_bytes, redis, top):
        self.redis = redis
        self.top = top
        self.from_bytes = catalog_from_bytes

    def recommend_next(self, user: int, prev_track: int, prev_track_time: float) -> int:
        return self.top[(user + prev_track) % len(self.top)]


class Indexed:
    """botify's Indexed, walking down the user's list: its place is kept in Redis, an exhausted or
    missing list goes to the fallback."""

    def __init__(self, recommendations_redis, catalog_from_bytes, fallback):
        self.recommendations_redis = recommendations_redis
        self.from_bytes = catalog_from_bytes
        self.fallback = fallback

    def recommend_next(self, user: int, prev_track: int, prev_track_time: float) -> int:
        recommendations = self.recommendations_redis.get(user)
        if recommendations is None:
            return self.fallback.recommend_next(user, prev_track, prev_track_time)
        place = self.recommendations_redis.get(("place", user), 0)
        if prev_track_time < 0.2:  # a skip: further down
            place += 2
        tracks = list(self.from_bytes(recommendations))
        self.recommendations_redis.set(("place", user), place + 1)
        return tracks[place % len(tracks)]


def made():
    redis = FakeRedis({user: [(user * 17 + i * 5) % 300 for i in range(40)] for user in range(0, 50, 2)})
    return Indexed(redis, pickle.loads, TopPop(pickle.loads, redis, list(range(0, 300, 7))))


class Service:
    """botify's service, in the standard library: POST /next/USER and /last/USER."""

    def __init__(self, recommender):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet for an answer: TCP would hold back a second one

            def answer(self, body):
                text = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self):
                self.answer({"status": "alive"})

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                _, route, user = self.path.split("/")
                answer = {"user": int(user)}
                if route == "next":
                    with lock:
                        answer["track"] = recommender.recommend_next(
                            int(user), body["track"], body["time"]
                        )
                self.answer(answer)

            def log_message(self, *_):
                pass

        lock = threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class SameSessions(Folder):
    def test_here_and_behind_http(self):
        service = Service(made())
        self.addCleanup(service.close)
        experiment = {**TINY, "treatments": {"random": "random"}, "episodes": 300}
        there = run(experiment, treatments={"mine": {"remote": service.url}})
        here = run(experiment, treatments={"mine": made()})
        theirs, ours = (json.loads(result.json)["treatments"]["mine"] for result in (there, here))
        for key in ("recommendations", "metrics", "catalog", "lengths", "time_by_step"):
            self.assertEqual(theirs[key], ours[key], key)
        self.assertGreater(ours["recommendations"], 1000)

    def test_last_ends_a_session(self):
        class Watches:
            open = set()
            ended = 0

            def recommend_next(self, user, prev_track, prev_track_time):
                if prev_track_time == 1.0 and user not in self.open:
                    self.open.add(user)
                return prev_track

            def last(self, user, prev_track, prev_track_time):
                self.open.remove(user)
                self.ended += 1

        watches = Watches()
        run({**TINY, "treatments": {"random": "random"}}, treatments={"mine": watches})
        self.assertEqual(watches.ended, 400)
        self.assertEqual(watches.open, set())


if __name__ == "__main__":
    unittest.main()
