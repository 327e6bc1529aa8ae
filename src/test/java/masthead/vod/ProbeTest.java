package masthead.vod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTest {
    @Test
    void length_and_codecs_are_read_of_the_first_picture_and_sound() {
        assertThat(Probe.facts("""
                {"streams":[{"codec_type":"video","codec_name":"h264","width":1920,"height":1080,"disposition":{"default":1}},
                {"codec_type":"audio","codec_name":"aac","channels":6},{"codec_type":"audio","codec_name":"mp3","channels":2}],
                "format":{"duration":"5760.48","bit_rate":"4200000","tags":{"duration":"no"}}}""".getBytes(UTF_8)))
                .isEqualTo(Map.of(
                        "vcodec",
                        "h264",
                        "width",
                        "1920",
                        "height",
                        "1080",
                        "acodec",
                        "aac",
                        "channels",
                        "6",
                        "duration",
                        "5760",
                        "bitrate",
                        "4200"));
    }

    @Test
    void an_answer_of_another_kind_tells_nothing() {
        assertThat(Probe.facts("{}".getBytes(UTF_8))).isEmpty();
        assertThat(Probe.facts("[1,2]".getBytes(UTF_8))).isEmpty();
    }
}
