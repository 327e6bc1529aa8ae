package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import masthead.format.mpegts.Health;
import masthead.format.mpegts.Indicator;
import masthead.format.mpegts.Monitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute of what a real multiplexer makes, in the ways it can, shows no error. */
@Tag("e2e")
class NoFalseAlarmTest {
    private static final int SECONDS = 61;
    private static final String PICTURE = "-f lavfi -i testsrc2=size=320x180:rate=25 ";
    private static final String SOUND = "-f lavfi -i sine=frequency=440:sample_rate=48000 ";
    private static final String H264 = "-c:v libx264 -preset ultrafast -g 50 -b:v 500k ";
    private static final String AAC = "-c:a aac -b:a 96k ";

    @TempDir
    private Path folder;

    @BeforeEach
    void ffmpeg() {
        Command.needs("ffmpeg");
    }

    @Test
    void a_stream_of_varying_bitrate() throws IOException {
        Health health = watch(PICTURE + SOUND + H264 + AAC);
        assertThat(shown(health)).isEmpty();
        assertThat(health.audio()).hasSize(1);
        assertThat(health.loop()).isEmpty();
    }

    @Test
    void a_stream_filled_up_with_null_packets() throws IOException {
        Health health = watch(PICTURE + SOUND + H264 + AAC + "-muxrate 2000k ");
        assertThat(shown(health)).isEmpty();
        assertThat(health.traffic().nullShare()).isGreaterThan(0.3);
    }

    @Test
    void mpeg_2_pictures_with_ac_3_sound() throws IOException {
        String codecs = "-c:v mpeg2video -g 12 -bf 2 -b:v 800k -c:a ac3 -b:a 128k ";
        Health health = watch(PICTURE + SOUND + codecs);
        assertThat(shown(health)).isEmpty();
        assertThat(health.audio()).hasSize(1);
        assertThat(shown(watch(PICTURE + SOUND + codecs + "-mpegts_flags system_b ")))
                .isEmpty();
    }

    @Test
    void sound_alone() throws IOException {
        assertThat(shown(watch(SOUND + AAC + "-pes_payload_size 0 "))).isEmpty();
    }

    /** Without that option ffmpeg gathers sound until a PES packet is full, and only with each of these comes a PCR. */
    @Test
    void sound_alone_as_ffmpeg_has_it_tells_its_clock_too_seldom() throws IOException {
        assertThat(shown(watch(SOUND + AAC))).containsExactly(Indicator.PCR_REPETITION_ERROR);
    }

    private Health watch(String options) throws IOException {
        List<String> words = Arrays.asList(
                ("ffmpeg -v error -nostdin -y " + options + "-t " + SECONDS + " -threads 1 out.ts").split(" +"));
        Command.run(folder, Duration.ofMinutes(3), words).succeeded();
        byte[] stream = Files.readAllBytes(folder.resolve("out.ts"));
        ByteBuf bytes = Unpooled.wrappedBuffer(stream);
        Monitor monitor = new Monitor();
        long nowNanos = 0;
        for (int at = 0; at < stream.length; at += 188) {
            nowNanos = (long) (SECONDS * 1e9 * at / stream.length);
            monitor.packet(bytes, at, nowNanos);
        }
        return monitor.read(nowNanos);
    }

    private static List<Indicator> shown(Health health) {
        return Stream.of(Indicator.values())
                .filter(each -> health.total(each) > 0)
                .toList();
    }
}
