# The scenario of the dashboard's pages; run.sh reads this file.
# shellcheck shell=bash

# ---- pages: every page of 50,000 channels, 150,000 movies and 10,000 guide channels ----

pages() {
    local live=50000 movies=150000 series=30000 channels=10000 programmes=500000 id source waited=0 name median first kb
    command -v python3 >/dev/null || { echo "bench: pages needs python3" >&2 && exit 1; }
    [[ $RUNS != 1 ]] || live=5000 movies=15000 series=3000 channels=1000 programmes=50000
    python3 "$HERE/guide.py" --channels "$channels" --programmes "$programmes" --ids 'tv%d.example' --output "$WORK/pages.xml"
    start_panel --live "$live" --movies "$movies" --series "$series"
    rm -rf "$WORK/data"
    start_server "$WORK/data"
    id=$(operate POST /api/providers -H "$JSON" -d '{"name":"panel","kind":"xtream","url":"http://127.0.0.1:'"$PANEL_PORT"'/player_api.php?username=bench&password=bench"}' | jq .id)
    operate POST "/api/providers/$id/import" -m 600 >"$WORK/import.json"
    source=$(operate POST /api/guide/sources -H "$JSON" -d '{"name":"bench","url":"'"$WORK"'/pages.xml","refreshSeconds":null}' | jq .id)
    operate POST "/api/guide/sources/$source/refresh?wait=1" >"$WORK/guide.json"
    until [[ $(operate GET /api/guide/status | jq .withGuide) -ge $((live / 4)) ]]; do
        [[ $((waited++)) -lt 120 ]] || { echo "the channels are not matched" >&2 && exit 1; }
        sleep 0.5
    done
    # Under load everybody waits: these are answers to one operator.
    python3 "$HERE/pages.py" --base "$BASE" --password "$PASSWORD" --times $((RUNS * 3)) >"$WORK/pages.tsv"
    while IFS=$'\t' read -r name median first kb; do
        row "$name: median, ms" "$median" 100
        row "$name: asked for first, ms" "$first"
        row "$name: KB" "$kb" 300
    done <"$WORK/pages.tsv"
    row "pages: most memory at any time, MB" "$(peak_mb)" 512
    stop_server
    end "$PANEL" /dev/null
}
