package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of others read our guide: two validators, and Kodi's IPTV Simple. */
@Tag("e2e")
@SuppressWarnings("NullAway.Init") // set before all
class GuideProgramsTest {
    private static final String PASSWORD = "sesame";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Path DTD = Path.of("/usr/share/xmltv/xmltv.dtd");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss Z").withZone(ZoneOffset.UTC);
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 tvg-id="news.it" group-title="Italia",Notizie 24 HD
            http://127.0.0.1:9/news.ts
            #EXTINF:-1 group-title="Italia",IT: Cinema Uno FHD
            http://127.0.0.1:9/cinema.ts
            #EXTINF:-1 group-title="Eventi",PPV 1 | Roma vs Lazio 21:00
            http://127.0.0.1:9/ppv.ts
            """;

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static String login;

    @BeforeAll
    static void serve() throws IOException {
        server = ServerProcess.serve(folder.resolve("server"), PASSWORD);
        Provider.offering(server, PASSWORD, "Upstream", LIST);
        Web.operate(
                "POST",
                server.address() + "/api/subscribers",
                PASSWORD,
                "{\"username\":\"kodi\",\"password\":\"k0di\",\"maxConnections\":5}");
        login = "username=kodi&password=k0di";
        String answer = Web.operate("POST", server.address() + "/api/guide/sources", PASSWORD, "{\"name\":\"Guide\"}");
        Web.operate(
                "PUT",
                server.address() + "/api/guide/sources/" + Web.number(answer, "id") + "/guide",
                PASSWORD,
                guide(Instant.now()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String guide(Instant now) {
        StringBuilder guide = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <tv><channel id="news.it"><display-name>Notizie 24</display-name></channel>
                <channel id="CinemaUno.it"><display-name>Cinema Uno</display-name></channel>
                """);
        for (int hour = -6; hour < 48; hour++) {
            for (String channel : new String[] {"news.it", "CinemaUno.it"}) {
                guide.append("""
                        <programme start="%s" stop="%s" channel="%s"><title lang="it">Edizione %d &amp; più</title>
                        <title lang="en">Edition %d</title><sub-title>Serale</sub-title><desc lang="it">Tutto ciò che è successo.</desc>
                        <credits><director>Una Regista</director><actor role="Se stesso">Un Attore</actor></credits><date>2024</date>
                        <category lang="it">Notizie</category><icon src="http://127.0.0.1:9/p.jpg"/>
                        <episode-num system="xmltv_ns">1.%d.</episode-num><episode-num system="onscreen">S02E%02d</episode-num>
                        <rating system="MPAA"><value>PG</value></rating><star-rating><value>7/10</value></star-rating><new/></programme>
                        """.formatted(
                                TIME.format(now.plus(Duration.ofHours(hour))),
                                TIME.format(now.plus(Duration.ofHours(hour + 1))),
                                channel,
                                hour + 6,
                                hour + 6,
                                hour + 6,
                                hour + 7));
            }
        }
        return guide.append("</tv>\n").toString();
    }

    private static Path saved(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, body, StandardCharsets.UTF_8);
        return file;
    }

    @Test
    void the_guide_is_valid_by_the_formats_own_definition() throws IOException {
        Command.needs("xmllint");
        Assumptions.assumeTrue(Files.exists(DTD), "xmltv.dtd is not installed; ./mast e2e installs it");
        Path guide = saved("valid.xml", Web.get(server.address() + "/xmltv.php?" + login));
        Files.copy(DTD, folder.resolve("xmltv.dtd")); // where the guide says it is
        Command lint = Command.run(
                folder, MINUTE, "xmllint", "--nonet", "--noout", "--dtdvalid", DTD.toString(), guide.toString());
        assertThat(lint.err()).isEmpty();
        lint.succeeded();
    }

    @Test
    void the_guide_passes_the_formats_own_checker() throws IOException {
        Command.needs("tv_validate_file");
        Path guide = saved("checked.xml", Web.get(server.address() + "/xmltv.php?" + login));
        Command checked = Command.run(
                folder, MINUTE, "env", "XMLTV_SUPPLEMENT=/usr/share/xmltv", "tv_validate_file", guide.toString());
        assertThat(checked.out() + checked.err()).contains("Validated ok");
        checked.succeeded();
    }

    @Test
    void kodi_shows_every_channel_with_its_programmes() throws IOException {
        Command.needs("kodi", "xvfb-run");
        String list = server.address() + "/get.php?" + login + "&type=m3u_plus&output=ts";
        String guide = server.address() + "/xmltv.php?" + login;
        try (Kodi kodi = new Kodi(folder.resolve("kodi"), list, guide)) {
            kodi.awaitUp();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(kodi.ask("PVR.GetChannels", "{\"channelgroupid\":\"alltv\"}"))
                            .contains("Notizie 24 HD", "IT: Cinema Uno FHD", "PPV 1 | Roma vs Lazio 21:00"));
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(kodi.broadcasts("Notizie 24 HD")).contains("Edizione 7 & più");
                        assertThat(kodi.broadcasts("IT: Cinema Uno FHD")).contains("Edizione 7 & più");
                        assertThat(kodi.log()).contains("Loaded 3 channels", "Loaded '3' EPG channels");
                        assertThat(kodi.broadcasts("PPV 1 | Roma vs Lazio 21:00"))
                                .contains("Roma vs Lazio");
                    });
        }
    }
}
