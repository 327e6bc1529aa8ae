#!/usr/bin/env bash
# Measures Masthead beside the limit of the machine, and prints a Markdown table. Called by ./mast bench.
#
#   bench/run.sh [--quick] [--record] [scenario ...]      all scenarios unless told
#
# BENCH_SOAK_MINUTES is how long soak lasts: 10, with --quick 1.
# Everything goes through the public doors: the command line, REST and the players' addresses. Linux; needs cc, curl and jq.
# PROGRAM_HOME is the folder with bin/ and lib/ to measure, JAVA_HOME its Java.
# shellcheck disable=SC2317 # scenarios are called by their names
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
TOOLS=$HERE/../target/bench
WORK=$(mktemp -d)
PASSWORD=bench-$$
RUNS=5 WINDOW=10 ZAPS=10000 SOAK_MINUTES=${BENCH_SOAK_MINUTES:-10} RECORD=false
SCENARIOS=(viewers channels zap failover hls acestream trickle churn soak catalog guide matching provider pages list start)
SOURCE_PORT=$((20000 + RANDOM % 1000)) FANOUT_PORT=$((21000 + RANDOM % 1000)) PORT=$((22000 + RANDOM % 1000)) # below those of clients
BASE=http://127.0.0.1:$PORT
SERVER=0
CHILDREN=()
ROWS=()
VERDICT=0
JSON='Content-Type: application/json'

# ---- processes ----

finish() {
    local pid
    for pid in "${CHILDREN[@]:-}"; do
        [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$WORK"
}

compile_tools() {
    local tool
    mkdir -p "$TOOLS"
    for tool in tssource tsload fanout zapper hlsload asker sendfile; do
        [[ $TOOLS/$tool -nt $HERE/tools/$tool.c && $TOOLS/$tool -nt $HERE/tools/tsformat.h && $TOOLS/$tool -nt $HERE/tools/procs.h ]] ||
            cc -O2 -Wall -pthread -o "$TOOLS/$tool" "$HERE/tools/$tool.c"
    done
}

start_source() {
    "$TOOLS/tssource" -p "$SOURCE_PORT" 2>/dev/null &
    CHILDREN+=($!)
}

# Starts the server on the data folder $1; returns when a login is answered. SERVER is then its process.
start_server() {
    MASTHEAD_OPERATOR_PASSWORD=$PASSWORD "$PROGRAM_HOME/bin/masthead" serve --host 127.0.0.1 --port "$PORT" --data "$1" \
        >"$WORK/server.log" 2>&1 &
    SERVER=$!
    CHILDREN+=("$SERVER")
    local deadline=$((SECONDS + 60))
    until curl -fs "$BASE/player_api.php?username=admin&password=$PASSWORD" 2>/dev/null | grep -q '"auth":1'; do
        if [[ $SECONDS -ge $deadline ]] || ! kill -0 "$SERVER" 2>/dev/null; then
            echo "the server does not answer:" >&2
            cat "$WORK/server.log" >&2
            exit 1
        fi
        sleep 0.02
    done
}

# end PROCESS LOG: ends a process of ours; one that has ended by itself fails the run.
end() {
    local status=0
    kill "$1" 2>/dev/null && { wait "$1" || true; } && return
    wait "$1" || status=$?
    echo "process $1 ended by itself with status $status; it said:" >&2
    tail -30 "$2" >&2
    exit 1
}

stop_server() {
    end "$SERVER" "$WORK/server.log"
}

operate() { # method path [curl arguments]: the operators' door
    curl -fsS -u "admin:$PASSWORD" -X "$1" "$BASE$2" "${@:3}"
}

# ---- arithmetic and the table ----

median() {
    sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

millis() {
    echo $((${EPOCHREALTIME/./} / 1000))
}

# row NAME VALUE [LIMIT]: a line of the table; over the limit is told, and fails the run at its end.
row() {
    local verdict=''
    if [[ -n ${3:-} ]]; then
        if awk -v figure="$2" "BEGIN { exit !(figure != \"\" && figure >= 0 && figure <= $3) }"; then
            verdict=met
        else
            verdict=MISSED VERDICT=1
        fi
    fi
    ROWS+=("| $1 | $2 | ${3:+at most $3} | $verdict |")
    printf '%-60s %12s  %s\n' "$1" "$2" "$verdict"
}

# ---- viewers: many on one channel, beside fanout ----

# The first COUNT paths of a source as an M3U list: list_of COUNT NAME QUERY
list_of() {
    local i
    echo '#EXTM3U'
    for ((i = 1; i <= $1; i++)); do
        printf '#EXTINF:-1 group-title="Bench",%s %d\nhttp://127.0.0.1:%d/live/%s%d?%s\n' "$2" "$i" "$SOURCE_PORT" "$2" "$i" "$3"
    done
}

# serve_list FILE CONNECTIONS: a new server whose provider has that list and allows so many connections, and the subscriber
# bench, who may watch as often as he likes. PROVIDER is the provider, the channels' ids begin with FIRST and have no gap.
serve_list() {
    local ids
    rm -rf "$WORK/data"
    MASTHEAD_HEAP=128m start_server "$WORK/data"
    PROVIDER=$(operate POST /api/providers -H "$JSON" -d '{"name":"bench","kind":"m3u","url":"http://127.0.0.1:9/","maxConnections":'"$2"'}' | jq .id)
    operate PUT "/api/providers/$PROVIDER/list" -T "$1" >/dev/null
    operate POST /api/subscribers -H "$JSON" -d '{"username":"bench","password":"bench","maxConnections":5000}' >/dev/null
    ids=$(curl -fsS "$BASE/get.php?username=bench&password=bench&type=m3u_plus&output=ts" | sed -n 's|^http.*/\([0-9]*\)\.ts.*|\1|p' | sort -n)
    FIRST=$(head -1 <<<"$ids")
    [[ $(($(tail -1 <<<"$ids") - FIRST + 1)) == $(wc -l <<<"$ids") ]] || { echo "the channels' ids have gaps" >&2 && exit 1; }
    STREAMS=$BASE/live/bench/bench/%d.ts STREAM=$BASE/live/bench/bench/$FIRST.ts
}

# A server with one channel of 8 Mbit/s.
start_streaming_server() {
    list_of 1 one mbps=8 >"$WORK/one.m3u"
    serve_list "$WORK/one.m3u" 1
    # One viewer keeps the channel on air: the others' first byte is then the server's, not the next key frame of the source.
    curl -s -o /dev/null "$STREAM" &
    CHILDREN+=($!)
}

metric() { # NAME: its value now
    curl -fs "$BASE/metrics" | awk -v name="$1" '$1 == name { printf "%.0f\n", $2 }'
}

# load NAME PID URL VIEWERS [tsload arguments]: one run; its JSON goes to NAME.json in a folder of all runs.
load() {
    curl -fs "http://127.0.0.1:$SOURCE_PORT/reset" >/dev/null
    "$TOOLS/tsload" -n "$4" -r 250 -t "$WINDOW" --check 20 --pid "server=$2" --stats "http://127.0.0.1:$SOURCE_PORT/stats" \
        "${@:5}" "$3" >>"$WORK/$1.json"
    [[ $2 != "$SERVER" ]] || kill -0 "$SERVER" 2>/dev/null || stop_server
}

# What the compiler takes in a server's first minutes is not the price of a viewer: warm URL VIEWERS [tsload arguments]
warm() {
    local run
    for ((run = 0; run < 5; run++)); do
        load warm "$SERVER" "$@"
    done
}

figure() { # NAME JQ-PATH: the median of all runs of NAME
    jq -r "$2" "$WORK/$1.json" | median
}

worst() { # NAME JQ-PATH: the largest of all runs of NAME
    jq -r "$2" "$WORK/$1.json" | sort -n | tail -1
}

load_fanout() { # NAME VIEWERS
    "$TOOLS/fanout" -l "$FANOUT_PORT" -b 50 -u "$SOURCE_PORT/live/2?mbps=8" 2>"$WORK/fanout.log" &
    local fanout=$!
    CHILDREN+=("$fanout")
    sleep 0.5
    load "$1" "$fanout" "http://127.0.0.1:$FANOUT_PORT/" "$2"
    end "$fanout" "$WORK/fanout.log"
}

broken() { # NAME: everything in a run that no viewer may see
    worst "$1" '.check | .cc_errors + .gaps + .lost + .backward + .bad_sync_bytes + .torn + .wrong_channel'
}

heap_mb() {
    "$JAVA_HOME/bin/jcmd" "$SERVER" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | head -1 | awk '{ printf "%d", $1 / 1024 }'
}

viewers() {
    start_streaming_server
    local n run name ours baseline
    warm "$STREAM" 1000
    warm "$STREAM" 200
    for n in 200 1000; do
        name=viewers-$n
        for ((run = 0; run < RUNS; run++)); do
            load_fanout "fanout-$n" "$n"
            load "$name" "$SERVER" "$STREAM" "$n"
        done
        ours=$(figure "$name" .cpu.server.s_per_gb) baseline=$(figure "fanout-$n" .cpu.server.s_per_gb)
        row "$n viewers: CPU-s/GB" "$ours"
        row "$n viewers: fanout -b 50, CPU-s/GB" "$baseline"
        row "$n viewers: ratio" "$(awk "BEGIN { printf \"%.2f\", $ours / $baseline }")" 1.25
        row "$n viewers: gaps, losses, torn packets" "$(broken "$name")" 0
        row "$n viewers: refused, closed early" "$(worst "$name" '.conn | .failed + .bad_status + .closed_early')" 0
        row "$n viewers: not started on a key frame" "$(worst "$name" '.start | .of - .on_keyframe')" 0
        row "$n viewers: upstream connections" "$(worst "$name" .stats.peak)" 1
        row "$n viewers: first byte p50, ms" "$(figure "$name" .ttfb_ms.p50)"
        row "$n viewers: first key frame p99, ms" "$(figure "$name" .ttfk_ms.p99)"
        row "$n viewers: latency p99, ms" "$(figure "$name" .latency_ms.p99)"
        row "$n viewers: resident, MB" "$(worst "$name" .cpu.server.rss_mb)" 400
        row "$n viewers: heap used, MB (-Xmx128m)" "$(heap_mb)" 128
    done
    stop_server
}

# ---- trickle: twenty who hardly read, among two hundred ----

trickle() {
    start_streaming_server
    local run
    load warm "$SERVER" "$STREAM" 200
    for ((run = 0; run < RUNS; run++)); do
        load alone "$SERVER" "$STREAM" 180
        load among "$SERVER" "$STREAM" 200 --slow 20
    done
    row "20 trickle readers: gaps of the other 180" "$(broken among)" 0
    row "20 trickle readers: latency p99 of the others, ms" "$(figure among .latency_ms.p99)"
    row "without them: latency p99, ms" "$(figure alone .latency_ms.p99)"
    row "20 trickle readers: longest freeze p99 of the others, ms" "$(figure among .freeze_ms.p99)"
    row "without them: longest freeze p99, ms" "$(figure alone .freeze_ms.p99)"
    row "20 trickle readers: resident, MB" "$(worst among .cpu.server.rss_mb)" 400
    stop_server
}

# ---- catalog: fifty thousand channels ----

catalog() {
    local provider began list lists=() i before after
    rm -rf "$WORK/data"
    awk 'BEGIN { print "#EXTM3U"; for (i = 1; i <= 50000; i++) printf "#EXTINF:-1 tvg-id=\"ch%d.example\" tvg-logo=\"http://logos.example/%d.png\" group-title=\"Group %d\",Channel %d HD\nhttp://127.0.0.1:9/live/u/p/%d.ts\n", i, i, i % 200, i, i }' >"$WORK/large.m3u"
    start_server "$WORK/data"
    provider=$(operate POST /api/providers -H "$JSON" -d '{"name":"large","kind":"m3u","url":"http://127.0.0.1:9/","maxConnections":1}' | jq .id)
    began=$(millis)
    operate PUT "/api/providers/$provider/list" -T "$WORK/large.m3u" >"$WORK/outcome.json"
    row "50,000 channels: import, ms" $(($(millis) - began)) 10000
    stop_server
    began=$(millis)
    start_server "$WORK/data"
    row "50,000 channels: start to first login, ms" $(($(millis) - began)) 3000
    list="$BASE/player_api.php?username=admin&password=$PASSWORD&action=get_live_streams"
    [[ $(curl -fsS "$list" | jq length) == 50000 ]] || { echo "not 50,000 channels; the import said: $(cat "$WORK/outcome.json")" >&2 && exit 1; }
    for ((i = 0; i < 20; i++)); do
        lists+=("$(curl -fsS -o /dev/null -w '%{time_starttransfer}' "$list" | awk '{ print $1 * 1000 }')")
    done
    row "50,000 channels: get_live_streams first byte, ms" "$(printf '%s\n' "${lists[@]}" | median)" 10
    for i in plain gzip; do
        before=$(cpu_ms)
        ask_often "$i" "$list"
        after=$(cpu_ms)
        row "50,000 channels: CPU of a repeated answer, $i, ms" "$(awk "BEGIN { printf \"%.1f\", ($after - $before) / 100 }")" \
            "$([[ $i == plain ]] || echo 5)"
    done
    row "50,000 channels: resident, MB" "$("$HERE/tools/cpu.sh" "$SERVER" | jq .rss_mb)"
    stop_server
}

# ---- matching: every channel against every channel of a guide ----

# Names of 10,000 channels in the ways of lists: a third of them with their ids, and a third that no guide has.
matching_list() {
    awk 'BEGIN {
        split("IT DE FR UK ES PL TR SE", country); split("HD FHD 4K HEVC RAW SD UHD BACKUP", quality)
        split("Sport Cinema News Kids Music Nature Drama Series", genre)
        print "#EXTM3U"
        for (i = 1; i <= 10000; i++) {
            c = country[i % 8 + 1]; g = genre[int(i / 8) % 8 + 1]; n = int(i / 64)
            id = i % 3 ? "" : sprintf("Harbour%s%d.%s", g, n, tolower(c))
            name = i % 3 == 1 ? sprintf("Lighthouse %s Number%d", g, i) : sprintf("Harbour %s %d", g, n)
            printf "#EXTINF:-1 tvg-id=\"%s\" group-title=\"%s | %s\",%s: %s %s\nhttp://127.0.0.1:9/live/u/p/%d.ts\n", id, c, g, c, toupper(name), quality[i % 7 + 1], i
        }
    }'
}

# A guide of 20,000 channels with a programme each: those of the list, and as many others.
matching_guide() {
    awk -v day="$(date -u +%Y%m%d)" 'BEGIN {
        split("it de fr uk es pl tr se", country); split("Sport Cinema News Kids Music Nature Drama Series", genre)
        print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv>"
        for (i = 1; i <= 20000; i++) {
            c = country[i % 8 + 1]; g = genre[int(i / 8) % 8 + 1]; n = int(i / 64)
            printf "<channel id=\"Harbour%s%d.%s\"><display-name>Harbour %s %d</display-name></channel>\n", g, n, c, g, n
        }
        for (i = 1; i <= 20000; i++) {
            c = country[i % 8 + 1]; g = genre[int(i / 8) % 8 + 1]; n = int(i / 64)
            printf "<programme channel=\"Harbour%s%d.%s\" start=\"%s000000 +0000\" stop=\"%s235900 +0000\"><title>All day</title></programme>\n", g, n, c, day, day
        }
        print "</tv>"
    }'
}

matching() {
    local provider guide deadline told
    rm -rf "$WORK/data"
    matching_list >"$WORK/list.m3u"
    matching_guide >"$WORK/guide.xml"
    start_server "$WORK/data"
    provider=$(operate POST /api/providers -H "$JSON" -d '{"name":"names","kind":"m3u","url":"http://127.0.0.1:9/","maxConnections":1}' | jq .id)
    operate PUT "/api/providers/$provider/list" -T "$WORK/list.m3u" >"$WORK/outcome.json"
    guide=$(operate POST /api/guide/sources -H "$JSON" -d '{"name":"guide"}' | jq .id)
    operate PUT "/api/guide/sources/$guide/guide" -T "$WORK/guide.xml" >"$WORK/outcome.json"
    deadline=$((SECONDS + 60))
    until [[ $(operate GET '/api/guide/matches?state=applied&limit=1' | jq .total) -gt 6000 ]]; do
        [[ $SECONDS -lt $deadline ]] || { echo "not matched: $(cat "$WORK/outcome.json")" >&2 && exit 1; }
        sleep 0.2
    done
    told=$(grep 'Channels are matched' "$WORK/server.log" | tail -1 | sed 's/.*millis=\"*\([0-9]*\).*/\1/')
    row "10,000 channels matched to 20,000 guide ids, ms" "$told" 5000
    row "resident after it, MB" "$("$HERE/tools/cpu.sh" "$SERVER" | jq .rss_mb)"
    stop_server
}

ask_often() { # plain|gzip URL: a hundred times
    local i options=() urls=()
    [[ $1 == plain ]] || options=(-H 'Accept-Encoding: gzip')
    for ((i = 0; i < 100; i++)); do
        urls+=(-o /dev/null "$2")
    done
    curl -fsS --rate 20/s "${options[@]}" "${urls[@]}" # more is refused with 429
}

cpu_ms() {
    "$HERE/tools/cpu.sh" "$SERVER" | jq '.cpu_s * 1000'
}

# ---- start: from an empty database to the first answered login ----

start_once() { # NAME: appends the milliseconds to NAME
    local began
    rm -rf "$WORK/data"
    began=$(millis)
    start_server "$WORK/data"
    echo $(($(millis) - began)) >>"$WORK/$1"
    stop_server
}

start() {
    local run
    for ((run = 0; run < RUNS; run++)); do
        MASTHEAD_JAVA_OPTS=-XX:AOTMode=off start_once without
        [[ ! -f $PROGRAM_HOME/lib/masthead.aot ]] || start_once with
    done
    [[ ! -f $WORK/with ]] || row "empty database to first login, AOT cache, ms" "$(median <"$WORK/with")" 1500
    row "empty database to first login, no AOT cache, ms" "$(median <"$WORK/without")"
}

# shellcheck source=bench/live.sh
source "$HERE/live.sh"
# shellcheck source=bench/guide.sh
source "$HERE/guide.sh"
# shellcheck source=bench/provider.sh
source "$HERE/provider.sh"
# shellcheck source=bench/pages.sh
source "$HERE/pages.sh"

# ---- all of it ----

report() {
    local cpu
    cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
    printf '\n## %s\n\n' "$(date -u '+%Y-%m-%d %H:%M UTC')"
    printf '%s, %s processors, Linux %s, Java %s; commit %s; medians of %s runs of %s s, worst run for errors and memory.\n\n' \
        "${cpu:-unknown processor}" "$(nproc)" "$(uname -r)" "$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")" \
        "$(git -C "$HERE" rev-parse --short HEAD 2>/dev/null || echo unknown)" "$RUNS" "$WINDOW"
    printf '| what | measured | asked | |\n|---|---|---|---|\n'
    printf '%s\n' "${ROWS[@]}"
}

main() {
    local scenarios=() word tool
    for word in "$@"; do
        case $word in
            --quick) RUNS=1 WINDOW=5 ZAPS=1000 SOAK_MINUTES=${BENCH_SOAK_MINUTES:-1} ;;
            --record) RECORD=true ;;
            *)
                [[ " ${SCENARIOS[*]} " == *" $word "* ]] || {
                    echo "bench: no scenario '$word'; there are ${SCENARIOS[*]}" >&2
                    exit 1
                }
                scenarios+=("$word")
                ;;
        esac
    done
    for tool in cc curl jq; do
        command -v "$tool" >/dev/null || { echo "bench: $tool is missing: apt install gcc curl jq" >&2 && exit 1; }
    done
    ulimit -n 16384 2>/dev/null || true
    trap finish EXIT
    compile_tools
    [[ ${#scenarios[@]} -gt 0 ]] || scenarios=("${SCENARIOS[@]}")
    start_source
    for word in "${scenarios[@]}"; do
        "$word"
    done
    report | tee "$WORK/report.md"
    [[ $RECORD == false ]] || cat "$WORK/report.md" >>"$HERE/RESULTS.md"
    exit "$VERDICT"
}

main "$@"
