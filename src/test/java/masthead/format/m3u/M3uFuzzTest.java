package masthead.format.m3u;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
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

/** Damaged lists are read or refused, never worse. */
class M3uFuzzTest {
    private long read;

    @Test
    void damaged_lists_are_read_or_refused() throws IOException {
        new Mutator(1, corpus()).run(20_000, this::attempt);
        assertThat(read).as("most lists still have entries").isGreaterThan(20_000);
    }

    @Tag("e2e")
    @Test
    void a_million_damaged_lists_are_read_or_refused() throws IOException {
        new Mutator(2, corpus()).run(Integer.getInteger("fuzz.inputs", 1_000_000), this::attempt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=\"b ", "a='b \"", "\"", "a=", " a=b", ",a=\"", "a", " ", "=", "a=\"b\"", "|a=b&", "%"})
    void a_line_made_to_be_slow_is_not(String pattern) {
        String longest = pattern.repeat((M3uReader.MAX_LINE_BYTES - 100) / pattern.length());
        byte[] list = ("#EXTM3U " + longest + "\n#EXTINF:-1 " + longest + "\nhttp://h/1|" + longest + "\n")
                .repeat(20)
                .getBytes(StandardCharsets.UTF_8);
        assertTimeout(Duration.ofSeconds(5), () -> attempt(list));
    }

    private void attempt(byte[] input) {
        int[] entries = {0};
        try {
            Tally tally = new M3uReader().read(new ByteArrayInputStream(input), entry -> {
                entries[0]++;
                check(entry);
            });
            assertThat(tally.entries()).isEqualTo(entries[0]);
            read += entries[0];
        } catch (NotM3uException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(entries[0]).isZero();
        }
    }

    /** What the importer and the tuner rely on. Plain conditions, since a million assertions cost more than the reading. */
    private static void check(M3uEntry entry) {
        boolean headersClean = entry.headers().entrySet().stream()
                .allMatch(each -> clean(each.getKey())
                        && clean(each.getValue())
                        && each.getKey().indexOf(' ') < 0);
        if (!clean(entry.name()) || !clean(entry.url()) || entry.url().indexOf(' ') >= 0 || !headersClean) {
            throw new AssertionError("an entry that could do harm: " + entry);
        }
        entry.group().ifPresent(group -> {
            if (group.isBlank() || !clean(group)) {
                throw new AssertionError("a strange group: " + entry);
            }
        });
    }

    private static boolean clean(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (String each : List.of("messy.m3u", "plus.m3u", "plain.m3u")) {
            corpus.add(Files.readAllBytes(Path.of("src/test/resources/golden/m3u", each)));
        }
        corpus.add("#EXTINF:-1 tvg-id='a'tvg-name=\"b \"c\" d\",N\n#EXTGRP:g\nhttp://h/1|User-Agent=%41%zz&Cookie=x\n"
                .getBytes(StandardCharsets.UTF_8));
        return corpus;
    }
}
