package masthead.vod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import masthead.http.Exchange;

/** Answers for a film in a file of this machine, which the kernel sends. */
final class LocalFilm {
    private LocalFilm() {}

    /** Answers, and closes {@code viewing} when all was sent or the player left. */
    static Films.Served send(Showing.Viewing viewing, Path file, String type) {
        Exchange exchange = viewing.exchange();
        exchange.whenOver(() -> Thread.startVirtualThread(viewing::close));
        try {
            long length = Files.size(file);
            String tag = tag(file, length);
            ByteAsk ask = ByteAsk.of(exchange.header("Range").orElse(""));
            Optional<String> condition = exchange.header("If-Range");
            if (condition.isPresent() && !condition.get().strip().equals(tag)) {
                ask = new ByteAsk.Whole();
            }
            Optional<Span> span = Span.of(ask, length);
            if (span.isEmpty()) {
                Carriage.outOfRange(exchange, length);
                return new Films.Served.Answered();
            }
            boolean whole = ask instanceof ByteAsk.Whole;
            if (!whole) {
                exchange.with(
                        "Content-Range",
                        "bytes " + span.get().from() + "-" + span.get().to() + "/" + length);
            }
            viewing.shows();
            exchange.with("Accept-Ranges", "bytes").with("ETag", tag);
            exchange.reply(
                    whole ? 200 : 206, type, file, span.get().from(), span.get().length());
            return new Films.Served.Answered();
        } catch (IOException gone) {
            return new Films.Served.NotThere();
        }
    }

    static void head(Exchange exchange, Path file, String type) {
        try {
            long length = Files.size(file);
            exchange.with("Accept-Ranges", "bytes").with("ETag", tag(file, length));
            exchange.reply(200, type, file, 0, length);
        } catch (IOException gone) {
            exchange.reply(404);
        }
    }

    private static String tag(Path file, long length) throws IOException {
        return "\"" + Long.toHexString(length) + "-"
                + Long.toHexString(Files.getLastModifiedTime(file).toMillis()) + "\"";
    }
}
