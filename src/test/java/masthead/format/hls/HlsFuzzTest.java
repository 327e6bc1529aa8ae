package masthead.format.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import masthead.studio.Mutator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged playlists are read or refused, never worse. */
class HlsFuzzTest {
    private long read;

    @Test
    void damaged_playlists_are_read_or_refused() throws IOException {
        new Mutator(1, corpus()).run(20_000, this::attempt);
        assertThat(read).as("most playlists are still some").isGreaterThan(10_000);
    }

    @Tag("e2e")
    @Test
    void a_million_damaged_playlists_are_read_or_refused() throws IOException {
        new Mutator(2, corpus()).run(Integer.getInteger("fuzz.inputs", 1_000_000), this::attempt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=\"b ", "A=", "=", ",", "\"", "A=\"b\",", " ", "../", "5@", "AUDIO=\"a\""})
    void a_line_made_to_be_slow_is_not(String pattern) {
        String longest = pattern.repeat((HlsReader.MAX_LINE_CHARS - 100) / pattern.length());
        String list = "#EXTM3U\n"
                + ("#EXT-X-KEY:" + longest + "\n#EXT-X-BYTERANGE:" + longest + "\n#EXTINF:" + longest + "\nx" + longest
                                + "\n")
                        .repeat(20);
        assertTimeout(Duration.ofSeconds(5), () -> attempt(list.getBytes(StandardCharsets.UTF_8)));
    }

    private void attempt(byte[] input) {
        try {
            switch (HlsReader.read(new String(input, StandardCharsets.UTF_8))) {
                case MediaPlaylist media -> {
                    media.segments().forEach(each -> check(media, each));
                    MediaPlaylist again = (MediaPlaylist) HlsReader.read(HlsWriter.write(media));
                    assertThat(again.segments()).hasSameSizeAs(media.segments());
                    assertThat(again.nextSequence()).isEqualTo(media.nextSequence());
                }
                case MultivariantPlaylist choice ->
                    choice.variants().forEach(each -> {
                        clean(each.uri());
                        each.soundOnly();
                        choice.soundWithin(each);
                    });
                case PlainPlaylist plain -> plain.uris().forEach(HlsFuzzTest::clean);
            }
            read++;
        } catch (NotHlsException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /** What the tuner relies on. */
    private static void check(MediaPlaylist list, Segment segment) {
        clean(segment.uri());
        clean(References.resolve("http://host/a/b.m3u8?c", segment.uri()));
        segment.key().ifPresent(key -> clean(key.uri()));
        boolean sound = segment.duration().isPositive()
                && segment.duration().compareTo(list.targetDuration().plusMillis(500)) <= 0
                && segment.sequence() >= 0;
        if (!sound
                || segment.key().map(key -> key.ivOf(segment.sequence()).length).orElse(16) != 16) {
            throw new AssertionError("a segment that could do harm: " + segment);
        }
    }

    private static void clean(String uri) {
        if (uri.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("an address that could do harm: " + uri);
        }
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (String each : List.of("messy.m3u8", "variants.m3u8", "live.m3u8")) {
            corpus.add(Files.readAllBytes(Path.of("src/test/resources/golden/hls", each)));
        }
        return corpus;
    }
}
