#!/usr/bin/env python3
"""Asks a server for its dashboard's pages, as one operator does, and says how long each takes and how large it is.

    bench/pages.py --base http://127.0.0.1:8000 --password PASSWORD           # a line each: name, median ms, first ms, KB; tabs between

Each page is asked for --times times; the first answer is the first since the server began, so it is worth a look once a start.
"""
import argparse
import base64
import http.client
import http.cookiejar
import json
import statistics
import time
import urllib.parse
import urllib.request

PAGES = [
    ("on air", "/dashboard"),
    ("channels", "/dashboard/channels"),
    ("channels, the last page", "/dashboard/channels?from={last}"),
    ("channels, a frequent word", "/dashboard/channels?search=river"),
    ("channels, the last page of a frequent word", "/dashboard/channels?search=river&from=2000"),
    ("channels, a rare word", "/dashboard/channels?search=river+11"),
    ("channels, a word of none", "/dashboard/channels?search=zebra"),
    ("channels of a group", "/dashboard/channels?category={category}"),
    ("channels of a provider", "/dashboard/channels?provider=1"),
    ("a channel", "/dashboard/channels/{channel}"),
    ("providers", "/dashboard/providers"),
    ("a provider", "/dashboard/providers/1"),
    ("guides", "/dashboard/guide"),
    ("matches", "/dashboard/guide/matches"),
    ("matches, deep", "/dashboard/guide/matches?state=applied&from=10000"),
    ("matches, a word", "/dashboard/guide/matches?state=applied&search=river"),
    ("subscribers", "/dashboard/subscribers"),
    ("system", "/dashboard/system"),
    ("REST, channels of a word", "/api/channels?part=live&search=river&limit=50"),
    ("REST, channels, deep", "/api/channels?part=live&limit=50&offset={last}"),
    ("REST, matches", "/api/guide/matches?limit=50"),
]


class Operator:
    """Someone who is logged in, with one connection as browsers keep it."""

    def __init__(self, asked):
        self.base = asked.base
        place = urllib.parse.urlsplit(asked.base)
        jar = http.cookiejar.CookieJar()
        login = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        form = urllib.parse.urlencode({"name": asked.user, "password": asked.password}).encode()
        login.open(urllib.request.Request(asked.base + "/dashboard/login", data=form, headers={"Origin": asked.base})).read()
        secret = base64.b64encode(f"{asked.user}:{asked.password}".encode()).decode()
        self.headers = {"Cookie": "; ".join(f"{each.name}={each.value}" for each in jar), "Authorization": f"Basic {secret}"}
        self.connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)

    def ask(self, path):
        """How many milliseconds the answer took, and its bytes."""
        began = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} was answered with {answer.status}")
        return took, body


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--user", default="admin")
    parser.add_argument("--password", required=True)
    parser.add_argument("--times", type=int, default=15)
    asked = parser.parse_args()
    operator = Operator(asked)
    facts = json.loads(operator.ask("/api/channels?part=live&limit=1")[1])
    known = {"last": facts["total"] - 10, "channel": facts["items"][0]["id"], "category": facts["items"][0]["categoryId"]}
    for name, path in PAGES:
        asks = [operator.ask(path.format(**known)) for _ in range(asked.times)]
        times = [took for took, _ in asks]
        print(f"{name}\t{statistics.median(times):.1f}\t{times[0]:.1f}\t{len(asks[-1][1]) / 1000:.1f}", flush=True)


if __name__ == "__main__":
    main()
