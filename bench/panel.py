#!/usr/bin/env python3
"""A provider with an Xtream account, of any size: the same answers for the same arguments.

    bench/panel.py --port 9090                                        # 50,000 live, 150,000 movies, 30,000 series of 20 episodes
    bench/panel.py --port 9090 --live 100 --movies 200 --series 20 --source http://127.0.0.1:9000/live/one?mbps=8
    bench/panel.py --m3u 500000 > list.m3u                            # no server: a list with live channels, movies and episodes

Any name and password are right. Live streams are redirected to --source. Movies are files that nobody keeps: byte N of each is known.
GET /stats tells how often each action and movies were asked for, and how many connections to movies were open at once.
"""
import argparse
import collections
import http.server
import json
import random
import re
import socketserver
import sys
import threading
import urllib.parse

WORDS = ("north pier blue harbour evening news winter road silent river golden city last train red summer lost island hidden garden "
         "broken bridge distant star early morning second house open water high tower little farm").split()
COUNTRIES = ["IT", "UK", "FR", "DE", "ES", "PL", "TR", "GR", "RO", "NL"]
QUALITIES = ["", "", " HD", " FHD", " SD", " 4K"]
ADDED = 1_760_000_000
BLOCK = random.Random(7).randbytes(1_000_003)  # of a length that no power of two divides
MOVIE_BYTES = 256 * 1024 * 1024


def words(number, count):
    """Words that belong to a number."""
    return " ".join(WORDS[(number + each * (5 + number // len(WORDS) % 19)) % len(WORDS)].title() for each in range(count))


def live_row(n, asked):
    return {
        "num": n, "name": f"{COUNTRIES[n % 10]}: {words(n, 2)} {n // 6}{QUALITIES[n % 6]}", "stream_type": "live", "stream_id": 1_000_000 + n,
        "stream_icon": f"http://pictures.example/live/{n}.png", "epg_channel_id": f"tv{n // 6}.example" if n % 3 else None,
        "added": str(ADDED + n), "is_adult": "0", "category_id": str(1 + n * asked.categories // asked.live), "custom_sid": "",
        "tv_archive": int(n % 10 == 0), "direct_source": "", "tv_archive_duration": 7 if n % 10 == 0 else 0}


def movie_row(n, asked):
    return {
        "num": n, "name": f"{words(n, 3)} {n} ({1950 + n % 76})", "title": f"{words(n, 3)} {n}", "year": str(1950 + n % 76), "stream_type": "movie",
        "stream_id": 2_000_000 + n, "stream_icon": f"http://pictures.example/movie/{n}.jpg", "rating": f"{n % 100 / 10}", "rating_5based": n % 50 / 10,
        "tmdb": str(100_000 + n), "added": str(ADDED + n), "is_adult": "0", "category_id": str(1001 + n * asked.categories // asked.movies),
        "container_extension": ["mkv", "mp4", "avi"][n % 3], "custom_sid": "", "direct_source": ""}


def series_row(n, asked):
    return {
        "num": n, "name": f"{words(n, 2)} {n}", "series_id": 3_000_000 + n, "cover": f"http://pictures.example/series/{n}.jpg",
        "plot": words(n, 25) + ".", "cast": words(n + 5, 4), "director": words(n + 9, 2), "genre": words(n, 1), "releaseDate": "2019-05-04",
        "last_modified": str(ADDED + n), "rating": f"{n % 100 / 10}", "rating_5based": n % 50 / 10, "backdrop_path": [], "youtube_trailer": "",
        "episode_run_time": "45", "category_id": str(2001 + n * asked.categories // asked.series)}


def series_info(n, asked):
    seasons = collections.defaultdict(list)
    for e in range(asked.episodes):
        season = 1 + e // 10
        seasons[str(season)].append({
            "id": str(4_000_000 + n * asked.episodes + e), "episode_num": 1 + e % 10, "title": f"{words(n, 2)} {n} - S{season:02d}E{1 + e % 10:02d}",
            "container_extension": "mkv", "info": {"plot": words(n + e, 20), "duration_secs": 2700, "duration": "00:45:00"}, "custom_sid": "",
            "added": str(ADDED + n), "season": season, "direct_source": ""})
    return {"seasons": [], "info": series_row(n, asked), "episodes": seasons}


def movie_info(n, asked):
    row = movie_row(n, asked)
    return {"info": {"name": row["title"], "plot": words(n, 40), "duration_secs": 5400, "duration": "01:30:00", "genre": words(n, 1), "backdrop_path": []},
            "movie_data": row}


def categories(first, name, asked):
    return [{"category_id": str(first + n), "category_name": f"{COUNTRIES[n % 10]} {name} {words(n, 1)} {n}", "parent_id": 0}
            for n in range(asked.categories)]


def login(asked):
    return {"user_info": {"username": "bench", "password": "bench", "message": "", "auth": 1, "status": "Active", "exp_date": None, "is_trial": "0",
                          "active_cons": "0", "created_at": "1700000000", "max_connections": str(asked.connections), "allowed_output_formats": ["ts"]},
            "server_info": {"url": "127.0.0.1", "port": str(asked.port), "https_port": "443", "server_protocol": "http", "timezone": "UTC",
                            "timestamp_now": 1767268800, "time_now": "2026-01-01 12:00:00"}}


class Answers:
    """Lists are made once; they are large."""

    def __init__(self, asked):
        self.asked = asked
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.open = self.peak = 0
        packed = lambda rows: json.dumps(rows, separators=(",", ":")).encode()
        self.lists = {
            "get_live_categories": packed(categories(1, "Live", asked)),
            "get_vod_categories": packed(categories(1001, "Movies", asked)),
            "get_series_categories": packed(categories(2001, "Series", asked)),
            "get_live_streams": packed([live_row(n, asked) for n in range(asked.live)]),
            "get_vod_streams": packed([movie_row(n, asked) for n in range(asked.movies)]),
            "get_series": packed([series_row(n, asked) for n in range(asked.series)])}

    def count(self, what):
        with self.lock:
            self.counts[what] += 1

    def enter(self):
        with self.lock:
            self.open += 1
            self.peak = max(self.peak, self.open)

    def leave(self):
        with self.lock:
            self.open -= 1


class Panel(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers = None

    def log_message(self, *args):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        answers, asked = self.answers, self.answers.asked
        if url.path == "/stats":
            self.document(json.dumps({"counts": answers.counts, "open": answers.open, "peak": answers.peak}).encode())
        elif url.path == "/player_api.php":
            action = query.get("action", "login")
            answers.count(action)
            if action in answers.lists:
                self.document(answers.lists[action])
            elif action == "get_vod_info":
                self.document(json.dumps(movie_info(int(query["vod_id"]) - 2_000_000, asked)).encode())
            elif action == "get_series_info":
                self.document(json.dumps(series_info(int(query["series_id"]) - 3_000_000, asked)).encode())
            else:
                self.document(json.dumps(login(asked)).encode())
        elif url.path.startswith(("/movie/", "/series/")):
            answers.count("movie")
            answers.enter()
            try:
                self.movie(int(re.sub(r"\D", "", url.path.rsplit("/", 1)[-1].split(".")[0])))
            finally:
                answers.leave()
        elif asked.source and url.path.startswith("/live/"):
            self.send_response(302)
            self.send_header("Location", asked.source)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.send_error(404)

    def document(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def movie(self, number):
        first, last = 0, MOVIE_BYTES - 1
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if asked and asked[1]:
            first, last = int(asked[1]), min(int(asked[2] or last), last)
        elif asked and asked[2]:
            first = max(0, MOVIE_BYTES - int(asked[2]))
        if first > last:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{MOVIE_BYTES}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if asked else 200)
        self.send_header("Content-Type", "video/x-matroska")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", f'"{number}"')
        self.send_header("Content-Length", str(last - first + 1))
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{MOVIE_BYTES}")
        self.end_headers()
        if self.command == "HEAD":
            return
        at = first
        try:
            while at <= last:
                offset = (at + number * 7919) % len(BLOCK)
                piece = BLOCK[offset:offset + min(256 * 1024, last - at + 1)]
                self.wfile.write(piece)
                at += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 200


def write_m3u(count, out):
    """Seven in ten are live, two movies, one an episode."""
    out.write("#EXTM3U\n")
    for n in range(count):
        kind = n % 10
        if kind < 7:
            out.write(f'#EXTINF:-1 tvg-id="tv{n // 6}.example" tvg-logo="http://pictures.example/{n}.png" group-title="{COUNTRIES[n // 7 % 10]} '
                      f'{words(n // 5000, 1)} {n // 5000}",{words(n, 2)} {n}{QUALITIES[n % 6]}\nhttp://127.0.0.1:9/live/u/p/{n}.ts\n')
        elif kind < 9:
            out.write(f'#EXTINF:-1 tvg-logo="http://pictures.example/m{n}.jpg" group-title="Movies {n // 20000}",{words(n, 3)} {n} '
                      f'({1950 + n % 76})\nhttp://127.0.0.1:9/movie/u/p/{n}.mkv\n')
        else:
            show = n // 200
            out.write(f'#EXTINF:-1 group-title="Series {n // 50000}",{words(show, 2)} {show} S{1 + n // 10 % 20 // 10:02d}E{1 + n // 10 % 10:02d}\n'
                      f'http://127.0.0.1:9/series/u/p/{n}.mp4\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=9090)
    parser.add_argument("--live", type=int, default=50_000)
    parser.add_argument("--movies", type=int, default=150_000)
    parser.add_argument("--series", type=int, default=30_000)
    parser.add_argument("--episodes", type=int, default=20, help="of each series (20)")
    parser.add_argument("--categories", type=int, default=100, help="of each kind (100)")
    parser.add_argument("--connections", type=int, default=2, help="what the account allows (2)")
    parser.add_argument("--source", default="", help="where live streams are redirected to")
    parser.add_argument("--m3u", type=int, metavar="COUNT", help="write a list of COUNT entries and end")
    asked = parser.parse_args()
    if asked.m3u:
        write_m3u(asked.m3u, sys.stdout)
        return
    Panel.answers = Answers(asked)
    Server(("127.0.0.1", asked.port), Panel).serve_forever()


if __name__ == "__main__":
    main()
