package masthead.format.xmltv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A good guide, damaged at random: what is not touched is read as ever. */
class XmltvDamageTest {
    private static final int PROGRAMMES = 400;
    private static final int ROUNDS = 60;

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv>\n<channel id=\"a\"/>\n";

    private final byte[] good;
    private final int[] starts = new int[PROGRAMMES + 1];

    XmltvDamageTest() {
        StringBuilder guide = new StringBuilder(HEAD);
        for (int at = 0; at < PROGRAMMES; at++) {
            starts[at] = guide.toString().getBytes(UTF_8).length;
            guide.append("<programme start=\"20260101%02d%02d00 +0000\" stop=\"20260102000000 +0000\" channel=\"a\">"
                            .formatted(at / 60, at % 60))
                    .append("<title lang=\"it\">P")
                    .append(at)
                    .append("</title>")
                    .append("<desc>Città &amp; perché <![CDATA[<b>x</b>]]> &#233; новости")
                    .append(at % 7)
                    .append("</desc>")
                    .append("<icon src=\"http://x.example/")
                    .append(at)
                    .append(".png\"/></programme>\n");
        }
        starts[PROGRAMMES] = guide.toString().getBytes(UTF_8).length;
        good = guide.append("</tv>\n").toString().getBytes(UTF_8);
    }

    @Test
    void a_guide_full_of_comments_without_an_end_takes_no_longer_than_another() throws IOException {
        String document = HEAD + "<!--".repeat(2_000_000) + new String(good, UTF_8).substring(HEAD.length());
        long began = System.nanoTime();
        int programmes = 0;
        try (XmltvReader reader = new XmltvReader(new ByteArrayInputStream(document.getBytes(UTF_8)), ZoneOffset.UTC)) {
            for (XmltvItem item = reader.next(); item != null; item = reader.next()) {
                programmes += item instanceof XmltvProgramme ? 1 : 0;
            }
        }
        assertThat(programmes).isEqualTo(PROGRAMMES);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void damage_harms_nothing_but_what_it_touches(long seed) throws IOException {
        Random chance = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = good.clone();
            Set<Integer> touched = new HashSet<>();
            for (int blow = 0; blow < 12; blow++) {
                int at = HEAD.length() + chance.nextInt(starts[PROGRAMMES] - HEAD.length());
                int length = 1 + chance.nextInt(1 + chance.nextInt(300));
                int end = Math.min(at + length, starts[PROGRAMMES]);
                hit(damaged, at, end, chance);
                touched.addAll(programmesIn(at, end));
            }
            assertWholeBut(touched, damaged);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void a_hole_harms_nothing_but_what_it_touches(long seed) throws IOException {
        Random chance = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int at = HEAD.length() + chance.nextInt(starts[PROGRAMMES] - HEAD.length());
            int end = Math.min(at + chance.nextInt(2_000), starts[PROGRAMMES]);
            byte[] damaged = Arrays.copyOf(good, good.length - (end - at));
            System.arraycopy(good, end, damaged, at, good.length - end);
            assertWholeBut(programmesIn(at, end), damaged);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void noise_ends_in_nothing_worse_than_an_io_exception(long seed) {
        Random chance = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] noise = Arrays.copyOf(good, 2_000);
            for (int at = chance.nextInt(60); at < noise.length; at += 1 + chance.nextInt(20)) {
                noise[at] = odd(chance);
            }
            try {
                titles(noise);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(NotXmltvException.class);
            }
        }
    }

    private void assertWholeBut(Set<Integer> touched, byte[] damaged) throws IOException {
        Set<String> titles = titles(damaged);
        for (int at = 0; at < PROGRAMMES; at++) {
            if (!touched.contains(at)) {
                assertThat(titles.contains("P" + at))
                        .as("programme %d, touched %s", at, touched)
                        .isTrue();
            }
        }
    }

    private Set<Integer> programmesIn(int from, int end) {
        Set<Integer> within = new HashSet<>();
        for (int at = 0; at < PROGRAMMES; at++) {
            if (starts[at] < end && starts[at + 1] > from) {
                within.add(at);
            }
        }
        return within;
    }

    private static void hit(byte[] guide, int from, int end, Random chance) {
        boolean zeros = chance.nextInt(4) == 0;
        for (int at = from; at < end; at++) {
            guide[at] = zeros ? 0 : odd(chance);
        }
    }

    private static byte odd(Random chance) {
        byte[] signs = "<>&\"'/![]-?=; ".getBytes(UTF_8);
        return chance.nextBoolean() ? signs[chance.nextInt(signs.length)] : (byte) chance.nextInt(256);
    }

    private static Set<String> titles(byte[] guide) throws IOException {
        Set<String> titles = new HashSet<>();
        try (XmltvReader reader = new XmltvReader(new ByteArrayInputStream(guide), ZoneOffset.UTC)) {
            for (XmltvItem item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof XmltvProgramme programme) {
                    titles.add(programme.title());
                }
            }
        }
        return titles;
    }
}
