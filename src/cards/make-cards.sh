#!/usr/bin/env bash
# Makes the test cards shipped in src/main/resources/masthead/cards: transport streams, logos and the list of them.
# Needs ffmpeg with libx264 and the DejaVu fonts (Debian: ffmpeg, fonts-dejavu-core). Run by hand; its results are committed.
#
# A card loops without a seam because everything in it lasts exactly 9.6 s, which is 864,000 ticks of the 90 kHz clock:
#   video   240 frames at 25 fps, closed groups of 40, no B-frames, the first frame a key frame;
#   audio   450 AAC frames of 1,024 samples at 48 kHz. They are the middle of three rounds of a tone that has a whole
#           number of periods in a round, so the last frame overlaps into the first as it does into its true successor.
set -euo pipefail
cd "$(dirname "$0")/../main/resources/masthead/cards"
font=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
run() { ffmpeg -nostdin -hide_banner -v error -y "$@"; }

list=cards.m3u
printf '#EXTM3U\n' > $list

# card NAME NUMBER TITLE CATEGORY COLOUR TONE PICTURE
card() {
    local name=$1 number=$2 title=$3 category=$4 colour=$5 tone=$6 picture=$7
    local text="fontfile=$font:fontcolor=white:borderw=2:bordercolor=black"
    run -f lavfi -i "$picture" -frames:v 240 -vf "fps=25,scale=384:216:flags=neighbor,setsar=1,
            drawbox=y=150:h=66:color=$colour@0.85:t=fill,
            drawtext=$text:text='$title':fontsize=30:x=16:y=158,
            drawtext=$text:text='%{eif\:t\:d} s':fontsize=24:x=w-tw-16:y=186,format=yuv420p" \
        -c:v libx264 -profile:v main -preset veryslow -crf 34 -maxrate 44k -bufsize 30k -g 40 -keyint_min 40 -sc_threshold 0 \
        -bf 0 -flags +cgop -threads 1 -bsf:v filter_units=remove_types=6 -f h264 "$scratch/video.h264"
    run -f lavfi -i "aevalsrc=0.10*sin(2*PI*$tone*t)*(0.6+0.4*sin(2*PI*t/2.4)):s=48000:d=28.8" \
        -c:a aac -profile:a aac_low -b:a 16k -ac 1 -f adts "$scratch/three.aac"
    run -i "$scratch/three.aac" -c copy -bsf:a "noise=amount=0:drop='lt(n,450)+gte(n,900)'" -f adts "$scratch/audio.aac"
    run -r 25 -i "$scratch/video.h264" -i "$scratch/audio.aac" -map 0:v -map 1:a -c copy -fflags +bitexact \
        -metadata service_name="$title" -metadata service_provider=Masthead \
        -muxdelay 0.4 -muxpreload 0 -pes_payload_size 400 -pat_period 0.8 -sdt_period 4.8 -f mpegts "$name.ts"
    run -f lavfi -i "color=$colour:s=160x160" -frames:v 1 -vf "
            drawbox=x=8:y=8:w=144:h=144:color=white@0.25:t=4,
            drawtext=fontfile=$font:fontcolor=white:text='${title##* }':fontsize=36:x=(w-tw)/2:y=70,
            drawtext=fontfile=$font:fontcolor=white@0.8:text='MASTHEAD':fontsize=18:x=(w-tw)/2:y=38" \
        -pix_fmt rgb24 -compression_level 9 -fflags +bitexact "$name.png"
    printf '#EXTINF:-1 tvg-id="%s.masthead" tvg-name="%s" tvg-logo="card:%s" tvg-chno="%s" group-title="%s",%s\ncard:%s\n' \
        "$name" "$title" "$name" "$number" "$category" "$title" "$name" >> $list

    local packets
    packets=$(ffprobe -v error -count_packets -show_entries stream=codec_name,nb_read_packets -of csv=p=0 "$name.ts" | sed '/^$/d' | sort -u | tr '\n' ' ')
    [ "$packets" = "aac,450 h264,240 " ] || { echo "$name: $packets instead of 450 AAC and 240 H.264 frames" >&2; exit 1; }
    echo "$name: $(stat -c %s "$name.ts") bytes"
}

card one   1 'Masthead One'   News    0x1d4ed8 440  'testsrc2=s=384x216:r=12.5'
card news  2 'Masthead News'  News    0xb91c1c 330  'smptehdbars=s=384x216:r=12.5,scroll=h=0.004'
card world 3 'Masthead World' News    0x0f766e 550  'mandelbrot=s=384x216:r=12.5:start_scale=2:end_scale=0.2:end_pts=120'
card sport 4 'Masthead Sport' Leisure 0x15803d 660  'gradients=s=384x216:r=12.5:n=5:seed=7:speed=0.03'
card kids  5 'Masthead Kids'  Leisure 0xc2410c 880  'life=s=48x27:r=12.5:seed=5:ratio=0.25:mold=8:life_color=0xfde047:death_color=0x7c3aed:mold_color=0x1e1b4b'
card music 6 'Masthead Music' Leisure 0x7e22ce 495  'gradients=s=384x216:r=12.5:n=6:seed=11:speed=0.06:type=spiral'
