#!/usr/bin/env bash
# A service that gevent's own server runs answers slower on a kept connection than on a new one.
#
# Seen in gevent 22.10.2 (Debian 12's python3-gevent 22.10.2-3) with urllib3 1.26.12 as the client, as
# botify's simulators of 2024 to 2026 have it where pycurl is not installed. The server sends the head
# and the body of an answer as two packets and leaves Nagle's algorithm on: the body waits until the head
# is acknowledged, and Linux delays that by 40 ms on a connection that has been in use for a while. A
# connection for each request, which one would guess to be the slow way, is some seventy times faster.
#
# What it changes for us: `remote` asks for acknowledgements at once (TCP_QUICKACK) before it reads, and
# experiments/serving/service/README.md says what that gives. Whoever drives such a service with the
# Python simulator puts nginx or gunicorn before it, as the course's docker-compose.yml does.
#
# Fetches the packages from Debian into a temporary folder and runs them there; fails when the behaviour
# has changed.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p debs/partial root
apt-get install -qq -y --download-only --reinstall --no-install-recommends \
  -o APT::Sandbox::User=root -o Dir::Cache::archives="$PWD/debs" \
  python3-gevent=22.10.2-3 python3-greenlet=2.0.2-1 python3-zope.event=4.4-3 \
  python3-zope.interface=5.5.2-1+b1 python3-urllib3=1.26.12-1+deb12u4 python3-six=1.16.0-4 \
  libev4=1:4.33-1 libc-ares2=1.18.1-3 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
export LD_LIBRARY_PATH=$PWD/root/usr/lib/x86_64-linux-gnu
python=/usr/bin/python3

cat >server.py <<'SERVER'
import json
from gevent.pywsgi import WSGIServer

def app(environment, start):
    environment["wsgi.input"].read()
    body = json.dumps({"user": 12, "track": 7}).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]

server = WSGIServer(("127.0.0.1", 0), app, log=None)
server.start()
print(server.server_port, flush=True)
server.serve_forever()
SERVER
cat >client.py <<'CLIENT'
import statistics, sys, time
import gevent, urllib3

url = f"http://127.0.0.1:{sys.argv[1]}/next/12"

def median(ask):
    times = []
    for _ in range(45):
        start = time.perf_counter()
        assert ask().status == 200
        times.append(time.perf_counter() - start)
    return statistics.median(times[5:])

request = dict(body='{"track": 3, "time": 1.0}', headers={"Content-Type": "application/json"})
one = urllib3.PoolManager()
kept = median(lambda: one.request("POST", url, **request))
new = median(lambda: urllib3.PoolManager().request("POST", url, **request))
print(f"gevent {gevent.__version__}, urllib3 {urllib3.__version__}")
print("a kept connection:", "more than 35 ms a request" if kept > 0.035 else f"{1000 * kept:.1f} ms")
print("a new connection for each:", "at least five times faster" if new < kept / 5 else f"{1000 * new:.1f} ms")
CLIENT
exec 3< <(exec "$python" server.py)
server=$!
read -r port <&3
"$python" client.py "$port" | tee seen
cat >expected <<'EXPECTED'
gevent 22.10.2, urllib3 1.26.12
a kept connection: more than 35 ms a request
a new connection for each: at least five times faster
EXPECTED
diff expected seen && echo "as described"
