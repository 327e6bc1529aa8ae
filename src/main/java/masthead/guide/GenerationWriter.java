package masthead.guide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import masthead.database.Database;
import masthead.format.xmltv.XmltvChannel;
import masthead.format.xmltv.XmltvProgramme;
import masthead.guide.Reel.Piece;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes a guide into a generation of its own, as it is read, in constant memory.
 *
 * <p>Programmes of one channel wait until there is a piece of them, of all channels together until they take {@link #WAITING_BYTES};
 * pieces are written in transactions of {@link #BATCH_BYTES}, so that nobody waits long for the writer. Blocks; for one thread.
 */
final class GenerationWriter {
    private static final int PIECE_BYTES = 8 * 1024;
    private static final int BATCH_BYTES = 768 * 1024;
    private static final int WAITING_BYTES = 16 * 1024 * 1024;
    /** A channel with more is damaged or hostile: all of a channel's programmes are in memory while they are put in order. */
    private static final int LARGEST_CHANNEL_BYTES = 16 * 1024 * 1024;

    private static final int CHANNELS_AT_ONCE = 500;
    private static final int LONGEST_ID = 300;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_NAMES = 8;
    private static final int LONGEST_ICON = 1000;
    private static final int MOST_NAME_CHARS = 16 * 1024 * 1024;
    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_DESCRIPTION = 4000;
    private static final int LONGEST_DETAILS = 8192;

    private final Database database;
    private final long generation;
    private final GuideSettings settings;
    private final Span span;
    private final Map<String, Reel> reels = new LinkedHashMap<>();
    private final Map<GuideFault, Long> faults = new EnumMap<>(GuideFault.class);
    private final List<Piece> batch = new ArrayList<>();
    private int batchBytes;
    private long waitingBytes;
    private long nameChars;
    private long programmes;
    private long latest;

    GenerationWriter(Database database, long generation, GuideSettings settings, Span span) {
        this.database = database;
        this.generation = generation;
        this.settings = settings;
        this.span = span;
    }

    /**
     * Which programmes are kept.
     *
     * @param past how long those of a guide id are kept that are over
     * @param correction added to every time
     */
    record Span(Instant now, Function<String, Duration> past, Duration future, Duration correction) {}

    void channel(XmltvChannel channel) {
        Reel reel = reel(channel.id());
        if (reel == null) {
            return;
        }
        StringBuilder names = new StringBuilder();
        channel.names().stream()
                .map(each -> line(each, LONGEST_NAME))
                .filter(each -> !each.isEmpty())
                .distinct()
                .limit(MOST_NAMES)
                .forEach(each -> names.append(names.isEmpty() ? "" : "\n").append(each));
        String icon = channel.icon().length() <= LONGEST_ICON ? channel.icon() : "";
        nameChars += names.length() + icon.length();
        if (nameChars <= MOST_NAME_CHARS) {
            reel.describe(names.toString(), icon);
        }
    }

    /** Takes a programme whose times are as the guide has them; without an end if that is not after the start. */
    void programme(XmltvProgramme programme) {
        long start = programme.start().plus(span.correction).getEpochSecond();
        long length = Math.max(
                0, programme.stop().getEpochSecond() - programme.start().getEpochSecond());
        if (length > Reel.LONGEST) {
            count(GuideFault.TOO_LONG);
            length = Reel.LONGEST;
        }
        long over = span.now.minus(span.past.apply(programme.channel())).getEpochSecond();
        if (start + (length == 0 ? Reel.UNKNOWN : length) <= over) {
            count(GuideFault.OVER);
        } else if (start > span.now.plus(span.future).getEpochSecond()) {
            count(GuideFault.FAR_AHEAD);
        } else if (programmes >= settings.maxProgrammes()) {
            count(GuideFault.TOO_MANY);
        } else {
            Reel reel = reel(programme.channel());
            if (reel == null) {
                return;
            }
            if (reel.programmes() >= settings.maxPerChannel() || reel.bytes() >= LARGEST_CHANNEL_BYTES) {
                count(GuideFault.TOO_MANY_OF_ONE);
                return;
            }
            add(reel, start, length, programme);
        }
    }

    private void add(Reel reel, long start, long length, XmltvProgramme programme) {
        waitingBytes -= reel.capacity();
        programmes -= reel.programmes();
        reel.add(
                start,
                length,
                clipped(programme.title(), LONGEST_TITLE),
                clipped(programme.description(), LONGEST_DESCRIPTION),
                clipped(programme.details().packed(), LONGEST_DETAILS));
        waitingBytes += reel.capacity();
        programmes += reel.programmes();
        if (reel.size() >= PIECE_BYTES) {
            waitingBytes -= reel.capacity();
            if (reel.count() > 1) {
                write(reel.takeButLast());
            }
            waitingBytes += reel.capacity();
        }
        if (waitingBytes > WAITING_BYTES) {
            makeRoom();
        }
    }

    private @Nullable Reel reel(String guideId) {
        Reel known = reels.get(guideId);
        if (known != null) {
            return known;
        }
        if (guideId.isBlank() || guideId.length() > LONGEST_ID || reels.size() >= settings.maxChannels()) {
            count(GuideFault.TOO_MANY_CHANNELS);
            return null;
        }
        Reel fresh = new Reel(reels.size(), this::count);
        reels.put(guideId, fresh);
        return fresh;
    }

    /** Writes what waits, of the channels with most of it; if that does not help, all, so that the last ones cannot be changed. */
    private void makeRoom() {
        int average = (int) (waitingBytes / reels.size());
        for (Reel each : reels.values()) {
            if (each.size() >= average && each.count() > 1) {
                write(each.takeButLast());
            }
        }
        waitingBytes = waiting();
        if (waitingBytes > WAITING_BYTES / 2) {
            reels.values().stream().filter(each -> each.count() > 0).forEach(each -> write(each.takeAll()));
            waitingBytes = waiting();
        }
    }

    private long waiting() {
        return reels.values().stream().mapToLong(Reel::capacity).sum();
    }

    private void write(Piece piece) {
        batch.add(piece);
        batchBytes += piece.body().length + 64;
        if (batchBytes >= BATCH_BYTES) {
            writeBatch();
        }
    }

    private void writeBatch() {
        if (!batch.isEmpty()) {
            database.change(handle -> GenerationTable.write(handle, generation, batch));
            batch.clear();
            batchBytes = 0;
        }
    }

    /** Programmes that were kept so far. */
    long programmes() {
        return programmes;
    }

    /** The guide has been read: what waits is written, what was out of order is put in order. */
    GuideCount finish(Map<String, Long> faultsOfReading) {
        for (Reel each : reels.values()) {
            each.end();
            if (each.count() > 0) {
                write(each.takeAll());
            }
        }
        writeBatch();
        for (Map.Entry<String, Reel> each : reels.entrySet()) {
            if (each.getValue().disorderly()) {
                count(GuideFault.OUT_OF_ORDER);
                each.setValue(inOrder(each.getValue()));
            }
        }
        List<Map.Entry<String, Reel>> channels = List.copyOf(reels.entrySet());
        for (int from = 0; from < channels.size(); from += CHANNELS_AT_ONCE) {
            List<Map.Entry<String, Reel>> some =
                    channels.subList(from, Math.min(channels.size(), from + CHANNELS_AT_ONCE));
            database.change(handle -> writeChannels(handle, some));
        }
        latest = reels.values().stream().mapToLong(Reel::last).max().orElse(0);
        Map<String, Long> dropped = new TreeMap<>(faultsOfReading);
        faults.forEach((fault, times) -> dropped.merge(fault.words(), times, Long::sum));
        return new GuideCount(
                reels.size(),
                reels.values().stream().mapToLong(Reel::programmes).sum(),
                dropped);
    }

    /** When the last programme ends; after {@link #finish}. */
    Instant latest() {
        return Instant.ofEpochSecond(latest);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record At(long start, byte[] body, int from) {}

    /** Reads a channel again, writes it in order of time, and tells what is there now. */
    private Reel inOrder(Reel disorderly) {
        List<byte[]> bodies = database.read(handle -> GenerationTable.bodies(handle, generation, disorderly.number()));
        List<At> order = new ArrayList<>();
        for (byte[] body : bodies) {
            for (StripReader reader = new StripReader(body); reader.next(); ) {
                order.add(new At(reader.start(), body, reader.from()));
            }
        }
        order.sort((one, other) -> Long.compare(one.start, other.start));
        Reel ordered = new Reel(disorderly.number(), this::count);
        ordered.describe(disorderly.names(), disorderly.icon());
        List<Piece> pieces = new ArrayList<>();
        for (At each : order) {
            StripReader reader = new StripReader(each.body, each.from);
            reader.next();
            ordered.add(reader);
            if (ordered.size() >= PIECE_BYTES && ordered.count() > 1) {
                pieces.add(ordered.takeButLast());
            }
        }
        ordered.end();
        pieces.add(ordered.takeAll());
        database.change(handle -> {
            GenerationTable.deleteChannels(handle, generation, disorderly.number(), disorderly.number() + 1);
            GenerationTable.write(handle, generation, pieces);
        });
        return ordered;
    }

    private void writeChannels(Handle handle, List<Map.Entry<String, Reel>> channels) {
        try (PreparedBatch insert = handle.prepareBatch("""
                INSERT INTO guide_channel (generation, number, guide_id, names, icon, programmes, first_at, last_at)
                VALUES (:generation, :number, :guideId, :names, :icon, :programmes, :first, :last)""")) {
            for (Map.Entry<String, Reel> each : channels) {
                Reel reel = each.getValue();
                insert.bind("generation", generation)
                        .bind("number", reel.number())
                        .bind("guideId", each.getKey())
                        .bind("names", reel.names())
                        .bind("icon", reel.icon())
                        .bind("programmes", reel.programmes())
                        .bind("first", reel.first() * 1000)
                        .bind("last", reel.last() * 1000)
                        .add();
            }
            insert.execute();
        }
    }

    private void count(GuideFault fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    private static String line(String text, int limit) {
        return clipped(text.replace('\n', ' ').strip(), limit);
    }

    /** Never half of a character. */
    private static String clipped(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}
