# The guide's scenario; run.sh reads this file.
# shellcheck shell=bash

# ---- guide: 2,000,000 programmes of 10,000 channels come in while 200 viewers watch ----

# The guide of today, made once a day: the server drops what is over.
guide_file() { # CHANNELS PROGRAMMES: prints its path
    local file
    file=$TOOLS/guide-$1-$2-$(date -u +%Y%m%d).xml
    if [[ ! -f $file ]]; then
        rm -f "$TOOLS"/guide-*.xml
        python3 "$HERE/guide.py" --channels "$1" --programmes "$2" --ids 'tv%05d.example' --output "$file.part"
        mv "$file.part" "$file"
    fi
    echo "$file"
}

guide() {
    local channels=10000 programmes=2000000 file source began took kept load waited=0 asked
    command -v python3 >/dev/null || { echo "bench: guide needs python3" >&2 && exit 1; }
    [[ $RUNS != 1 ]] || channels=1000 programmes=200000
    file=$(guide_file "$channels" "$programmes")
    {
        list_of 1 one mbps=8
        # Names of letters: a number that the guide's own name lacks would make the matching ask.
        awk -v n="$channels" 'BEGIN {
            for (i = 1; i <= n; i++) {
                name = ""
                for (left = i; left > 0; left = int(left / 26)) name = name sprintf("%c", 97 + left % 26)
                printf "#EXTINF:-1 tvg-id=\"tv%05d.example\" group-title=\"Guide\",Station %s\nhttp://127.0.0.1:9/live/u/p/%d.ts\n", i, name, i
            }
        }'
    } >"$WORK/guide.m3u"
    rm -rf "$WORK/data"
    # One subscriber asks as a houseful does.
    MASTHEAD_XTREAM_REQUESTS_PER_SECOND=100000 MASTHEAD_XTREAM_REQUEST_BURST=100000 start_server "$WORK/data"
    PROVIDER=$(operate POST /api/providers -H "$JSON" -d '{"name":"bench","kind":"m3u","url":"http://127.0.0.1:9/","maxConnections":1}' | jq .id)
    operate PUT "/api/providers/$PROVIDER/list" -T "$WORK/guide.m3u" >/dev/null
    operate POST /api/subscribers -H "$JSON" -d '{"username":"bench","password":"bench","maxConnections":5000}' >/dev/null
    FIRST=$(operate GET '/api/channels?search=one%201' | jq '.items[0].id')
    STREAM=$BASE/live/bench/bench/$FIRST.ts
    warm "$STREAM" 200
    # They watch until the guide is in, and zaps go on beside them.
    WINDOW=90 load guide-viewers "$SERVER" "$STREAM" 200 &
    load=$!
    sleep 6
    source=$(operate POST /api/guide/sources -H "$JSON" -d '{"name":"bench","url":"'"$file"'","refreshSeconds":null}' | jq .id)
    began=$(millis)
    operate POST "/api/guide/sources/$source/refresh?wait=1" >"$WORK/guide.json" &
    asked=$!
    # One run as long as the import, or its p99 would be the slowest of a few.
    "$TOOLS/tsload" -n $((50 * (channels / 1000 + 5))) -r 50 -t 1 -S 0 --until-key "$STREAM" >"$WORK/guide-zap.json"
    wait "$asked" || { echo "the guide was not read: $(operate GET "/api/guide/sources/$source")" >&2 && exit 1; }
    took=$(($(millis) - began))
    kept=$(jq .programmes "$WORK/guide.json")
    row "guide of $((programmes / 1000)) thousand programmes, $(($(stat -c %s "$file") / 1000000)) MB: read in, ms" "$took"
    row "guide: programmes kept" "$kept"
    row "guide: ms for 60,000 programmes" "$(awk "BEGIN { printf \"%.0f\", $took * 60000 / $programmes }")" 1000
    wait "$load" || true
    row "guide: 200 viewers meanwhile, gaps, losses, torn packets" "$(broken guide-viewers)" 0
    row "guide: refused, closed early" "$(worst guide-viewers '.conn | .failed + .bad_status + .closed_early')" 0
    row "guide: warm zap p99 meanwhile, first key frame, ms" "$(worst guide-zap .ttfk_ms.p99)" 50
    until [[ $(operate GET /api/guide/status | jq .withGuide) -ge $((channels * 9 / 10)) ]]; do
        [[ $((waited++)) -lt 60 ]] || { echo "the channels are not matched" >&2 && exit 1; }
        sleep 0.5
    done
    "$TOOLS/asker" -r 500 -t 3 -n "$channels" -f $((FIRST + 1)) \
        "$BASE/player_api.php?username=bench&password=bench&action=get_short_epg&stream_id=%d" >/dev/null # compiles what it runs through
    "$TOOLS/asker" -r 500 -t "$((3 * WINDOW))" -n "$channels" -f $((FIRST + 1)) \
        "$BASE/player_api.php?username=bench&password=bench&action=get_short_epg&stream_id=%d" >"$WORK/asker.json"
    row "guide: get_short_epg at 500 a second, p50, ms" "$(jq .ms.p50 "$WORK/asker.json")"
    row "guide: get_short_epg at 500 a second, p99, ms" "$(jq .ms.p99 "$WORK/asker.json")" 2
    row "guide: get_short_epg refused or empty" "$(jq '.failed + .empty' "$WORK/asker.json")" 0
    xmltv_rows
    xmltv_near_rows
    row "guide: most memory at any time, MB" "$(awk '/VmHWM/ { printf "%d", $2 * 1024 / 1000000 }' "/proc/$SERVER/status")" 512
    stop_server
}

# xmltv.php of all channels: once written, then sent again and again.
xmltv_rows() {
    local url="$BASE/xmltv.php?username=bench&password=bench" began times n=20 each
    began=$(millis)
    curl -fsS -H 'Accept-Encoding: gzip' -o "$WORK/guide.xml.gz" "$url"
    row "guide: xmltv.php asked for first: written and sent, ms" "$(($(millis) - began))"
    row "guide: xmltv.php gzipped, MB" "$(($(stat -c %s "$WORK/guide.xml.gz") / 1000000))"
    row "guide: xmltv.php is not whole" "$(gzip -dc "$WORK/guide.xml.gz" | tail -c 6 | grep -c '</tv>' | awk '{ print 1 - $1 }')" 0
    times=$(for ((each = 0; each < n; each++)); do
        curl -fsS -H 'Accept-Encoding: gzip' -o /dev/null -w '%{time_starttransfer}\n' "$url"
    done | sort -n | sed -n "$((n / 2))p")
    row "guide: xmltv.php, first byte p50, ms" "$(awk "BEGIN { printf \"%.1f\", $times * 1000 }")" 20
    sent_rows "guide: xmltv.php" "$url" "$WORK/guide.xml.gz"
}

# As many players ask: today and tomorrow.
xmltv_near_rows() {
    local url="$BASE/xmltv.php?username=bench&password=bench&prev_days=0&next_days=1"
    curl -fsS -H 'Accept-Encoding: gzip' -o "$WORK/near.xml.gz" "$url"
    row "guide: xmltv.php of a day, gzipped, MB" "$(($(stat -c %s "$WORK/near.xml.gz") / 1000000))"
    sent_rows "guide: xmltv.php of a day" "$url" "$WORK/near.xml.gz"
}

# Beside a bare sendfile(2) of the same file to the same reader, in turns: what the kernel takes for the bytes nobody can save.
sent_rows() { # NAME URL FILE
    local bare run ours limit
    rm -f "$WORK/sent-ours" "$WORK/sent-bare"
    "$TOOLS/sendfile" "$FANOUT_PORT" "$3" 2>"$WORK/sendfile.log" &
    bare=$!
    CHILDREN+=("$bare")
    sleep 0.5
    for ((run = 0; run < RUNS; run++)); do
        sent_ms "$bare" "http://127.0.0.1:$FANOUT_PORT/" >>"$WORK/sent-bare"
        sent_ms "$SERVER" "$2" >>"$WORK/sent-ours"
    done
    end "$bare" "$WORK/sendfile.log"
    ours=$(median <"$WORK/sent-ours") limit=$(median <"$WORK/sent-bare")
    row "$1, CPU ms a request" "$ours" 10
    row "$1: bare sendfile of the same file, CPU ms" "$limit"
    row "$1: ratio" "$(awk "BEGIN { printf \"%.2f\", $ours / $limit }")"
}

# CPU milliseconds that a process takes to send an answer: of ten.
sent_ms() { # PID URL
    local before each
    before=$(cpu_ticks "$1")
    for ((each = 0; each < 10; each++)); do
        curl -fsS -H 'Accept-Encoding: gzip' -o /dev/null "$2"
    done
    echo "$(($(cpu_ticks "$1") - before))" # a tick is ten milliseconds
}

# Hundredths of a second of processor that a process has used.
cpu_ticks() { # PID
    awk '{ print $14 + $15 }' "/proc/$1/stat"
}
