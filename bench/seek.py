#!/usr/bin/env python3
"""Seeks in a movie twice, straight at its provider and through a server, and compares bytes and times; prints JSON.

    bench/seek.py --ranges 1000 http://127.0.0.1:9090/movie/u/p/2000001.mkv http://127.0.0.1:8080/movie/bench/bench/51234.mkv

Each range is asked for on either way, one right after the other, the first in turns: what the machine does besides hits both. A
connection to each is kept, as players do. Times are milliseconds from the request to the last byte. The first --warm ranges are not
counted but told apart: Java's compiler is busy with them, and a server runs for weeks.
"""
import argparse
import hashlib
import http.client
import json
import random
import statistics
import time
import urllib.parse


class Way:
    """An address, its connection and the times it took."""

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.connection = None
        self.times = []
        self.statuses = set()

    def get(self, first, last):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=30)
        began = time.perf_counter()
        self.connection.request("GET", self.url.path, headers={"Range": f"bytes={first}-{last}", "User-Agent": "seek"})
        answer = self.connection.getresponse()
        body = answer.read()
        self.times.append((time.perf_counter() - began) * 1000)
        self.statuses.add(answer.status)
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return hashlib.sha256(body).digest(), len(body)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ranges", type=int, default=1000)
    parser.add_argument("--warm", type=int, default=0, help="ranges before those that count (0)")
    parser.add_argument("--bytes", type=int, default=64 * 1024, help="of each range (65536)")
    parser.add_argument("--size", type=int, default=256 * 1024 * 1024, help="of the movie")
    parser.add_argument("direct")
    parser.add_argument("through")
    asked = parser.parse_args()
    chance = random.Random(3)
    direct, through = Way(asked.direct), Way(asked.through)
    for way in (direct, through):
        way.get(0, 0)
        way.times.clear()
    differ, later, first_later = 0, [], []
    for turn in range(asked.warm + asked.ranges):
        if turn == asked.warm:
            first_later, later = later, []
            direct.times.clear()
            through.times.clear()
        first = chance.randrange(asked.size - asked.bytes)
        ways = (direct, through) if turn % 2 else (through, direct)
        answers = [way.get(first, first + asked.bytes - 1) for way in ways]
        differ += answers[0] != answers[1] or answers[0][1] != asked.bytes
        later.append(through.times[-1] - direct.times[-1])
    print(json.dumps({
        "ranges": asked.ranges, "warm_overhead_p50": round(statistics.median(first_later or later), 3), "differ": differ, "statuses": sorted(direct.statuses | through.statuses),
        "direct_p50": round(statistics.median(direct.times), 3), "through_p50": round(statistics.median(through.times), 3),
        "overhead_p50": round(statistics.median(later), 3), "through_p99": round(sorted(through.times)[int(len(through.times) * 0.99)], 3)}))


if __name__ == "__main__":
    main()
