package masthead.xtream;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.LineupId;
import masthead.format.xmltv.XmltvProgramme;
import masthead.format.xmltv.XmltvWriter;
import masthead.guide.GuideLineup;
import masthead.guide.GuideRow;
import masthead.guide.Listings;
import masthead.guide.Programme;
import masthead.http.Exchange;
import masthead.http.Origin;
import masthead.http.ReadyFiles;

/**
 * {@code xmltv.php} and {@code /epg/}: the guide of the channels of a subscriber's lineup as XMLTV, from a file that is ready.
 *
 * <p>Every id that a list names is a channel here, once. Who does not take gzip gets the file unpacked as it is sent.
 * {@code prev_days} and {@code next_days} leave out what is further away than so many days.
 */
final class GuideRoute {
    private static final int MOST_PER_CHANNEL = 20_000;
    private static final int MOST_DAYS = 366;
    private static final int BUFFER = 64 * 1024;

    /** Days on both sides of now; a negative number is all there are. */
    private record Days(int back, int ahead) {
        static Days asked(Exchange exchange) {
            return new Days(number(exchange, "prev_days"), number(exchange, "next_days"));
        }

        private static int number(Exchange exchange, String name) {
            return Math.min(MOST_DAYS, Asked.number(Asked.word(exchange, name)).orElse(-1));
        }

        Instant from(Instant now) {
            return back < 0 ? Instant.EPOCH : now.minus(Duration.ofDays(back));
        }

        Instant to(Instant now) {
            return ahead < 0 ? Instant.MAX : now.plus(Duration.ofDays(ahead));
        }
    }

    private final Doorkeeper doorkeeper;
    private final Catalogs catalogs;
    private final Listings listings;
    private final ReadyFiles files;
    private final Logos logos;

    /** Makes versions of another database, or of an earlier run, differ from ours. */
    private final String run;

    GuideRoute(Doorkeeper doorkeeper, Catalogs catalogs, Listings listings, ReadyFiles files, Logos logos) {
        this.logos = logos;
        this.doorkeeper = doorkeeper;
        this.catalogs = catalogs;
        this.listings = listings;
        this.files = files;
        this.run = Long.toString(doorkeeper.clock().millis(), Character.MAX_RADIX);
    }

    void answer(Exchange exchange) throws IOException {
        answer(exchange, Asked.word(exchange, "gzip").equals("1"));
    }

    /** The same as a gzipped file, which is what {@code gzip=1} asks for too. */
    void answerFile(Exchange exchange) throws IOException {
        answer(exchange, true);
    }

    private void answer(Exchange exchange, boolean file) throws IOException {
        Optional<Caller.Member> member = doorkeeper.admit(exchange);
        if (member.isEmpty()) {
            return;
        }
        ReadyFiles.Ready ready = ready(exchange, member.get().subscriber().lineup());
        String whose =
                member.get().subscriber().lineup().map(each -> "-" + each).orElse("");
        // Weak: the same guide, plain or gzipped.
        String etag = "W/\"" + ready.version() + "-" + ready.madeAt().getEpochSecond() + "-" + run + whose + "\"";
        exchange.with("ETag", etag).with("Cache-Control", "no-cache").with("Vary", "Accept-Encoding");
        if (exchange.header("If-None-Match").filter(each -> each.contains(etag)).isPresent()) {
            exchange.reply(304);
            return;
        }
        exchange.with("Content-Disposition", "attachment; filename=\"epg.xml" + (file ? ".gz" : "") + "\"");
        if (file) {
            exchange.reply("application/octet-stream", ready.path());
        } else if (exchange.acceptsGzip()) {
            exchange.with("Content-Encoding", "gzip").reply("application/xml; charset=utf-8", ready.path());
        } else {
            replyPlain(exchange, ready);
        }
    }

    private static void replyPlain(Exchange exchange, ReadyFiles.Ready ready) throws IOException {
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(ready.path()), BUFFER)) {
            OutputStream out = exchange.replyStream("application/xml; charset=utf-8");
            if (!exchange.head()) {
                packed.transferTo(out);
            }
        }
    }

    private ReadyFiles.Ready ready(Exchange exchange, Optional<LineupId> whose) {
        Catalog catalog = catalogs.current().seenBy(whose);
        boolean whole = catalog == catalog.whole();
        GuideLineup guide = listings.lineup(catalog);
        Days days = Days.asked(exchange);
        Origin origin = exchange.origin();
        return files.file(
                origin + " " + days.back() + " " + days.ahead() + (whole ? "" : " lineup " + whose.orElseThrow()),
                listings.version(guide),
                out -> write(guide.rows(catalog), days, origin, out));
    }

    private void write(Collection<GuideRow> rows, Days days, Origin origin, OutputStream out) throws IOException {
        Instant now = doorkeeper.clock().instant();
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        XmltvWriter xmltv = new XmltvWriter(text, doorkeeper.zone());
        xmltv.begin("Masthead");
        for (GuideRow each : rows) {
            Optional<String> icon =
                    Optional.of(logos.address(each.channel(), origin)).filter(address -> !address.isEmpty());
            xmltv.channel(each.id(), each.channel().name(), icon);
        }
        for (GuideRow row : rows) {
            for (Programme each : listings.between(row, days.from(now), days.to(now), MOST_PER_CHANNEL)) {
                xmltv.programme(new XmltvProgramme(
                        row.id(),
                        each.start(),
                        each.stop(),
                        each.title(),
                        each.description(),
                        logos.pictures(each.details(), origin)));
            }
        }
        xmltv.end();
        text.flush();
    }
}
