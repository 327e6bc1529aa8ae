package masthead.xtream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.zip.GZIPInputStream;
import masthead.http.Exchange;
import masthead.http.ReadyFiles;

/** Answers with lists from files that are ready, gzipped or unpacked on the way. Safe on any thread; blocks. */
final class ListFiles {
    private static final int BUFFER = 64 * 1024;

    private final ReadyFiles files;

    /** Makes versions of another database, or of an earlier run, differ from ours. */
    private final String run;

    ListFiles(ReadyFiles files, Clock clock) {
        this.files = files;
        this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    /** As {@link ReadyFiles#file}. */
    ReadyFiles.Ready file(String key, String version, ReadyFiles.Content content) {
        return files.file(key, version, content);
    }

    /** Answers with {@code ready}, or that the player has it. */
    void reply(Exchange exchange, ReadyFiles.Ready ready) throws IOException {
        // Weak: the same list, plain or gzipped.
        String etag = "W/\"" + ready.version() + "-" + ready.madeAt().toEpochMilli() + "-" + run + "\"";
        exchange.with("ETag", etag).with("Cache-Control", "no-cache").with("Vary", "Accept-Encoding");
        if (exchange.header("If-None-Match").filter(each -> each.contains(etag)).isPresent()) {
            exchange.reply(304);
        } else if (exchange.acceptsGzip()) {
            exchange.with("Content-Encoding", "gzip").reply(Answers.JSON, ready.path());
        } else {
            try (InputStream packed = new GZIPInputStream(Files.newInputStream(ready.path()), BUFFER)) {
                OutputStream out = exchange.replyStream(Answers.JSON);
                if (!exchange.head()) {
                    packed.transferTo(out);
                }
            }
        }
    }
}
