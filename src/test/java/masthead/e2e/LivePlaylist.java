package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A live media playlist as a strict reader of RFC 8216 takes it. */
record LivePlaylist(int version, int target, long sequence, long discontinuitySequence, List<Entry> entries) {
    /** One segment; {@code discontinuity} stands before it. */
    record Entry(String uri, double seconds, boolean discontinuity, Optional<Instant> dateTime) {}

    /** Fails on whatever one playlist alone must not be. */
    static LivePlaylist read(String text) {
        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst()).as("4.3.1.1, the first line").isEqualTo("#EXTM3U");
        assertThat(lines).as("live").doesNotContain("#EXT-X-ENDLIST");
        assertThat(lines.stream().filter(line -> line.startsWith("#EXT-X-TARGETDURATION:")))
                .as("4.3.3.1")
                .hasSize(1);
        List<Entry> entries = entries(lines);
        LivePlaylist list = new LivePlaylist(
                (int) number(lines, "#EXT-X-VERSION:", 1),
                (int) number(lines, "#EXT-X-TARGETDURATION:", 0),
                number(lines, "#EXT-X-MEDIA-SEQUENCE:", 0),
                number(lines, "#EXT-X-DISCONTINUITY-SEQUENCE:", 0),
                entries);
        assertThat(list.version).as("4.3.2.1, fractions of a second").isGreaterThanOrEqualTo(3);
        assertThat(entries)
                .as("4.3.3.1, durations of at most %d", list.target)
                .allMatch(entry -> Math.round(entry.seconds) <= list.target);
        return list;
    }

    private static List<Entry> entries(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        double seconds = -1;
        boolean discontinuity = false;
        @Nullable Instant dateTime = null;
        for (String line : lines) {
            if (line.startsWith("#EXTINF:")) {
                seconds = Double.parseDouble(line.substring("#EXTINF:".length(), line.indexOf(',')));
            } else if (line.equals("#EXT-X-DISCONTINUITY")) {
                discontinuity = true;
            } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
                dateTime = Instant.parse(line.substring("#EXT-X-PROGRAM-DATE-TIME:".length()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                assertThat(seconds).as("4.3.2.1, the duration of %s", line).isPositive();
                entries.add(new Entry(line, seconds, discontinuity, Optional.ofNullable(dateTime)));
                seconds = -1;
                discontinuity = false;
                dateTime = null;
            }
        }
        return entries;
    }

    private static long number(List<String> lines, String tag, long otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(tag))
                .map(line -> Long.parseLong(line.substring(tag.length()).strip()))
                .findFirst()
                .orElse(otherwise);
    }

    /** What it plays, in seconds. */
    double length() {
        return entries.stream().mapToDouble(Entry::seconds).sum();
    }

    /** The number of the first segment that is not in it yet. */
    long end() {
        return sequence + entries.size();
    }

    /** Fails on whatever {@code this} must not be after {@code before} (RFC 8216, 6.2.1 and 6.2.2). */
    void follows(LivePlaylist before) {
        assertThat(target).as("6.2.1, the target duration").isEqualTo(before.target);
        assertThat(sequence).as("6.2.2, the media sequence").isBetween(before.sequence, before.end());
        assertThat(end()).as("6.2.1, segments are only added").isGreaterThanOrEqualTo(before.end());
        int removed = (int) (sequence - before.sequence);
        for (int i = 0; i + removed < before.entries.size(); i++) {
            assertThat(entries.get(i)).as("6.2.1, segment %d", sequence + i).isEqualTo(before.entries.get(i + removed));
        }
        long discontinuitiesRemoved = before.entries.stream()
                .limit(removed)
                .filter(Entry::discontinuity)
                .count();
        assertThat(discontinuitySequence)
                .as("6.2.2, the discontinuity sequence")
                .isEqualTo(before.discontinuitySequence + discontinuitiesRemoved);
        if (removed > 0) {
            assertThat(length()).as("6.2.2, three target durations stay").isGreaterThanOrEqualTo(3 * target);
        }
    }
}
