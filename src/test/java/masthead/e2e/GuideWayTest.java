package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of docs/2-use/guide.md: from the addresses of two guides to a row for every channel. */
@Tag("e2e")
class GuideWayTest {
    private static final String PASSWORD = "sesame";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss Z").withZone(ZoneOffset.UTC);
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 tvg-id="Rai1.it" group-title="Italia",IT: RAI UNO FHD
            http://127.0.0.1:9/1.ts
            #EXTINF:-1 group-title="Italia",|IT| Canale 5 ᴴᴰ
            http://127.0.0.1:9/2.ts
            #EXTINF:-1 group-title="Italia",IT - La7 4K
            http://127.0.0.1:9/3.ts
            #EXTINF:-1 group-title="UK",UK: BBC One HD
            http://127.0.0.1:9/4.ts
            #EXTINF:-1 group-title="Events",PPV 2 | Leeds vs Derby 19:45
            http://127.0.0.1:9/5.ts
            #EXTINF:-1 group-title="Radio",Nowhere Radio
            http://127.0.0.1:9/6.ts
            """;

    @TempDir
    Path folder;

    @Test
    void an_operator_with_two_addresses_has_a_row_for_every_channel_without_mapping_one() throws IOException {
        HttpServer guides = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Map<String, byte[]> served = Map.of(
                "/it.xml", guide("Rai1.it", "Rai 1", "Canale5.it", "Canale 5").getBytes(StandardCharsets.UTF_8),
                "/all.xml.gz", gzip(guide("La7.it", "La7", "BBCOne.uk", "BBC One")));
        guides.createContext("/", exchange -> {
            byte[] body = served.getOrDefault(exchange.getRequestURI().getPath(), new byte[0]);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        guides.start();
        String from = "http://127.0.0.1:" + guides.getAddress().getPort();
        try (ServerProcess server = ServerProcess.serve(folder.resolve("server"), PASSWORD)) {
            Provider.offering(server, PASSWORD, "Upstream", LIST);
            add(server, "Italy", from + "/it.xml", 10);
            add(server, "World", from + "/all.xml.gz", 20);
            String login = "username=admin&password=" + PASSWORD;
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                String applied = ask(server, "/api/guide/matches?state=applied");
                assertThat(Web.number(applied, "total")).as(applied).isEqualTo(4);
                String xmltv = Web.get(server.address() + "/xmltv.php?" + login);
                assertThat(xmltv).contains("On Rai 1", "On Canale 5", "On La7", "On BBC One", ">Leeds vs Derby<");
            });
            String channels = Web.get(server.address() + "/player_api.php?" + login + "&action=get_live_streams");
            assertThat(channels).contains("\"epg_channel_id\":\"Rai1.it\"").doesNotContain("\"epg_channel_id\":\"\"");
            for (int channel = 1; channel <= 6; channel++) {
                assertThat(Web.get(server.address() + "/player_api.php?" + login + "&action=get_short_epg&stream_id="
                                + channel))
                        .as("now and next of channel %d", channel)
                        .contains("\"now_playing\":1");
            }
            String status = ask(server, "/api/guide/status");
            assertThat(Web.number(status, "channels")).isEqualTo(6);
            words(server, login);
        } finally {
            guides.stop(0);
        }
    }

    /** A channel without a guide is given words of its own. */
    private static void words(ServerProcess server, String login) {
        String fill = server.address() + "/api/guide/channels/6/fill";
        assertThat(Web.operate("GET", fill, PASSWORD, "")).contains("\"own\":false");
        Web.operate("PUT", fill, PASSWORD, "{\"title\":\"{name}: music\"}");
        assertThat(Web.operate("GET", fill, PASSWORD, "")).contains("{name}: music");
        assertThat(Web.get(server.address() + "/xmltv.php?" + login)).contains("<title>Nowhere Radio: music</title>");
        Web.operate("DELETE", fill, PASSWORD, "");
        assertThat(Web.get(server.address() + "/xmltv.php?" + login)).contains("<title>Nowhere Radio</title>");
        assertThat(Web.tryToOperate("PUT", fill, PASSWORD, "{\"title\":\"\"}").statusCode())
                .isEqualTo(400);
        assertThat(Web.tryToOperate("GET", fill.replace("/6/", "/99/"), PASSWORD, "")
                        .statusCode())
                .isEqualTo(404);
    }

    private static String ask(ServerProcess server, String path) {
        return Web.operate("GET", server.address() + path, PASSWORD, "");
    }

    private static void add(ServerProcess server, String name, String url, int priority) {
        String json = "{\"name\":\"" + name + "\",\"url\":\"" + url + "\",\"priority\":" + priority + "}";
        long id = Web.number(Web.operate("POST", server.address() + "/api/guide/sources", PASSWORD, json), "id");
        Web.operate("POST", server.address() + "/api/guide/sources/" + id + "/refresh?wait=1", PASSWORD, "");
    }

    /** @param channels an id, a name, and so on */
    private static String guide(String... channels) {
        StringBuilder guide = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv>");
        for (int each = 0; each < channels.length; each += 2) {
            guide.append("<channel id=\"%s\"><display-name>%s</display-name></channel>\n"
                    .formatted(channels[each], channels[each + 1]));
        }
        Instant from = Instant.now().minus(Duration.ofHours(3));
        for (int each = 0; each < channels.length; each += 2) {
            for (int hour = 0; hour < 24; hour++) {
                guide.append("<programme start=\"%s\" stop=\"%s\" channel=\"%s\"><title>On %s</title></programme>\n"
                        .formatted(
                                TIME.format(from.plus(Duration.ofHours(hour))),
                                TIME.format(from.plus(Duration.ofHours(hour + 1))),
                                channels[each],
                                channels[each + 1]));
            }
        }
        return guide.append("</tv>\n").toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
