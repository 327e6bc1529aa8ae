package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.format.mpegts.Codec;
import masthead.format.mpegts.Health;
import masthead.format.mpegts.Indicator;
import masthead.relay.Condition;
import masthead.relay.Verdict;
import org.junit.jupiter.api.Test;

class HealthJsonTest {
    @Test
    void all_that_is_known_of_a_stream_is_told_by_the_names_of_tr_101_290() {
        Health health = new Health(
                Duration.ofSeconds(90),
                Map.of(Indicator.PAT_ERROR_2, new Health.Count(2, 30)),
                new Health.Traffic(List.of(8_000L, 9_000L), 7_500, 0.12345, 0),
                new Health.Clock(true, Duration.ofMillis(20), Duration.ofMillis(150), 0.99951),
                List.of(new Health.Audio(257, 5.25)),
                Optional.of(Duration.ofMillis(40)),
                Optional.of(new Health.Loop(1, Duration.ofSeconds(33))),
                List.of(Codec.MPEG2_VIDEO, Codec.AC3));
        Condition condition =
                new Condition(new Verdict.Poor("Its picture has stood still for 33 s."), health, List.of());
        String json = json(condition);
        assertThat(json).startsWith("""
                        {"verdict":"poor","reason":"Its picture has stood still for 33 s.","watchedSeconds":90,\
                        "indicators":{"TS_sync_loss":{"priority":1,"recent":0,"total":0},""").contains("""
                        "PAT_error_2":{"priority":1,"recent":2,"total":30}""").endsWith("""
                        "clock":{"known":true,"stuckMillis":20,"arrivalJitterMillis":150,"pace":1.0},\
                        "audio":[{"pid":257,"packetsPerSecond":5.25}],"silentMillis":40,\
                        "loop":{"groups":1,"seconds":33},"codecs":["MPEG-2","AC-3"],"nullShare":0.123,"scrambledShare":0.0,\
                        "contentBitsPerSecond":7500,"bitrateHistory":[8000,9000]}""");
        for (Indicator each : Indicator.values()) {
            assertThat(json).contains('"' + each.title() + "\":{\"priority\":");
        }
    }

    private static String json(Condition condition) {
        return new String(
                Json.bytes(json -> {
                    json.writeStartObject();
                    HealthJson.write(json, condition);
                    json.writeEndObject();
                }),
                StandardCharsets.UTF_8);
    }
}
