package masthead.guide;

import java.util.ArrayList;
import java.util.List;
import masthead.database.Database;
import masthead.guide.GenerationWriter.Span;
import masthead.guide.Reel.Piece;

/**
 * Takes what is gone by from one generation of a guide into the next: most guides begin with today, but what was on yesterday can
 * still be played again. Of each channel that both have, the programmes that begin before the next one's first, and end there at
 * the latest. Blocks; for one thread.
 */
final class CarriedOver {
    private static final int PIECE_BYTES = 8 * 1024;
    /** Channels in one transaction, so that others have their turn at the writer. */
    private static final int CHANNELS_AT_ONCE = 25;

    private final Database database;
    private final long before;
    private final long next;
    private final Span span;
    private final int mostOfOne;

    /**
     * @param before the generation that is a guide's now
     * @param next the one that is about to be; all of it is written
     * @param mostOfOne the most programmes that are taken of one channel
     */
    CarriedOver(Database database, long before, long next, Span span, int mostOfOne) {
        this.database = database;
        this.before = before;
        this.next = next;
        this.span = span;
        this.mostOfOne = mostOfOne;
    }

    /** A channel of both, by its numbers; {@code first} is when the next one's programmes begin, in seconds. */
    private record Both(String guideId, int before, int next, long first) {}

    void take() {
        List<Both> channels = database.read(handle -> handle.createQuery("""
                        SELECT n.guide_id, b.number, n.number, n.first_at FROM guide_channel n
                        JOIN guide_channel b ON b.generation = :before AND b.guide_id = n.guide_id
                        WHERE n.generation = :next AND n.programmes > 0 AND b.first_at < n.first_at ORDER BY b.number""")
                .bind("before", before)
                .bind("next", next)
                .map((row, context) -> new Both(row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4) / 1000))
                .list());
        for (int from = 0; from < channels.size(); from += CHANNELS_AT_ONCE) {
            take(channels.subList(from, Math.min(channels.size(), from + CHANNELS_AT_ONCE)));
        }
    }

    private void take(List<Both> channels) {
        List<Piece> pieces = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (Both each : channels) {
            List<Piece> gone = gone(each);
            if (!gone.isEmpty()) {
                pieces.addAll(gone);
                numbers.add(each.next);
            }
        }
        if (!pieces.isEmpty()) {
            database.change(handle -> {
                GenerationTable.write(handle, next, pieces);
                numbers.forEach(each -> GenerationTable.recount(handle, next, each));
            });
        }
    }

    private List<Piece> gone(Both channel) {
        long over = span.now().minus(span.past().apply(channel.guideId)).getEpochSecond();
        List<byte[]> bodies = database.read(handle -> GenerationTable.isLive(handle, before)
                ? GenerationTable.bodies(handle, before, channel.before, over * 1000, channel.first * 1000)
                : List.of());
        List<Strip> strips = new ArrayList<>();
        StripWriter strip = new StripWriter();
        long first = 0;
        long last = 0;
        int count = 0;
        for (byte[] body : bodies) {
            for (StripReader reader = new StripReader(body); reader.next() && count < mostOfOne; ) {
                if (reader.stop() > over && reader.start() < channel.first) {
                    first = strip.count() == 0 ? reader.start() : first;
                    last = Math.min(reader.stop(), channel.first);
                    strip.add(reader.start(), last - reader.start(), body, reader.from(), reader.until());
                    count++;
                }
                if (strip.size() >= PIECE_BYTES) {
                    strips.add(new Strip(first, last, strip.count(), strip.take()));
                }
            }
        }
        if (strip.count() > 0) {
            strips.add(new Strip(first, last, strip.count(), strip.take()));
        }
        return pieces(channel, strips);
    }

    /** They stand before the channel's own, whose numbers begin at 0. */
    private static List<Piece> pieces(Both channel, List<Strip> strips) {
        List<Piece> pieces = new ArrayList<>();
        for (Strip each : strips) {
            int number = pieces.size() - strips.size();
            pieces.add(new Piece(channel.next, number, each.first, each.last, each.count, each.body));
        }
        return pieces;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Strip(long first, long last, int count, byte[] body) {}
}
