package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.OwnLogo;
import masthead.http.Origin;
import masthead.studio.TestSettings;
import masthead.xtream.images.ImageSettings;
import masthead.xtream.images.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogoRouteTest {
    private static final Origin ORIGIN = new Origin("https", "tv.example.net", 443);

    @ParameterizedTest
    @CsvSource({
        "card:alpha, https://tv.example.net/logo/7.png",
        "http://a.example/l.png, http://a.example/l.png",
        "own:00112233445566778899aabbccddeeff.png, https://tv.example.net/logo/7.png",
        "own:../../etc/passwd, ''",
        "/relative.png, ''",
        "data:image/png;base64:AAAA, ''",
        "'', ''"
    })
    void players_get_an_absolute_address_or_none(String logo, String address, @TempDir Path folder) {
        Images direct = Images.of(TestSettings.of(ImageSettings.class, Map.of("images.proxy", "false")), folder);
        assertThat(new Logos(direct).address(channel(logo), ORIGIN)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card:../../etc/passwd", "card:", "card:a/b", "card:A", "http://a.example/l.png"})
    void a_name_from_a_list_is_no_path_into_the_jar(String logo) {
        assertThat(Logos.card(channel(logo))).isEmpty();
    }

    @Test
    void a_logo_that_is_not_there_is_404(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder)) {
            assertThat(world.get("/logo/4711.png").statusCode()).isEqualTo(404);
            assertThat(world.get("/logo/2.png").statusCode()).isEqualTo(404);
            assertThat(world.get("/logo/1.jpg").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void an_uploaded_logo_is_sent_as_what_it_is(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder)) {
            byte[] picture = "GIF89a and so on".getBytes(StandardCharsets.US_ASCII);
            world.catalogs.edit(new ChannelId(1), OwnLogo.of(picture));
            HttpResponse<String> answer = world.get("/logo/1.png");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.body()).isEqualTo("GIF89a and so on");
        }
    }

    private static Channel channel(String logo) {
        return new Channel(new ChannelId(7), "Seven", new CategoryId(1), 0, logo, "", 0, Instant.EPOCH, List.of(), 0);
    }
}
