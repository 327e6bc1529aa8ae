#!/usr/bin/env bash
# Makes a slate: a short transport stream with words in it, which Masthead loops without a seam.
#
#   slate.sh [--second "LINE"] [--colour 0xRRGGBB] [--dots 1|3] "WORDS" FILE.ts
#
# Needs ffmpeg with libx264 and drawtext, and the DejaVu fonts (Debian: ffmpeg, fonts-dejavu-core); FONT=/path/of.ttf takes
# another font, for other scripts. The words are broken into lines of 26 characters, four lines at most.
#
# A slate loops without a seam because everything in it lasts exactly 6.4 s, which is 576,000 ticks of the 90 kHz clock:
#   video   160 frames at 25 fps, closed groups of 40, no B-frames, the first frame a key frame;
#   audio   300 AAC frames of 1,024 samples at 48 kHz, all of them silence.
set -euo pipefail
export LC_ALL=C.UTF-8 # letters are counted, not bytes

FONTS=/usr/share/fonts/truetype/dejavu
bold=${FONT:-$FONTS/DejaVuSans-Bold.ttf}
plain=${FONT:-$FONTS/DejaVuSans.ttf}
symbols=$FONTS/DejaVuSans.ttf
second='' colour=0xf59e0b dots=1

usage() {
    echo 'usage: slate [--second "LINE"] [--colour 0xRRGGBB] [--dots 1|3] "WORDS" FILE.ts' >&2
    exit 2
}

while [[ ${1:-} == --* ]]; do
    [[ $# -ge 2 ]] || usage
    case $1 in
        --second) second=$2 ;;
        --colour) [[ $2 =~ ^0x[0-9a-fA-F]{6}$ ]] || usage; colour=$2 ;;
        --dots) [[ $2 == [13] ]] || usage; dots=$2 ;;
        *) usage ;;
    esac
    shift 2
done
[[ $# == 2 && -n $1 && $2 == *.ts ]] || usage
words=$1 out=$2
command -v ffmpeg >/dev/null || { echo 'ffmpeg is missing: apt install ffmpeg (Debian, Ubuntu) or brew install ffmpeg (macOS)' >&2; exit 1; }
for font in "$bold" "$plain" "$symbols"; do
    [[ -r $font ]] || { echo "The font $font is missing: apt install fonts-dejavu-core, or name another with FONT=" >&2; exit 1; }
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# In the scratch folder, so that no path of it has to be quoted inside a filter.
run() { (cd "$scratch" && ffmpeg -nostdin -hide_banner -v error -y "$@"); }

# One file for each line: words of others are never part of a filter's text, and need no quoting.
lines=('')
read -ra each <<<"${words//$'\n'/ }"
for word in "${each[@]}"; do
    last=${lines[-1]}
    if [[ -n $last && $((${#last} + ${#word})) -ge 26 ]]; then
        lines+=("$word")
    else
        lines[-1]="$last${last:+ }$word"
    fi
done
lines=("${lines[@]:0:4}")
count=${#lines[@]}
top=$((360 - count * 44 - 10))
text="expansion=none:fontcolor=white"
picture="drawbox=x=0:y=0:w=1280:h=720:color=0x0b1220:t=fill"
picture+=",drawbox=x=96:y=$top:w=8:h=$((count * 88 + 4)):color=$colour:t=fill"
for ((i = 0; i < count; i++)); do
    printf '%s' "${lines[i]}" >"$scratch/line$i"
    picture+=",drawtext=fontfile=$bold:$text:fontsize=68:textfile=line$i:x=136:y=$((top + i * 88 + 70))-ascent"
done
if [[ -n $second ]]; then
    printf '%s' "$second" >"$scratch/second"
    picture+=",drawtext=fontfile=$plain:expansion=none:fontcolor=0x9fb0c8:fontsize=36:textfile=second:x=136:y=$((top + count * 88 + 68))-ascent"
fi
# The colours of a test card, as a stripe along the lower edge.
bars=(0xd1d5db 0xeab308 0x06b6d4 0x22c55e 0xc026d3 0xdc2626 0x2563eb)
for ((i = 0; i < 7; i++)); do
    picture+=",drawbox=x=$((i * 183)):y=708:w=183:h=12:color=${bars[i]}:t=fill"
done
# Lights that breathe show that the picture is alive; 1.6 s is a quarter of the slate.
printf '●' >"$scratch/dot"
for ((i = 0; i < dots; i++)); do
    light="0.25+0.75*(0.5+0.5*cos(2*PI*(t/1.6-$i/4)))"
    picture+=",drawtext=fontfile=$symbols:expansion=none:fontcolor=$colour:fontsize=44:textfile=dot:x=$((92 + i * 52)):y=80:alpha='$light'"
done

run -f lavfi -i "color=black:s=1280x720:r=25" -frames:v 160 -vf "$picture,format=yuv420p" \
    -c:v libx264 -profile:v main -level 3.1 -preset veryslow -tune animation -crf 24 -g 40 -keyint_min 40 -sc_threshold 0 \
    -bf 0 -flags +cgop -threads 1 -bsf:v filter_units=remove_types=6 -f h264 video.h264
run -f lavfi -i "anullsrc=r=48000:cl=stereo" -t 6.4 -c:a aac -profile:a aac_low -b:a 32k -frames:a 300 -f adts audio.aac
run -r 25 -i video.h264 -i audio.aac -map 0:v -map 1:a -c copy -fflags +bitexact \
    -metadata service_name="Slate" -metadata service_provider=Masthead \
    -muxdelay 0.4 -muxpreload 0 -pes_payload_size 400 -pat_period 0.8 -sdt_period 3.2 -f mpegts slate.ts

packets=$(ffprobe -v error -count_packets -show_entries stream=codec_name,nb_read_packets -of csv=p=0 "$scratch/slate.ts" | sed '/^$/d' | sort -u | tr '\n' ' ')
[[ $packets == "aac,300 h264,160 " ]] || { echo "$out: $packets instead of 300 AAC and 160 H.264 frames" >&2; exit 1; }
mv "$scratch/slate.ts" "$out"
echo "$out: $(wc -c <"$out") bytes"
