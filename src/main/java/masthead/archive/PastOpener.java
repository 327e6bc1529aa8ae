package masthead.archive;

import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedArchive;
import masthead.catalog.ProviderId;
import masthead.format.archive.ArchiveAddress;
import masthead.format.archive.ArchiveAddresses;
import masthead.format.archive.ArchiveForm;
import masthead.format.archive.CatchupTerms;
import masthead.format.archive.Stretch;
import masthead.format.mpegts.Packet;
import masthead.format.mpegts.PacketAligner;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.tuner.FeedAddress;
import masthead.tuner.FileLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a stretch of a channel's past: its feeds with an archive in their order, and of each the forms of address that may be
 * right, the one that worked last first. Safe on any thread; blocks.
 */
final class PastOpener {
    /** Gives a connection of a feed's provider, or none. */
    interface Lines {
        Optional<FileLine> line(Feed feed);
    }

    /** What is wanted: {@code range} as the player sent it. */
    record Wish(Channel channel, Stretch stretch, Optional<String> range) {}

    private static final Logger log = LoggerFactory.getLogger(PastOpener.class);

    /** Enough to see three packets; what stands before them is text of a sick server. */
    private static final int HEAD = 16 * Packet.SIZE;

    private final Catalogs catalogs;
    private final Lessons lessons;
    private final Function<ProviderId, ZoneId> zones;
    private final Duration timeout;
    private final Clock clock;

    PastOpener(
            Catalogs catalogs,
            Lessons lessons,
            Function<ProviderId, ZoneId> zones,
            ArchiveSettings settings,
            Clock clock) {
        this.catalogs = catalogs;
        this.lessons = lessons;
        this.zones = zones;
        this.timeout = settings.openTimeout();
        this.clock = clock;
    }

    /** Opens what {@code wish} says with a line of {@code lines}; it is the caller's to close. */
    Opened open(Wish wish, Lines lines) {
        Attempt attempt = new Attempt(wish, lines);
        for (FeedArchive each : catalogs.archives(wish.channel())) {
            if (each.feed().kind().archivable()
                    && wish.stretch()
                            .within(clock.instant(), Duration.ofDays(each.days()))
                            .isPresent()) {
                Optional<Past> past = attempt.feed(each);
                if (past.isPresent()) {
                    return new Opened.Found(past.get());
                }
            }
        }
        return attempt.outcome();
    }

    /** The addresses of {@code archive} for one account, likeliest first: one list for each of the provider's domains. */
    private List<List<ArchiveAddress>> addresses(FeedArchive archive, int account, Stretch stretch) {
        Feed feed = archive.feed();
        Lesson lesson = lessons.of(feed.provider());
        Stretch corrected = new Stretch(stretch.start().plus(lesson.correction()), stretch.length());
        CatchupTerms terms = CatchupTerms.of(archive.attributes());
        Instant now = clock.instant();
        return lives(feed, account).stream()
                .map(live -> new ArchiveAddresses(terms, live, zones.apply(feed.provider())).of(corrected, now))
                .map(all -> all.stream()
                        .sorted(Comparator.comparing(
                                each -> !lesson.form().equals(Optional.of(each.form())))) // the others keep their order
                        .toList())
                .toList();
    }

    private List<String> lives(Feed feed, int account) {
        Catalog catalog = catalogs.current();
        return FeedAddress.held(catalog, feed)
                .map(held -> FeedAddress.panels(catalog, feed.provider(), account).stream()
                        .flatMap(panel -> panel.of(held).stream())
                        .toList())
                .orElseGet(() -> FeedAddress.of(catalog, feed, account).stream().toList());
    }

    /** One wish, and what became of it so far. */
    private final class Attempt {
        private final Wish wish;
        private final Lines lines;
        private final long deadline = System.nanoTime() + timeout.toNanos();
        private final List<String> tried = new ArrayList<>();
        private boolean busy;
        private boolean trouble;

        Attempt(Wish wish, Lines lines) {
            this.wish = wish;
            this.lines = lines;
        }

        Opened outcome() {
            if (trouble) {
                return new Opened.Failed(tried);
            }
            return busy ? new Opened.Busy() : new Opened.Missing(tried);
        }

        Optional<Past> feed(FeedArchive archive) {
            Optional<FileLine> line = lines.line(archive.feed());
            if (line.isEmpty()) {
                busy = true;
                return Optional.empty();
            }
            for (List<ArchiveAddress> domain : addresses(archive, line.get().account(), wish.stretch())) {
                for (ArchiveAddress way : domain) {
                    if (System.nanoTime() > deadline) {
                        trouble = true;
                        return Optional.empty();
                    }
                    try {
                        Optional<Past> past = attempt(archive.feed(), line.get(), way);
                        if (past.isPresent()) {
                            lessons.learn(archive.feed().provider(), way.form());
                            return past;
                        }
                    } catch (FetchFailed unreachable) {
                        note(archive.feed(), way.form(), String.valueOf(unreachable.getMessage()), true);
                        break; // the next form would lead to the same machine
                    } catch (IOException cut) {
                        note(archive.feed(), way.form(), "it was cut", true);
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<Past> attempt(Feed feed, FileLine line, ArchiveAddress way) throws IOException {
            boolean whole = way.lead().isZero() && way.ends();
            Optional<String> range = whole ? wish.range() : Optional.empty();
            Fetch.Document document = line.open(
                    way.url(), range.map(each -> Map.of("Range", each)).orElse(Map.of()));
            int status = document.status();
            boolean part = range.isPresent() && (status == 206 || status == 416);
            if (status != 200 && !part) {
                boolean absent = status == 404 || status == 403 || status == 400 || status == 405 || status == 406;
                note(feed, way.form(), "it answered " + status, !absent);
                document.close();
                return Optional.empty();
            }
            InputStream body = new BufferedInputStream(document.body(), HEAD);
            if (part && !document.header("Content-Range").orElse("").startsWith("bytes 0-")) {
                return Optional.of(raw(feed, way, document, body));
            }
            byte[] head = head(body);
            if (isPlaylist(head)) {
                return playlist(feed, line, way, document.from().orElse(way.url()), body);
            }
            PacketAligner.Found packets = PacketAligner.find(Unpooled.wrappedBuffer(head), 0, head.length);
            if (!packets.found()) {
                note(feed, way.form(), head.length == 0 ? "it is empty" : "it is no transport stream", head.length > 0);
                document.close();
                return Optional.empty();
            }
            if (whole && packets.index() == 0) {
                return Optional.of(raw(feed, way, document, body));
            }
            return Optional.of(new Past(
                    feed, way, wish.stretch(), 200, false, OptionalLong.empty(), Optional.empty(), false, body));
        }

        private Optional<Past> playlist(Feed feed, FileLine line, ArchiveAddress way, String address, InputStream body)
                throws IOException {
            try {
                InputStream segments = HlsPast.open(line, way, wish.stretch(), address, body);
                boolean whole = way.lead().isZero();
                return Optional.of(new Past(
                        feed,
                        way,
                        wish.stretch(),
                        200,
                        whole,
                        OptionalLong.empty(),
                        Optional.empty(),
                        false,
                        segments));
            } catch (NotPlayable why) {
                note(feed, way.form(), why.getMessage(), true);
                return Optional.empty();
            }
        }

        private Past raw(Feed feed, ArchiveAddress way, Fetch.Document document, InputStream body) {
            String accepts = document.header("Accept-Ranges").orElse("none");
            Optional<String> range = document.header("Content-Range").filter(each -> document.status() != 200);
            return new Past(
                    feed,
                    way,
                    wish.stretch(),
                    document.status(),
                    true,
                    length(document),
                    range,
                    // A panel says "0-<length>" where it means bytes (XC_VM: src/www/stream/timeshift.php).
                    range.isPresent() || !accepts.equalsIgnoreCase("none"),
                    body);
        }

        private void note(Feed feed, ArchiveForm form, String what, boolean badly) {
            trouble |= badly;
            tried.add("feed " + feed.id() + ", " + form.written() + ": " + what);
            log.atDebug()
                    .addKeyValue("feed", feed.id())
                    .addKeyValue("form", form.written())
                    .addKeyValue("why", what)
                    .log("The archive did not open");
        }
    }

    private static OptionalLong length(Fetch.Document document) {
        return document.header("Content-Length")
                .filter(each -> each.matches("\\d{1,18}"))
                .map(each -> OptionalLong.of(Long.parseLong(each)))
                .orElse(OptionalLong.empty());
    }

    /** The first bytes, which stay to be read. */
    private static byte[] head(InputStream body) throws IOException {
        body.mark(HEAD);
        byte[] head = body.readNBytes(HEAD);
        body.reset();
        return head;
    }

    private static boolean isPlaylist(byte[] head) {
        String text = new String(head, 0, Math.min(head.length, 64), java.nio.charset.StandardCharsets.UTF_8);
        return text.replace("\ufeff", "").stripLeading().startsWith("#EXTM3U");
    }
}
