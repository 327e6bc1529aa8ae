package masthead.xtream;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.format.xmltv.XmltvProgramme;
import masthead.format.xmltv.XmltvWriter;
import masthead.guide.Guide;
import masthead.http.Exchange;
import masthead.http.Origin;

/**
 * {@code xmltv.php} and {@code /epg/}: the guide of all channels as XMLTV, written as it is sent.
 *
 * <p>The programmes of one channel at a time are in memory, and no reader of the database waits for a slow client. Every
 * guide id that a list names is a channel here, once, whether it has programmes or not.
 */
final class GuideRoute {
    private static final int MOST_PER_CHANNEL = 20_000;

    private final Doorkeeper doorkeeper;
    private final Catalogs catalogs;
    private final Guide guide;

    /** Makes versions of another database, or of an earlier run, differ from ours. */
    private final String run;

    GuideRoute(Doorkeeper doorkeeper, Catalogs catalogs, Guide guide) {
        this.doorkeeper = doorkeeper;
        this.catalogs = catalogs;
        this.guide = guide;
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
        if (doorkeeper.admit(exchange).isEmpty()) {
            return;
        }
        Catalog catalog = catalogs.current();
        // Weak: the same guide, plain or gzipped.
        String etag = "W/\"" + catalog.version() + "-" + guide.version() + "-" + run + "\"";
        exchange.with("ETag", etag).with("Cache-Control", "no-cache");
        if (exchange.header("If-None-Match").filter(each -> each.contains(etag)).isPresent()) {
            exchange.reply(304);
            return;
        }
        exchange.with("Content-Disposition", "attachment; filename=\"epg.xml" + (file ? ".gz" : "") + "\"");
        OutputStream out = exchange.replyStream(file ? "application/octet-stream" : "application/xml; charset=utf-8");
        if (exchange.head()) {
            return;
        }
        try (OutputStream packed = file ? new GZIPOutputStream(out, 16 * 1024) : out;
                Writer text = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 16 * 1024)) {
            write(catalog, exchange.origin(), new XmltvWriter(text));
        }
    }

    private void write(Catalog catalog, Origin origin, XmltvWriter xmltv) {
        xmltv.begin("Masthead");
        Set<String> ids = new LinkedHashSet<>();
        for (Channel each : catalog.channels()) {
            if (!each.guideId().isEmpty() && ids.add(each.guideId())) {
                Optional<String> icon = Optional.of(Logos.address(each, origin)).filter(address -> !address.isEmpty());
                xmltv.channel(each.guideId(), each.name(), icon);
            }
        }
        ids.retainAll(guide.covered());
        for (String id : ids) {
            guide.programmes(guide.places(id), Duration.ZERO, Instant.EPOCH, Instant.MAX, MOST_PER_CHANNEL)
                    .forEach(each -> xmltv.programme(new XmltvProgramme(
                            each.guideId(),
                            each.start(),
                            each.stop(),
                            each.title(),
                            each.description(),
                            each.details())));
        }
        xmltv.end();
    }
}
