package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import masthead.studio.TestCard;
import org.junit.jupiter.api.Test;

class PassageTest {
    private static final int FRAMES = 25;

    @Test
    void without_a_lead_all_is_passed_on_from_the_first_whole_packet() throws IOException {
        byte[] stream = new TestCard("a").nextFrames(3 * FRAMES);
        assertThat(cut(stream, 77, Duration.ZERO, Duration.ofHours(1)))
                .isEqualTo(java.util.Arrays.copyOfRange(stream, 188, stream.length));
        assertThat(cut(stream, 0, Duration.ZERO, Duration.ofHours(1))).isEqualTo(stream);
    }

    @Test
    void it_begins_at_the_key_frame_of_the_second_asked_for() throws IOException {
        byte[] stream = new TestCard("a").nextFrames(10 * FRAMES);
        byte[] expected = new TestCard("a").from(4 * FRAMES).nextFrames(6 * FRAMES);
        byte[] cut = cut(stream, 0, Duration.ofSeconds(4), Duration.ofHours(1));
        assertThat(cut.length).isEqualTo(expected.length);
        assertThat(cut)
                .as("tables are repeated as they were last seen, the pictures are the same")
                .endsWith(java.util.Arrays.copyOfRange(expected, 2 * 188, expected.length));
    }

    @Test
    void it_begins_at_the_key_frame_before_a_second_that_has_none() throws IOException {
        byte[] stream = new TestCard("a", 0, TestCard.Shape.LARGE).nextFrames(10 * FRAMES);
        byte[] cut = cut(stream, 0, Duration.ofSeconds(5), Duration.ofHours(1));
        byte[] expected =
                new TestCard("a", 0, TestCard.Shape.LARGE).from(4 * FRAMES).nextFrames(6 * FRAMES);
        assertThat(cut.length).isEqualTo(expected.length);
    }

    @Test
    void it_ends_when_the_length_has_passed() throws IOException {
        byte[] stream = new TestCard("a").nextFrames(10 * FRAMES);
        byte[] cut = cut(stream, 0, Duration.ofSeconds(2), Duration.ofSeconds(3));
        byte[] expected = new TestCard("a").from(2 * FRAMES).nextFrames(3 * FRAMES);
        assertThat((double) cut.length).isCloseTo(expected.length, org.assertj.core.data.Offset.offset(2.0 * 188));
        assertThat(cut.length % 188).isZero();
    }

    @Test
    void a_stream_without_a_clock_is_passed_on_from_its_start() throws IOException {
        byte[] stream = new byte[188 * 200];
        for (int at = 0; at < stream.length; at += 188) {
            stream[at] = 0x47;
            stream[at + 1] = 0x1f;
            stream[at + 2] = (byte) 0xff;
            stream[at + 3] = 0x10;
        }
        assertThat(cut(stream, 0, Duration.ZERO, Duration.ofHours(1))).hasSize(stream.length);
    }

    private static byte[] cut(byte[] stream, int from, Duration lead, Duration length) throws IOException {
        Passage passage = new Passage(lead, length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = from;
        while (at < stream.length) {
            int count = Math.min(1000, stream.length - at);
            if (!passage.take(stream, at, count, out)) {
                break;
            }
            at += count;
        }
        return out.toByteArray();
    }
}
