# The scenarios of providers; run.sh reads this file.
# shellcheck shell=bash

PANEL_PORT=$((23000 + RANDOM % 1000))

start_panel() { # [panel.py arguments]
    python3 "$HERE/panel.py" --port "$PANEL_PORT" "$@" &
    PANEL=$!
    CHILDREN+=("$PANEL")
    until curl -fs -o /dev/null "http://127.0.0.1:$PANEL_PORT/stats"; do
        kill -0 "$PANEL" 2>/dev/null || { echo "the panel does not answer" >&2 && exit 1; }
        sleep 0.2
    done
}

peak_mb() { # the most memory the server has had resident
    awk '/VmHWM/ { printf "%d", $2 * 1024 / 1000000 }' "/proc/$SERVER/status"
}

# imported NAME SECONDS PROVIDER: has the provider's list read in, and says how long that took.
imported() {
    local began took
    began=$(millis)
    operate POST "/api/providers/$3/import" -m 600 >"$WORK/import.json"
    took=$(($(millis) - began))
    row "$1, ms" "$took" "$(($2 * 1000))"
}

# ---- provider: an Xtream account of 50,000 channels, 150,000 movies and 30,000 series comes in while 200 viewers watch ----

provider() {
    local live=50000 movies=150000 series=30000 id load
    command -v python3 >/dev/null || { echo "bench: provider needs python3" >&2 && exit 1; }
    [[ $RUNS != 1 ]] || live=5000 movies=15000 series=3000
    start_panel --live "$live" --movies "$movies" --series "$series" --source "http://127.0.0.1:$SOURCE_PORT/live/one?mbps=8"
    rm -rf "$WORK/data"
    MASTHEAD_XTREAM_REQUESTS_PER_SECOND=100000 MASTHEAD_XTREAM_REQUEST_BURST=100000 start_server "$WORK/data"
    list_of 1 one mbps=8 >"$WORK/one.m3u"
    PROVIDER=$(operate POST /api/providers -H "$JSON" -d '{"name":"viewers","kind":"m3u","url":"http://127.0.0.1:9/","maxConnections":1}' | jq .id)
    operate PUT "/api/providers/$PROVIDER/list" -T "$WORK/one.m3u" >/dev/null
    operate POST /api/subscribers -H "$JSON" -d '{"username":"bench","password":"bench","maxConnections":5000}' >/dev/null
    FIRST=$(operate GET '/api/channels?search=one%201' | jq '.items[0].id')
    STREAM=$BASE/live/bench/bench/$FIRST.ts
    warm "$STREAM" 200
    WINDOW=100 load provider-viewers "$SERVER" "$STREAM" 200 &
    load=$!
    sleep 6
    id=$(operate POST /api/providers -H "$JSON" -d '{"name":"panel","kind":"xtream","url":"http://127.0.0.1:'"$PANEL_PORT"'/player_api.php?username=bench&password=bench"}' | jq .id)
    imported "provider of $((live / 1000)),000 channels, $((movies / 1000)),000 movies, $((series / 1000)),000 series: imported" 60 "$id"
    row "provider: entries that are not there" "$(jq -c . "$WORK/import.json" | grep -o '"new":[0-9]*\|"added":[0-9]*' | head -1 | tr -dc 0-9 | awk "{ print $live + $movies + $series - \$1 }")" 0
    imported "provider: unchanged, read again" 10 "$id"
    wait "$load" || true
    row "provider: 200 viewers meanwhile, gaps, losses, torn packets" "$(broken provider-viewers)" 0
    row "provider: refused, closed early" "$(worst provider-viewers '.conn | .failed + .bad_status + .closed_early')" 0
    row "provider: most memory at any time, MB" "$(peak_mb)" 512
    edit_rows
    titles_rows "$movies"
    seek_rows
    row "provider: most memory at the end, MB" "$(peak_mb)" 512
    stop_server
    end "$PANEL" /dev/null
}

# From the operator's edit to the snapshot that players get, which the reply waits for.
edit_rows() {
    local times n began
    times=$(for ((n = 0; n < 9; n++)); do
        began=$(millis)
        operate PATCH "/api/channels/$FIRST" -H "$JSON" -d '{"name":"One more time '"$n"'"}' >/dev/null
        echo $(($(millis) - began))
    done | median)
    row "provider: edit of a channel until players see it, ms" "$times" 1000
}

titles_rows() { # MOVIES
    local url="$BASE/player_api.php?username=bench&password=bench&action=get_vod_streams" began before times n=20 each
    began=$(millis)
    curl -fsS -H 'Accept-Encoding: gzip' -o "$WORK/titles.json.gz" "$url"
    row "get_vod_streams asked for first: written and sent, ms" "$(($(millis) - began))"
    row "get_vod_streams: movies that are missing" "$(gzip -dc "$WORK/titles.json.gz" | jq "$1 - length")" 0
    row "get_vod_streams gzipped, kB" "$(($(stat -c %s "$WORK/titles.json.gz") / 1000))"
    before=$(cpu_ticks "$SERVER")
    times=$(for ((each = 0; each < n; each++)); do
        curl -fsS -H 'Accept-Encoding: gzip' -o /dev/null -w '%{time_starttransfer}\n' "$url"
    done | sort -n | sed -n "$((n / 2))p")
    row "get_vod_streams, first byte p50, ms" "$(awk "BEGIN { printf \"%.1f\", $times * 1000 }")" 10
    row "get_vod_streams, CPU ms a request" "$(awk "BEGIN { printf \"%.1f\", ($(cpu_ticks "$SERVER") - $before) * 10 / $n }")" 50
}

# 1,000 random ranges of a movie, straight from the provider and through us, after 2,000 that warm both up.
seek_rows() {
    local movie upstream
    movie=$(gzip -dc "$WORK/titles.json.gz" | jq -r '.[41] | "\(.stream_id).\(.container_extension)"')
    upstream=$(gzip -dc "$WORK/titles.json.gz" | jq -r '.[41].tmdb | tonumber + 1900000')
    python3 "$HERE/seek.py" --ranges "$((RUNS * 200))" --warm "$((RUNS * 400))" "http://127.0.0.1:$PANEL_PORT/movie/u/p/$upstream.${movie#*.}" \
        "$BASE/movie/bench/bench/$movie" >"$WORK/seek.json"
    row "seeking: ranges whose bytes differ" "$(jq .differ "$WORK/seek.json")" 0
    row "seeking: straight from the provider p50, ms" "$(jq .direct_p50 "$WORK/seek.json")"
    row "seeking: later through us p50 while that warms up, ms" "$(jq .warm_overhead_p50 "$WORK/seek.json")"
    row "seeking: later through us p50, ms" "$(jq .overhead_p50 "$WORK/seek.json")" 2
    row "seeking: connections to the provider at once" "$(curl -fs "http://127.0.0.1:$PANEL_PORT/stats" | jq .peak)" 2
}

# ---- list: an M3U list of 500,000 entries ----

list() {
    local entries=500000 id
    command -v python3 >/dev/null || { echo "bench: list needs python3" >&2 && exit 1; }
    [[ $RUNS != 1 ]] || entries=50000
    python3 "$HERE/panel.py" --m3u "$entries" >"$WORK/large.m3u"
    rm -rf "$WORK/data"
    start_server "$WORK/data"
    id=$(operate POST /api/providers -H "$JSON" -d '{"name":"list","kind":"m3u","url":"'"$WORK/large.m3u"'"}' | jq .id)
    imported "list of $((entries / 1000)),000 entries: imported" 60 "$id"
    imported "list: unchanged, read again" 10 "$id"
    row "list: most memory at any time, MB" "$(peak_mb)" 512
    stop_server
}
