package masthead.guide;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import masthead.database.Dialect;
import masthead.guide.Reel.Piece;
import org.jdbi.v3.core.Handle;

/**
 * The tables {@code guide_g<generation>}, in which the programmes of one generation of one guide are: some of one channel a row, as a
 * {@link StripWriter} writes them, with when the first begins and the last ends. A channel's rows are in order of time.
 */
final class GenerationTable {
    private static final Pattern NAME = Pattern.compile("guide_g(\\d{1,18})");

    private GenerationTable() {}

    static String name(long generation) {
        return "guide_g" + generation;
    }

    static long create(Handle handle, Dialect dialect) {
        long generation = take(handle, "guide-generation", 1);
        handle.execute(
                "CREATE TABLE " + name(generation) + """
                 (channel INTEGER NOT NULL, piece INTEGER NOT NULL, first_at BIGINT NOT NULL, last_at BIGINT NOT NULL,
                programmes INTEGER NOT NULL, first_id BIGINT NOT NULL, body %s NOT NULL, PRIMARY KEY (channel, piece))
                """.formatted(dialect == Dialect.SQLITE ? "BLOB" : "BYTEA"));
        return generation;
    }

    /** Takes {@code count} numbers in a row and tells the first. */
    private static long take(Handle handle, String sequence, long count) {
        return handle.createQuery("UPDATE sequence SET next = next + :count WHERE name = :name RETURNING next - :count")
                .bind("count", count)
                .bind("name", sequence)
                .mapTo(Long.class)
                .one();
    }

    static void write(Handle handle, long generation, List<Piece> pieces) {
        long id = take(
                handle, "programme", pieces.stream().mapToLong(Piece::count).sum());
        try (PreparedStatement insert = handle.getConnection()
                .prepareStatement(
                        "INSERT INTO " + name(generation)
                                + " (channel, piece, first_at, last_at, programmes, first_id, body) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Piece each : pieces) {
                insert.setInt(1, each.channel());
                insert.setInt(2, each.number());
                insert.setLong(3, each.first() * 1000);
                insert.setLong(4, each.last() * 1000);
                insert.setInt(5, each.count());
                insert.setLong(6, id);
                insert.setBytes(7, each.body());
                insert.addBatch();
                id += each.count();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new GuideNotKept(e);
        }
    }

    static void deleteChannels(Handle handle, long generation, int from, int until) {
        handle.execute("DELETE FROM " + name(generation) + " WHERE channel >= ? AND channel < ?", from, until);
    }

    /** Deletes pieces of which all is over before {@code then}. */
    static int deleteOver(Handle handle, long generation, int channel, Instant then) {
        return handle.execute(
                "DELETE FROM " + name(generation) + " WHERE channel = ? AND last_at <= ?",
                channel,
                then.toEpochMilli());
    }

    static int lastChannel(Handle handle, long generation) {
        return handle.select("SELECT coalesce(max(channel), -1) FROM " + name(generation))
                .mapTo(Integer.class)
                .one();
    }

    static void drop(Handle handle, long generation) {
        handle.execute("DROP TABLE IF EXISTS " + name(generation));
    }

    /** The generations that have a table, whosoever's. */
    static Set<Long> all(Handle handle, Dialect dialect) {
        Set<Long> generations = new HashSet<>();
        handle.select(
                        switch (dialect) {
                            case SQLITE -> "SELECT name FROM sqlite_master WHERE type = 'table'";
                            case POSTGRESQL ->
                                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
                        })
                .mapTo(String.class)
                .forEach(each -> {
                    var name = NAME.matcher(each);
                    if (name.matches()) {
                        generations.add(Long.parseLong(name.group(1)));
                    }
                });
        return generations;
    }

    /** The bodies of a channel's pieces. */
    static List<byte[]> bodies(Handle handle, long generation, int channel) {
        return handle.createQuery("SELECT body FROM " + name(generation) + " WHERE channel = :channel ORDER BY piece")
                .bind("channel", channel)
                .map((row, context) -> row.getBytes(1))
                .list();
    }

    /** The bodies of a channel's pieces that touch the time between, in order. */
    static List<byte[]> bodies(Handle handle, long generation, int channel, long fromMillis, long untilMillis) {
        return handle.createQuery("SELECT body FROM " + name(generation) + " WHERE channel = :channel"
                        + " AND last_at > :from AND first_at < :until ORDER BY piece")
                .bind("channel", channel)
                .bind("from", fromMillis)
                .bind("until", untilMillis)
                .map((row, context) -> row.getBytes(1))
                .list();
    }

    /**
     * Hands over the pieces of a channel that touch the time between, in order, until the sink has enough.
     *
     * @param sink called on a reader of the database: it must not wait for anybody
     */
    static void pieces(Handle handle, long generation, String guideId, long fromMillis, long untilMillis, Sink sink) {
        try (PreparedStatement query = handle.getConnection()
                .prepareStatement("SELECT p.first_id, p.body FROM guide_channel c JOIN " + name(generation)
                        + " p ON p.channel = c.number WHERE c.generation = ? AND c.guide_id = ?"
                        + " AND p.last_at > ? AND p.first_at < ? ORDER BY p.piece")) {
            query.setLong(1, generation);
            query.setString(2, guideId);
            query.setLong(3, fromMillis);
            query.setLong(4, untilMillis);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next() && sink.take(rows.getLong(1), rows.getBytes(2))) {
                    // the next one
                }
            }
        } catch (SQLException e) {
            throw new GuideNotKept(e);
        }
    }

    /** The pieces of some channels that touch the time between, by channel and in order of time. */
    static List<Found> pieces(
            Handle handle, long generation, int fromChannel, int untilChannel, long fromMillis, long untilMillis) {
        return handle.createQuery("SELECT c.guide_id, p.first_id, p.body FROM " + name(generation)
                        + " p JOIN guide_channel c ON c.generation = :generation AND c.number = p.channel"
                        + " WHERE p.channel >= :fromChannel AND p.channel < :untilChannel"
                        + " AND p.last_at > :from AND p.first_at < :until ORDER BY p.channel, p.piece")
                .bind("generation", generation)
                .bind("fromChannel", fromChannel)
                .bind("untilChannel", untilChannel)
                .bind("from", fromMillis)
                .bind("until", untilMillis)
                .map((row, context) -> new Found(row.getString(1), row.getLong(2), row.getBytes(3)))
                .list();
    }

    /** Programmes that end after {@code millis}, about: of pieces that are partly over a share is counted. */
    static long programmesAfter(Handle handle, long generation, long millis) {
        return handle.createQuery("SELECT coalesce(sum(CASE WHEN first_at >= :millis THEN programmes"
                        + " ELSE programmes * (last_at - :millis) / (last_at - first_at) END), 0) FROM "
                        + name(generation) + " WHERE last_at > :millis AND last_at > first_at")
                .bind("millis", millis)
                .mapTo(Long.class)
                .one();
    }

    /** The numbers of those of {@code channels} with anything between. */
    static Set<Integer> channelsBetween(Handle handle, long generation, long fromMillis, long untilMillis) {
        return new HashSet<>(handle.createQuery("SELECT DISTINCT channel FROM " + name(generation)
                        + " WHERE last_at > :from AND first_at < :until")
                .bind("from", fromMillis)
                .bind("until", untilMillis)
                .mapTo(Integer.class)
                .list());
    }

    /** Whether it is a guide's; its table is being emptied if it is not. */
    static boolean isLive(Handle handle, long generation) {
        return handle.createQuery("SELECT count(*) FROM guide_source WHERE generation = :generation")
                        .bind("generation", generation)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Counts anew what a channel has. */
    static void recount(Handle handle, long generation, int channel) {
        handle.createUpdate("""
                        UPDATE guide_channel SET
                            programmes = (SELECT coalesce(sum(programmes), 0) FROM %1$s WHERE channel = :channel),
                            first_at = (SELECT coalesce(min(first_at), 0) FROM %1$s WHERE channel = :channel)
                        WHERE generation = :generation AND number = :channel""".formatted(name(generation)))
                .bind("generation", generation)
                .bind("channel", channel)
                .execute();
    }

    static List<Long> sorted(Collection<Long> generations) {
        List<Long> sorted = new ArrayList<>(generations);
        sorted.sort(null);
        return sorted;
    }

    /** Takes pieces of one channel, one after the other. */
    @FunctionalInterface
    interface Sink {
        /** @return whether the next one is wanted */
        boolean take(long firstId, byte[] body);
    }

    /** A piece of a channel. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(String guideId, long firstId, byte[] body) {}
}
