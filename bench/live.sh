# The live engine's scenarios; run.sh reads this file.
# shellcheck shell=bash

# ---- channels: a hundred of them, with ten viewers each, beside fanout ----

# 2 Mbit/s a channel: source, server and a thousand viewers fit a machine of two processors, and ten seconds of all rings fit
# their default budget.
channels() {
    local run ours baseline fanout
    list_of 100 many mbps=2 >"$WORK/many.m3u"
    serve_list "$WORK/many.m3u" 100
    warm "$STREAMS" 1000 -c 100 --first "$FIRST"
    for ((run = 0; run < RUNS; run++)); do
        "$TOOLS/fanout" -l "$FANOUT_PORT" -b 50 -n 100 -R 4 -u "$SOURCE_PORT/live/fan%d?mbps=2" 2>"$WORK/fanout.log" &
        fanout=$!
        CHILDREN+=("$fanout")
        sleep 1
        load fanout-channels "$fanout" "http://127.0.0.1:$FANOUT_PORT/%d" 1000 -c 100
        end "$fanout" "$WORK/fanout.log"
        load channels "$SERVER" "$STREAMS" 1000 -c 100 --first "$FIRST"
    done
    ours=$(figure channels .cpu.server.s_per_gb) baseline=$(figure fanout-channels .cpu.server.s_per_gb)
    row "100 channels of 2 Mbit/s, 10 viewers each: CPU-s/GB" "$ours"
    row "100 channels: fanout -b 50, CPU-s/GB" "$baseline"
    row "100 channels: ratio" "$(awk "BEGIN { printf \"%.2f\", $ours / $baseline }")" 1.5
    row "100 channels: gaps, losses, torn packets" "$(broken channels)" 0
    row "100 channels: refused, closed early" "$(worst channels '.conn | .failed + .bad_status + .closed_early')" 0
    row "100 channels: not started on a key frame" "$(worst channels '.start | .of - .on_keyframe')" 0
    row "100 channels: upstream connections" "$(worst channels .stats.peak)" 100
    row "100 channels: latency p99, ms" "$(figure channels .latency_ms.p99)"
    row "100 channels: resident, MB" "$(worst channels .cpu.server.rss_mb)"
    stop_server
}

# ---- zap: from the request to the first key frame ----

zap() {
    local run zaps=40
    start_streaming_server
    load zap-first "$SERVER" "$STREAM" 200 # compiles what a zap runs through
    for ((run = 0; run < RUNS; run++)); do
        "$TOOLS/tsload" -n 200 -r 50 -t 1 -S 1 "$STREAM" >>"$WORK/zap-warm.json"
    done
    row "warm zap, 200 viewers at 50 a second: first key frame p50, ms" "$(figure zap-warm .ttfk_ms.p50)" 5
    row "warm zap: first key frame p99, ms" "$(figure zap-warm .ttfk_ms.p99)" 50
    row "warm zap: refused, closed early" "$(worst zap-warm '.conn | .failed + .bad_status + .closed_early')" 0
    stop_server
    # Every cold zap is the first to its channel. A second viewer goes to the source itself at the same moment; both see the same
    # key frames, so he who sees one later lost that time on the way.
    list_of $((zaps * (RUNS + 1))) zap mbps=8 >"$WORK/zap.m3u"
    serve_list "$WORK/zap.m3u" 0
    for ((run = 0; run <= RUNS; run++)); do
        "$TOOLS/tsload" -n "$zaps" -r 5 -t 4 -S 0 --until-key -c "$zaps" --first $((FIRST + run * zaps)) \
            --beside "http://127.0.0.1:$SOURCE_PORT/live/direct%d?mbps=8" "$STREAMS" >>"$WORK/zap-cold.json"
        [[ $run != 0 ]] || : >"$WORK/zap-cold.json" # the first only warms up
    done
    row "cold zap: first key frame p50, ms" "$(figure zap-cold .ttfk_ms.p50)"
    row "cold zap: later than a direct viewer, p50, ms" "$(figure zap-cold .beside_ms.p50)" 20
    row "cold zap: later than a direct viewer, p90, ms" "$(figure zap-cold .beside_ms.p90)"
    row "cold zap: pairs without a picture" "$(worst zap-cold "$zaps - .beside_ms.n")" 0
    stop_server
}

# ---- failover: the first feed stops dead, its socket stays open ----

# Twenty channels with two feeds each. The first ones stop after six seconds; each has started at another moment.
failover() {
    local run channel i second
    list_of 20 second mbps=4 >"$WORK/second.m3u"
    list_of 20 first 'mbps=4&stall_after=6000' >"$WORK/first.m3u"
    for ((run = 0; run < RUNS; run++)); do
        serve_list "$WORK/first.m3u" 0
        second=$(operate POST /api/providers -H "$JSON" -d '{"name":"second","kind":"m3u","url":"http://127.0.0.1:9/","maxConnections":0}' | jq .id)
        operate PUT "/api/providers/$second/list" -T "$WORK/second.m3u" >/dev/null
        operate GET '/api/channels?limit=100' >"$WORK/all.json"
        for ((i = 1; i <= 20; i++)); do
            channel=$(feed_of "first $i" .id)
            operate PUT "/api/channels/$channel/feeds" -H "$JSON" \
                -d "{\"feeds\":[$(feed_of "first $i" '.feeds[0].id'),$(feed_of "second $i" '.feeds[0].id')]}" >/dev/null
        done
        "$TOOLS/tsload" -n 20 -c 20 --first "$FIRST" -r 10 -S 0 -t 14 --check --switches "$STREAMS" >>"$WORK/failover.json"
        # From the last bytes of a first feed to the next connection at its second one.
        curl -fs "http://127.0.0.1:$SOURCE_PORT/log" | jq -c '[.[] | select(.path | test("/(first|second)"))] | group_by(.path | gsub("[^0-9]"; ""))
            | map((map(select(.path | test("first"))) | min_by(.opened).last) as $dead
                | (map(select((.path | test("second")) and .opened > $dead)) | min_by(.opened).opened) - $dead)
            | map(. * 10 | round / 10) | {n: length, worst: max, all: .}' >>"$WORK/opened.json"
        stop_server
    done
    row "failover: switches seen by 20 viewers, of 20" "$(jq .switches.n "$WORK/failover.json" | sort -n | head -1)"
    row "failover: viewers without a picture of the next feed" "$(worst failover '20 - .switches.n')" 0
    row "failover: next feed opened after the last good packet, median, ms" "$(jq '.all[]' "$WORK/opened.json" | median)"
    row "failover: next feed opened after the last good packet, worst, ms" "$(worst opened .worst)" 2500
    row "failover: resumed on other than a key frame" "$(worst failover '.switches | .n - .on_keyframe')" 0
    row "failover: picture stood, p50, ms (a key frame every 2 s)" "$(figure failover .switches.stood_ms.p50)" 4500
    row "failover: picture stood, worst, ms" "$(worst failover .switches.stood_ms.max)" 4600
    row "failover: continuity errors, torn packets" "$(broken failover)" 0
    row "failover: viewers lost" "$(worst failover '.conn | .failed + .bad_status + .closed_early')" 0
}

feed_of() { # CHANNEL-NAME JQ-PATH
    jq --arg name "$1" ".items[] | select(.name == \$name) | $2" "$WORK/all.json"
}

# ---- hls: the same ring, as segments ----

hls() {
    local run n=200
    start_streaming_server
    "$TOOLS/hlsload" -n "$n" -r 100 -t 5 "${STREAM%.ts}.m3u8" >/dev/null
    for ((run = 0; run < RUNS; run++)); do
        "$TOOLS/hlsload" -n "$n" -r 100 -t $((WINDOW * 3)) --pid "server=$SERVER" "${STREAM%.ts}.m3u8" >>"$WORK/hls.json"
    done
    row "$n HLS readers of 8 Mbit/s: stalls" "$(worst hls .stalls)" 0
    row "$n HLS readers: without a picture" "$(worst hls .never_played)" 0
    row "$n HLS readers: playlists and segments refused, torn, missed" "$(worst hls '.bad_playlist + .bad_segment + .torn + .lost')" 0
    row "$n HLS readers: behind the live edge, p50, segments" "$(figure hls '.behind_s.p50 / .target_s')"
    row "$n HLS readers: CPU-s/GB" "$(figure hls .cpu.server.s_per_gb)"
    row "$n HLS readers: resident, MB" "$(worst hls .cpu.server.rss_mb)"
    stop_server
}

# ---- acestream: the same stream from an engine, and from an address ----

# The source is the engine as well, so both streams are made by the same program at the same price; the two channels are
# measured in turns in one server.
acestream() {
    local run name ace web ratio
    {
        list_of 1 web mbps=8
        printf '#EXTINF:-1 group-title="Bench",ace 1\nacestream:?infohash=%s\n' 0123456789abcdef0123456789abcdef01234567
    } >"$WORK/acestream.m3u"
    MASTHEAD_ACESTREAM_ENGINES=127.0.0.1:$SOURCE_PORT serve_list "$WORK/acestream.m3u" 0
    operate GET '/api/channels?limit=10' >"$WORK/all.json"
    web=${STREAMS/\%d/$(feed_of 'web 1' .id)} ace=${STREAMS/\%d/$(feed_of 'ace 1' .id)}
    for name in "$web" "$ace"; do
        curl -s -o /dev/null "$name" & # keeps the channel on air between the runs
        CHILDREN+=($!)
        warm "$name" 200
    done
    for ((run = 0; run < RUNS; run++)); do
        load acestream-web "$SERVER" "$web" 200
        load acestream "$SERVER" "$ace" 200
    done
    ratio=$(awk "BEGIN { printf \"%.2f\", $(figure acestream .cpu.server.s_per_gb) / $(figure acestream-web .cpu.server.s_per_gb) }")
    row "200 viewers of an AceStream content: CPU-s/GB" "$(figure acestream .cpu.server.s_per_gb)"
    row "200 viewers of an HTTP stream in the same server: CPU-s/GB" "$(figure acestream-web .cpu.server.s_per_gb)"
    row "AceStream: ratio" "$ratio" 1.10
    row "AceStream: gaps, losses, torn packets" "$(broken acestream)" 0
    row "AceStream: refused, closed early" "$(worst acestream '.conn | .failed + .bad_status + .closed_early')" 0
    row "AceStream: upstream connections, both channels" "$(worst acestream .stats.peak)" 2
    stop_server
}

# ---- churn: ten thousand zaps, and everybody may die at any moment ----

add_subscribers() { # COUNT: s1, s2 ... with one connection each
    local i
    for ((i = 1; i <= $1; i++)); do
        operate POST /api/subscribers -H "$JSON" -d "{\"username\":\"s$i\",\"password\":\"s$i\",\"maxConnections\":1}" >/dev/null
    done
}

# Closes and freezes sources and ends viewers at random until the file $WORK/peace appears.
# shellcheck disable=SC2317 # runs in the background
strike() {
    local turn=0 viewer
    until [[ -e $WORK/peace ]]; do
        curl -fs "http://127.0.0.1:$SOURCE_PORT/kill?n=1" >/dev/null || true
        ((++turn % 4)) || curl -fs "http://127.0.0.1:$SOURCE_PORT/freeze?n=1" >/dev/null || true
        viewer=$(operate GET /api/relays 2>/dev/null | jq '[.. | .viewers? // empty | .[].id] | if length > 0 then .[now * 1000 % length | floor] else empty end' || true)
        [[ -z $viewer ]] || operate DELETE "/api/viewers/$viewer" >/dev/null 2>&1 || true
        sleep 0.5
    done
}

# Resident megabytes of the server, twice a second, until $WORK/peace appears.
# shellcheck disable=SC2317 # runs in the background
watch_memory() { # FILE
    until [[ -e $WORK/peace ]]; do
        awk '/^VmRSS/ { print $2 / 1000 }' "/proc/$SERVER/status" >>"$1" 2>/dev/null || true
        sleep 0.5
    done
}

growth() { # FILE: by how much the mean of the last tenth is above that of the first, in percent
    awk '{ v[NR] = $1 } END { n = int(NR / 10); if (n < 1) n = 1
        for (i = 1; i <= n; i++) { a += v[i]; b += v[NR + 1 - i] }
        g = (b / a - 1) * 100; printf "%.2f", (g > 0 ? g : 0) }' "$1"
}

# Waits until nobody watches and no channel lingers; what is still held then is leaked.
all_gone() { # NAME
    local deadline=$((SECONDS + 40))
    until [[ $(metric masthead_relays) == 0 && $(metric masthead_seats_taken) == 0 ]] || [[ $SECONDS -ge $deadline ]]; do
        sleep 0.5
    done
    row "$1: leaked seats" "$(metric masthead_seats_taken)" 0
    row "$1: leaked provider slots" "$(metric masthead_provider_slots)" 0
    row "$1: viewers and relays left over" "$(($(metric masthead_viewers) + $(metric masthead_relays)))" 0
    row "$1: bytes left in rings" "$(metric masthead_relay_ring_bytes)" 0
    row "$1: connections left at the source" "$(curl -fs "http://127.0.0.1:$SOURCE_PORT/stats" | jq .active)" 0
}

# The whole heap is touched at the start: what grows after that is a leak, or a pool that has not seen its peak.
churn() {
    local striker watcher
    list_of 40 churn 'mbps=1&key=500' >"$WORK/churn.m3u"
    MASTHEAD_JAVA_OPTS='-Xms128m -XX:+AlwaysPreTouch' serve_list "$WORK/churn.m3u" 20
    add_subscribers 50
    curl -fs "http://127.0.0.1:$SOURCE_PORT/reset" >/dev/null
    rm -f "$WORK/peace"
    strike &
    striker=$!
    "$TOOLS/zapper" -u 50 -c 40 --first "$FIRST" -n $((ZAPS * 2)) -r 100 -e 1 "$BASE/live/s%u/s%u/%d.ts" >/dev/null # warms up
    watch_memory "$WORK/churn-memory" &
    watcher=$!
    "$TOOLS/zapper" -u 50 -c 40 --first "$FIRST" -n "$ZAPS" -r 100 -e 2 "$BASE/live/s%u/s%u/%d.ts" >"$WORK/churn.json"
    touch "$WORK/peace"
    wait "$striker" "$watcher" || true
    row "$ZAPS zaps of 50 subscribers: pictures" "$(jq .ok "$WORK/churn.json")"
    row "churn: other answers" "$(jq -r '.status | del(."200", ."206") | to_entries | map("\(.value) × \(.key)") | join(", ") | if . == "" then "none" else . end' "$WORK/churn.json")"
    row "churn: requests left without an answer" "$(jq '.unanswered + .failed' "$WORK/churn.json")"
    row "churn: answer p50, ms" "$(jq .answer_ms.p50 "$WORK/churn.json")"
    row "churn: connections at the source at once, of 20 allowed" "$(curl -fs "http://127.0.0.1:$SOURCE_PORT/stats" | jq .peak)" 20
    row "churn: growth of resident memory, %" "$(growth "$WORK/churn-memory")" 2
    all_gone churn
    stop_server
}

# ---- soak: everything at once, for long ----

soak() {
    local seconds=$((SOAK_MINUTES * 60)) watcher zapper steady hls warm
    warm=$((seconds / 5))
    list_of 20 soak mbps=2 >"$WORK/soak.m3u"
    MASTHEAD_JAVA_OPTS='-Xms128m -XX:+AlwaysPreTouch' serve_list "$WORK/soak.m3u" 0
    add_subscribers 30
    rm -f "$WORK/peace" "$WORK/soak-memory"
    "$TOOLS/tsload" -n 110 -c 10 --first "$FIRST" -r 50 -S 5 -t $((seconds + warm)) --check 20 --slow 5 "$STREAMS" >"$WORK/steady.json" &
    steady=$!
    "$TOOLS/zapper" -u 30 -c 20 --first "$FIRST" -n $(((seconds + warm) * 20)) -r 20 "$BASE/live/s%u/s%u/%d.ts" >"$WORK/restless.json" &
    zapper=$!
    sleep 10 # who comes to a channel off air finds one segment, and stands until there are more: that is cold zap, not soak
    "$TOOLS/hlsload" -n 20 -c 10 --first "$FIRST" -r 20 -t $((seconds + warm - 10)) "${STREAMS%.ts}.m3u8" >"$WORK/soak-hls.json" &
    hls=$!
    CHILDREN+=("$steady" "$zapper" "$hls")
    sleep $((warm - 10))
    watch_memory "$WORK/soak-memory" &
    watcher=$!
    wait "$steady" "$zapper" "$hls" || true
    touch "$WORK/peace"
    wait "$watcher" || true
    row "soak, $SOAK_MINUTES minutes: gaps, losses, torn packets of steady viewers" "$(broken steady)" 0
    row "soak: viewers lost, refused" "$(jq '.conn | .failed + .bad_status + .closed_early' "$WORK/steady.json")" 0
    row "soak: zaps with a picture" "$(jq .ok "$WORK/restless.json")"
    row "soak: zaps without an answer" "$(jq '.unanswered + .failed' "$WORK/restless.json")" 0
    row "soak: stalls of 20 HLS readers" "$(jq .stalls "$WORK/soak-hls.json")" 0
    row "soak: HLS readers without a picture, answers refused, torn, missed" \
        "$(jq '.never_played + .bad_playlist + .bad_segment + .torn + .lost' "$WORK/soak-hls.json")" 0
    row "soak: growth of resident memory, %" "$(growth "$WORK/soak-memory")" 2
    all_gone soak
    stop_server
}
