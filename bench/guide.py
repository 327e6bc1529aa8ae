#!/usr/bin/env python3
"""Writes an XMLTV guide of any size, the same bytes for the same arguments.

    bench/guide.py --output guide.xml                                  # 10,000 channels, 2,000,000 programmes, about 1 GB
    bench/guide.py --channels 100 --programmes 20000 --gzip > guide.xml.gz
    bench/guide.py --start 20260101 --days 7 --ids 'tv%05d.example'

Each channel has one language out of a dozen, in Latin, Cyrillic, Greek, Arabic, Hebrew, Devanagari, Chinese, Japanese and Korean
letters. Its programmes follow each other without a gap over the days asked for; their texts are made of words, and as long as
those of a real guide (about 500 bytes a programme, details included).
"""
import argparse
import datetime
import gzip
import random
import sys

POOL = 1500  # texts of each kind and language
WORDS = {
    "en": "the evening news from our town with weather sport and music about people who travel far across sea and mountain to find "
          "an old friend a new house the last secret of a family and its long summer",
    "it": "il telegiornale della sera con le notizie dal mondo lo sport e il meteo una storia di famiglia tra mare e montagna dove "
          "un vecchio amico ritorna perché la città è cambiata però la verità no",
    "fr": "le journal du soir avec la météo et les résultats du championnat une enquête où deux frères séparés dès l'été découvrent "
          "à Paris le passé caché de leur mère après une longue année",
    "de": "die nachrichten am abend mit wetter und sport eine geschichte über zwei brüder aus München die für ihre mutter nach "
          "süden ziehen und größer werden als das haus früher war",
    "pl": "wiadomości wieczorne z kraju i ze świata oraz pogoda dla żeglarzy opowieść o łódzkiej rodzinie która wraca do miasta "
          "gdzie wszystko się zmieniło prócz dźwięku dzwonów",
    "tr": "akşam haberleri ülkeden ve dünyadan gelişmeler hava durumu spor ve müzik eski bir dostun İstanbul şehrine dönüşü üzerine "
          "sıcak bir öykü çocuklar için eğlence",
    "ru": "вечерние новости страны и мира погода спорт и музыка история семьи которая возвращается в старый город чтобы найти "
          "друга дом и последнюю тайну долгого лета",
    "el": "οι ειδήσεις της βραδιάς με τον καιρό και τα αθλητικά μια ιστορία για δύο αδέλφια που επιστρέφουν στο νησί όπου όλα "
          "άλλαξαν εκτός από τη θάλασσα",
    "ar": "نشرة الأخبار المسائية مع الطقس والرياضة قصة عائلة تعود إلى المدينة القديمة لتجد صديقا وبيتا وسرا من صيف طويل",
    "he": "חדשות הערב מהארץ ומהעולם מזג האוויר ספורט ומוזיקה סיפור על משפחה שחוזרת אל העיר הישנה כדי למצוא חבר בית וסוד",
    "hi": "शाम के समाचार देश और दुनिया से मौसम खेल और संगीत एक परिवार की कहानी जो पुराने शहर में लौटता है और एक मित्र को पाता है",
    "zh": "晚间 新闻 国内 国际 天气 体育 音乐 一个 家庭 回到 老城 寻找 朋友 房子 漫长 夏天 最后 秘密 故事 今晚 播出",
    "ja": "夜の ニュース 国内 海外 天気 スポーツ 音楽 家族が 古い 町へ 帰り 友を 探す 長い 夏の 最後の 秘密の 物語",
    "ko": "저녁 뉴스 국내 세계 날씨 스포츠 음악 오래된 도시로 돌아온 가족이 친구를 찾는 긴 여름의 마지막 비밀 이야기",
}
CATEGORIES = ["News", "Sports", "Movie", "Series", "Children", "Documentary", "Music", "Comedy", "Talk Show"]
KINDS = ["News", "Sport", "Cinema", "Kids", "Music", "Family", "World", "Action", "Nature", "Classic"]
LENGTHS = [10, 15, 20, 25, 30, 30, 30, 45, 45, 50, 55, 60, 60, 75, 90, 105, 120]


def texts(chance, words, least, most):
    """POOL texts of least to most words, ready for XML."""
    pool = []
    for _ in range(POOL):
        picked = [chance.choice(words) for _ in range(chance.randint(least, most))]
        text = " ".join(picked)
        text = text[:1].upper() + text[1:]
        pool.append(text.replace("'", "&apos;") + chance.choice(["", "", "", "!", " &amp; Co"]))
    return pool


def descriptions(chance, words, size):
    """POOL descriptions of about size bytes of UTF-8."""
    each = sum(len(word.encode()) + 1 for word in words) / len(words)
    count = max(4, int(size / each))
    sentences = texts(chance, words, max(2, count // 3), max(3, count // 2))
    return [". ".join(chance.choice(sentences) for _ in range(chance.choice([1, 2, 2, 3, 4]))) + "." for _ in range(POOL)]


class Language:
    """A language's texts."""

    def __init__(self, code, chance):
        words = WORDS[code].split()
        self.code = code
        self.titles = texts(chance, words, 1, 4)
        self.subtitles = texts(chance, words, 2, 6)
        self.descriptions = descriptions(chance, words, 180)
        self.names = [chance.choice(words).title() + " " + chance.choice(words).title() for _ in range(POOL)]


def programmes(chance, channel, language, count, begin, end):
    """The lines of one channel's programmes, without a gap from begin to end."""
    weights = [chance.choice(LENGTHS) for _ in range(count)]
    scale = (end - begin) / sum(weights)
    lines = []
    at = 0.0
    start = stamp(begin)
    lang = language.code
    roll = chance.random
    for weight in weights:
        at += weight * scale
        stop = stamp(begin + int(at) // 60 * 60)
        title = language.titles[int(roll() * POOL)]
        desc = language.descriptions[int(roll() * POOL)]
        category = CATEGORIES[int(roll() * len(CATEGORIES))]
        subtitle = credits = extra = ""
        kind = roll()
        if kind < 0.5:
            episode = int(roll() * 24)
            season = int(roll() * 9)
            subtitle = f'    <sub-title lang="{lang}">{language.subtitles[int(roll() * POOL)]}</sub-title>\n'
            extra = (f'    <episode-num system="xmltv_ns">{season}.{episode}.</episode-num>\n'
                     f'    <episode-num system="onscreen">S{season + 1:02d}E{episode + 1:02d}</episode-num>\n')
        elif kind < 0.7:
            names = language.names
            credits = (f'    <credits>\n      <director>{names[int(roll() * POOL)]}</director>\n'
                       f'      <actor>{names[int(roll() * POOL)]}</actor>\n    </credits>\n'
                       f'    <date>{1950 + int(roll() * 76)}</date>\n')
            extra = f'    <icon src="http://pictures.example/{int(roll() * 1e6)}.jpg"/>\n'
        lines.append(
            f'  <programme start="{start} +0000" stop="{stop} +0000" channel="{channel}">\n'
            f'    <title lang="{lang}">{title}</title>\n{subtitle}    <desc lang="{lang}">{desc}</desc>\n{credits}'
            f'    <category lang="en">{category}</category>\n{extra}  </programme>\n')
        start = stop
    return lines


STAMPS = {}


def stamp(seconds):
    """A time as XMLTV writes it; kept, as whole minutes come again for each channel."""
    known = STAMPS.get(seconds)
    if known is None:
        known = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y%m%d%H%M%S")
        STAMPS[seconds] = known
    return known


def write(out, asked):
    chance = random.Random(asked.seed)
    languages = [Language(code, chance) for code in WORDS]
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n<tv generator-info-name="bench/guide.py">\n')
    ids = [asked.ids % number for number in range(1, asked.channels + 1)]
    for number, each in enumerate(ids):
        name = f"{KINDS[number % len(KINDS)]} {number // len(KINDS) + 1} {['HD', 'SD', 'FHD', '4K'][number % 4]}"
        out.write(f'  <channel id="{each}">\n    <display-name>{name}</display-name>\n'
                  f'    <icon src="http://pictures.example/logo/{number}.png"/>\n  </channel>\n'.encode())
    begin = int(datetime.datetime.strptime(asked.start, "%Y%m%d").replace(tzinfo=datetime.timezone.utc).timestamp())
    end = begin + int(asked.days * 86400)
    for number, each in enumerate(ids):
        first = asked.programmes * number // asked.channels
        count = asked.programmes * (number + 1) // asked.channels - first
        if count > 0:
            lines = programmes(chance, each, languages[number % len(languages)], count, begin, end)
            out.write("".join(lines).encode())
    out.write(b"</tv>\n")


def main():
    today = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--channels", type=int, default=10_000, help="how many channels (10000)")
    parser.add_argument("--programmes", type=int, default=2_000_000, help="how many programmes, of all channels together (2000000)")
    parser.add_argument("--start", default=today, metavar="YYYYMMDD", help="the first day, UTC (today)")
    parser.add_argument("--days", type=float, default=7, help="how many days the programmes fill (7)")
    parser.add_argument("--ids", default="guide%05d.example", help="a channel's id, with its number from 1 (guide%%05d.example)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes another guide (1)")
    parser.add_argument("--gzip", action="store_true", help="packed")
    parser.add_argument("--output", metavar="FILE", help="where to write it (standard output)")
    asked = parser.parse_args()
    if asked.channels < 1 or asked.programmes < 0 or asked.days <= 0:
        parser.error("channels and days must be positive")
    raw = open(asked.output, "wb") if asked.output else sys.stdout.buffer
    with raw:
        if asked.gzip:
            # Without time and name: the same bytes each time.
            with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as packed:
                write(packed, asked)
        else:
            write(raw, asked)


if __name__ == "__main__":
    main()
