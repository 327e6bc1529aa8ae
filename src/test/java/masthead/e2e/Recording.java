package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A programme made by ffmpeg, as one transport stream and as the segments of a playlist; both show the same. */
final class Recording {
    static final int PACKET = 188;
    private static final long TICKS_PER_SECOND = 90_000;

    private final byte[] stream;
    private final long[] dueNanos;
    private final List<Segment> segments;

    private Recording(byte[] stream, List<Segment> segments) {
        this.stream = stream;
        this.dueNanos = due(stream);
        this.segments = segments;
    }

    /** One segment, as a file, and how long it plays. */
    record Segment(Path file, double seconds) {
        byte[] bytes() throws IOException {
            return Files.readAllBytes(file);
        }
    }

    /** What ffmpeg is told beyond the usual. */
    enum Look {
        /** A key frame every two seconds, no B-frames, times near zero. */
        PLAIN("-g 50 -bf 0", "0x100", 3),
        /** Other PIDs, other key frames, B-frames, and times from just before the 33 bits of a PTS run over. */
        STRANGE("-g 60 -bf 2", "0x200", 95420),
        /** Sound alone. */
        SOUND("", "0x100", 3),
        /** Sound alone, on another PID and at other times. */
        STRANGE_SOUND("", "0x200", 95420);

        private final String coding;
        private final String firstPid;
        private final int offsetSeconds;

        Look(String coding, String firstPid, int offsetSeconds) {
            this.coding = coding;
            this.firstPid = firstPid;
            this.offsetSeconds = offsetSeconds;
        }

        boolean picture() {
            return !coding.isEmpty();
        }
    }

    /** {@code seconds} of a test picture with a clock and a tone, H.264 and AAC. */
    static Recording make(Path folder, Look look, int seconds) {
        try {
            Path work = Files.createTempDirectory(folder, "recording");
            encode(work, look, seconds);
            String copy = " -c copy -output_ts_offset " + look.offsetSeconds;
            String pids = "mpegts_start_pid " + look.firstPid;
            ffmpeg(
                    work,
                    "-i all.nut" + copy + " -" + pids + " -f mpegts one.ts" + copy + " -f hls -hls_segment_options "
                            + pids.replace(' ', '=')
                            + " -hls_time 2 -hls_list_size 0 -hls_segment_filename part%d.ts list.m3u8");
            return new Recording(Files.readAllBytes(work.resolve("one.ts")), segments(work));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void encode(Path work, Look look, int seconds) {
        String picture =
                "-f lavfi -i testsrc=size=320x180:rate=25 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -b:v 300k"
                        + " -sc_threshold 0 " + look.coding;
        String sound = "-f lavfi -i sine=frequency=440:sample_rate=48000 ";
        ffmpeg(work, sound + (look.picture() ? picture : "") + " -c:a aac -b:a 64k -t " + seconds + " all.nut");
    }

    private static void ffmpeg(Path work, String options) {
        List<String> words = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
        words.addAll(Arrays.asList(options.strip().split(" +")));
        assertThat(Command.run(work, Duration.ofMinutes(2), words).succeeded().err())
                .isEmpty();
    }

    private static List<Segment> segments(Path work) throws IOException {
        List<Segment> segments = new ArrayList<>();
        double seconds = 0;
        for (String line : Files.readAllLines(work.resolve("list.m3u8"))) {
            if (line.startsWith("#EXTINF:")) {
                seconds = Double.parseDouble(line.substring("#EXTINF:".length(), line.indexOf(',')));
            } else if (!line.startsWith("#")) {
                segments.add(new Segment(work.resolve(line), seconds));
            }
        }
        return segments;
    }

    /** When each packet is due, counted from the first, by the clock references (ISO/IEC 13818-1, 2.4.2.2) around it. */
    private static long[] due(byte[] stream) {
        int packets = stream.length / PACKET;
        long[] due = new long[packets];
        int last = -1;
        long first = 0;
        for (int packet = 0; packet < packets; packet++) {
            long clock = clock(stream, packet * PACKET);
            if (clock < 0) {
                continue;
            }
            if (last < 0) {
                first = clock;
                last = packet;
                continue;
            }
            long ticks = Math.floorMod(clock - first, 1L << 33);
            due[packet] = ticks * 1_000_000_000L / TICKS_PER_SECOND;
            for (int between = last + 1; between < packet; between++) {
                due[between] = due[last] + (due[packet] - due[last]) * (between - last) / (packet - last);
            }
            last = packet;
        }
        for (int rest = Math.max(last, 0) + 1; rest < packets; rest++) {
            due[rest] = due[rest - 1];
        }
        return due;
    }

    /** The 90 kHz part of the packet's clock reference, or -1. */
    private static long clock(byte[] stream, int at) {
        boolean adapted = (stream[at + 3] & 0x20) != 0 && stream[at + 4] > 0;
        if (!adapted || (stream[at + 5] & 0x10) == 0) {
            return -1;
        }
        return (stream[at + 6] & 0xffL) << 25
                | (stream[at + 7] & 0xffL) << 17
                | (stream[at + 8] & 0xffL) << 9
                | (stream[at + 9] & 0xffL) << 1
                | (stream[at + 10] & 0x80L) >> 7;
    }

    /** Whole packets. Not to be changed. */
    byte[] stream() {
        return stream;
    }

    /** When each packet is due, counted from the first. */
    long[] dueNanos() {
        return dueNanos;
    }

    List<Segment> segments() {
        return segments;
    }
}
