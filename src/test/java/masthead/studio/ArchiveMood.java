package masthead.studio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.JulianFields;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archive of a panel: a small {@link TestCard} whose every packet tells the second it was sent, and a TDT in front of each
 * second. Each method gives one that differs in one thing.
 *
 * @param zone what local times in addresses are read in, as PHP reads them
 * @param forms the addresses it knows; others are 404
 * @param late how much later it begins than it was asked to, as one whose clocks are set wrong does
 * @param ranges whether it gives lengths, and knows ranges
 * @param mute leaves the TDT out
 */
public record ArchiveMood(ZoneId zone, Set<Form> forms, Duration late, boolean ranges, boolean mute)
        implements FakePanel.Mood {
    /** What may be asked for, and how. */
    public enum Form {
        PATH,
        QUERY,
        EPOCH,
        /** {@code utc}; goes on for an hour behind what was asked for. */
        SHIFT,
        /** {@code archive-<start>-<length>.ts}. */
        ARCHIVE,
        /** {@code <name>-<start>-<length>.m3u8} of segments of ten seconds. */
        HLS
    }

    private static final TestCard.Shape SHAPE = new TestCard.Shape(5, 5, 1);
    private static final Pattern PATH = Pattern.compile("/timeshift/[^/]+/[^/]+/(\\d+)/([^/]+)/\\d+\\.ts");
    private static final Pattern LOCAL = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d):(\\d\\d)-(\\d\\d)");
    private static final Pattern SPAN = Pattern.compile(".*-(\\d{9,10})-(\\d+)\\.(ts|m3u8)");

    /** One in UTC that knows what a panel knows. */
    public static ArchiveMood panel() {
        return new ArchiveMood(ZoneOffset.UTC, EnumSet.of(Form.PATH, Form.QUERY), Duration.ZERO, false, false);
    }

    public ArchiveMood in(String other) {
        return new ArchiveMood(ZoneId.of(other), forms, late, ranges, mute);
    }

    public ArchiveMood knowing(Form first, Form... more) {
        return new ArchiveMood(zone, EnumSet.of(first, more), late, ranges, mute);
    }

    public ArchiveMood lateBy(Duration other) {
        return new ArchiveMood(zone, forms, other, ranges, mute);
    }

    public ArchiveMood withRanges() {
        return new ArchiveMood(zone, forms, late, true, mute);
    }

    public ArchiveMood withoutTime() {
        return new ArchiveMood(zone, forms, late, ranges, true);
    }

    /** What it sends for a stretch. */
    public byte[] bytes(Instant start, Duration length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long second = 0; second < length.toSeconds(); second++) {
            out.writeBytes(second(start.plusSeconds(second)));
        }
        return out.toByteArray();
    }

    /** The second that the first picture in {@code stream} was sent. */
    public static Instant shown(byte[] stream) {
        for (int at = 0; at + TestCard.SIZE <= stream.length; at += TestCard.SIZE) {
            ByteBuffer packet = ByteBuffer.wrap(stream, at, TestCard.SIZE).slice();
            int pid = packet.getShort(1) & 0x1fff;
            if (pid == TestCard.VIDEO_PID && packet.getInt(TestCard.SIZE - TestCard.MARK) == TestCard.MAGIC) {
                long number = packet.getLong(TestCard.SIZE - 8);
                return Instant.ofEpochSecond(number / (SHAPE.packetsPerFrame() + 1) / SHAPE.framesPerSecond());
            }
        }
        throw new AssertionError("no picture in " + stream.length + " bytes");
    }

    /** How many seconds there are pictures of in {@code stream}. */
    public static Duration length(byte[] stream) {
        int pictures = 0;
        for (int at = 0; at + TestCard.SIZE <= stream.length; at += TestCard.SIZE) {
            pictures += (((stream[at + 1] & 0x1f) << 8) | (stream[at + 2] & 0xff)) == TestCard.VIDEO_PID ? 1 : 0;
        }
        return Duration.ofSeconds(pictures / SHAPE.framesPerSecond());
    }

    @Override
    public void answer(Reply reply) throws IOException {
        String target = reply.request().target();
        Optional<Span> span = span(target);
        if (span.isEmpty()) {
            Moods.status(404).answer(reply);
        } else if (target.contains(".m3u8")) {
            Moods.document("application/vnd.apple.mpegurl", playlist(span.get()))
                    .answer(reply);
        } else {
            Span asked = span.get();
            byte[] body = bytes(asked.start().plus(late), asked.length());
            if (ranges) {
                FileMood.of(body).answer(reply);
            } else {
                reply.head(200, "Content-Type: video/mp2t");
                reply.body(body);
            }
        }
    }

    private record Span(Instant start, Duration length) {}

    private Optional<Span> span(String target) {
        String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
        Matcher panel = PATH.matcher(path);
        if (panel.matches()) {
            return start(panel.group(2), Form.PATH)
                    .map(start -> new Span(start, Duration.ofMinutes(Long.parseLong(panel.group(1)))));
        }
        if (path.endsWith("/timeshift.php")) {
            return start(parameter(target, "start"), Form.QUERY)
                    .map(start -> new Span(start, Duration.ofMinutes(Long.parseLong(parameter(target, "duration")))));
        }
        Matcher span = SPAN.matcher(path);
        if (span.matches()) {
            boolean playlist = span.group(3).equals("m3u8");
            return known(playlist || path.contains("/segment-") ? Form.HLS : Form.ARCHIVE)
                    .map(form -> new Span(
                            Instant.ofEpochSecond(Long.parseLong(span.group(1))),
                            Duration.ofSeconds(Long.parseLong(span.group(2)))));
        }
        String utc = parameter(target, "utc");
        return utc.isEmpty()
                ? Optional.empty()
                : known(Form.SHIFT)
                        .map(form -> new Span(Instant.ofEpochSecond(Long.parseLong(utc)), Duration.ofHours(2)));
    }

    private Optional<Form> known(Form form) {
        return Optional.of(form).filter(forms::contains);
    }

    private Optional<Instant> start(String text, Form form) {
        if (text.matches("\\d+")) {
            return known(Form.EPOCH).map(each -> Instant.ofEpochSecond(Long.parseLong(text)));
        }
        Matcher local = LOCAL.matcher(text);
        return known(form)
                .filter(each -> local.matches())
                .map(each -> LocalDateTime.parse(local.group(1) + "T" + local.group(2) + ":" + local.group(3))
                        .atZone(zone)
                        .toInstant());
    }

    private static String parameter(String target, String name) {
        Matcher value = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(target);
        return value.find() ? value.group(1) : "";
    }

    private String playlist(Span span) {
        StringBuilder list = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n");
        for (long at = 0; at < span.length().toSeconds(); at += 10) {
            long length = Math.min(10, span.length().toSeconds() - at);
            list.append(String.format(
                    Locale.ROOT,
                    "#EXTINF:%d.0,\nsegment-%d-%d.ts\n",
                    length,
                    span.start().getEpochSecond() + at,
                    length));
        }
        return list + "#EXT-X-ENDLIST\n";
    }

    private byte[] second(Instant time) {
        byte[] pictures = new TestCard("archive", 0, SHAPE)
                .from(time.getEpochSecond() * SHAPE.framesPerSecond())
                .nextFrames(SHAPE.framesPerSecond());
        return mute
                ? pictures
                : ByteBuffer.allocate(TestCard.SIZE + pictures.length)
                        .put(tdt(time))
                        .put(pictures)
                        .array();
    }

    /** ETSI EN 300 468, 5.2.5. */
    private static byte[] tdt(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        ByteBuffer packet = ByteBuffer.allocate(TestCard.SIZE);
        packet.put((byte) 0x47).putShort((short) 0x4014);
        packet.put((byte) (0x10 | (time.getEpochSecond() & 0x0f))).put((byte) 0);
        packet.put((byte) 0x70).putShort((short) 0x7005);
        packet.putShort((short) utc.getLong(JulianFields.MODIFIED_JULIAN_DAY));
        packet.put(bcd(utc.getHour())).put(bcd(utc.getMinute())).put(bcd(utc.getSecond()));
        while (packet.hasRemaining()) {
            packet.put((byte) 0xff);
        }
        return packet.array();
    }

    private static byte bcd(int number) {
        return (byte) ((number / 10) << 4 | number % 10);
    }
}
