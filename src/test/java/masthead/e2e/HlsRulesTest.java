package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import masthead.e2e.LivePlaylist.Entry;
import masthead.e2e.Recording.Look;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a strict player finds in our live playlists, asked for every second: the rules of RFC 8216 for servers. */
@Tag("e2e")
class HlsRulesTest {
    private static final String PASSWORD = "sesame";
    private static final int SECONDS = Boolean.getBoolean("e2e.quick") ? 25 : 120;

    @TempDir
    Path folder;

    /** A segment that has left the list, and until when it must still be there. */
    private record Removed(String uri, Instant until) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void playlists_keep_the_rules_and_segments_begin_with_tables_and_a_key_frame(boolean feedDies) {
        Command.needs("ffmpeg");
        try (FeedServer sources = new FeedServer();
                ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
            FeedServer.Feed first = sources.add("one", Recording.make(folder, Look.PLAIN, SECONDS + 60));
            List<String> feeds = new ArrayList<>(List.of(sources.address("one.ts")));
            if (feedDies) {
                sources.add("other", Recording.make(folder, Look.STRANGE, SECONDS + 60));
                feeds.add(sources.address("other.ts"));
            }
            watch(FedChannel.of(server, PASSWORD, feeds).address("m3u8"), feedDies ? first::stopDead : () -> {});
        }
    }

    /** Reads the list once a second, and every segment in it; in the middle {@code happens}. */
    private static void watch(String address, Runnable happens) {
        LivePlaylist last = LivePlaylist.read(list(address));
        Instant changed = Instant.now();
        Set<String> read = new HashSet<>();
        Queue<Removed> removed = new ArrayDeque<>();
        int changes = 0;
        for (int second = 0; second < SECONDS; second++) {
            await().pollDelay(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> true);
            if (second == SECONDS / 2) {
                happens.run();
            }
            LivePlaylist next = LivePlaylist.read(list(address));
            next.follows(last);
            checkTimes(next);
            if (next.end() > last.end()) {
                changed = Instant.now();
                changes++;
            }
            // 6.2.1 asks for one and a half; the rest is what a feed that died was away, and our asking once a second.
            assertThat(Duration.between(changed, Instant.now()))
                    .as("6.2.1, the list goes on")
                    .isLessThan(Duration.ofMillis(1500L * next.target() + 7_000));
            remember(last, next, address, removed);
            checkRemoved(removed);
            for (Entry entry : next.entries()) {
                if (read.add(entry.uri())) {
                    checkSegment(segment(address, entry.uri()).body());
                }
            }
            last = next;
        }
        assertThat(changes).as("new segments").isGreaterThan(SECONDS / (2 * last.target()));
        assertThat(last.entries()).as("segments at once").hasSizeGreaterThanOrEqualTo(3);
    }

    private static void remember(LivePlaylist before, LivePlaylist now, String address, Queue<Removed> removed) {
        int gone = (int) (now.sequence() - before.sequence());
        for (Entry entry : before.entries().subList(0, gone)) {
            long stays = (long) ((before.length() + entry.seconds()) * 1e9);
            removed.add(new Removed(
                    URI.create(address).resolve(entry.uri()).toString(),
                    Instant.now().plusNanos(stays).minusSeconds(1)));
        }
    }

    /** 6.2.2: a segment stays for its own duration and that of the longest list it was in. */
    private static void checkRemoved(Queue<Removed> removed) {
        while (!removed.isEmpty() && removed.peek().until().isBefore(Instant.now())) {
            removed.remove();
        }
        Optional.ofNullable(removed.peek())
                .ifPresent(oldest -> assertThat(Web.status(oldest.uri()))
                        .as("6.2.2, a segment that left the list is still there")
                        .isEqualTo(200));
    }

    /** 4.3.2.6: dates agree with durations, but for what a feed lost. */
    private static void checkTimes(LivePlaylist list) {
        for (int i = 1; i < list.entries().size(); i++) {
            Entry before = list.entries().get(i - 1);
            Entry entry = list.entries().get(i);
            if (before.dateTime().isPresent() && entry.dateTime().isPresent() && !entry.discontinuity()) {
                Duration step = Duration.between(
                        before.dateTime().get(), entry.dateTime().get());
                assertThat(step.toMillis() / 1e3)
                        .as("4.3.2.6, the date of %s", entry)
                        .isBetween(before.seconds() - 0.5, before.seconds() + 0.5);
            }
        }
    }

    /** 3.2: one programme, PAT and PMT first; and what we promise: whole packets, a key frame before any other picture. */
    private static void checkSegment(byte[] segment) {
        assertThat(segment.length % 188).as("whole packets").isZero();
        assertThat(pid(segment, 0)).as("the first packet is a PAT").isZero();
        int pmt = ((segment[15] & 0x1f) << 8) | (segment[16] & 0xff);
        assertThat(pid(segment, 188)).as("the second is the PMT").isEqualTo(pmt);
        for (int at = 0; at < segment.length; at += 188) {
            assertThat(segment[at]).isEqualTo((byte) 0x47);
            boolean begins = (segment[at + 1] & 0x40) != 0;
            int payload = at + 4 + ((segment[at + 3] & 0x20) == 0 ? 0 : 1 + (segment[at + 4] & 0xff));
            boolean picture = begins
                    && payload + 4 < at + 188
                    && (segment[payload + 3] & 0xf0) == 0xe0
                    && segment[payload] == 0
                    && segment[payload + 1] == 0
                    && segment[payload + 2] == 1;
            if (picture) {
                assertThat(segment[at + 5] & 0x40)
                        .as("the first picture is marked as a key frame")
                        .isNotZero();
                return;
            }
        }
    }

    private static int pid(byte[] segment, int at) {
        return ((segment[at + 1] & 0x1f) << 8) | (segment[at + 2] & 0xff);
    }

    private static String list(String address) {
        HttpResponse<String> answer = Web.ask(address);
        assertThat(answer.statusCode()).as("the playlist: %s", answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as("4, the type")
                .isIn("application/vnd.apple.mpegurl", "audio/mpegurl", "application/x-mpegurl");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        return answer.body();
    }

    private static HttpResponse<byte[]> segment(String address, String uri) {
        HttpResponse<byte[]> answer =
                Web.askBytes(URI.create(address).resolve(uri).toString());
        assertThat(answer.statusCode()).as("status of a listed segment").isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        return answer;
    }
}
